"""The fonts of official papers (GB/T 9704-2012), and what stands in for each where a machine has not got it."""

TITLE, BODY, HEADING, SECOND, NUMBERS = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
ALIKE = {TITLE: "宋体", BODY: "仿宋", SECOND: "楷体", HEADING: "SimHei", NUMBERS: "SimSun"}
"""What a file for Word names beside each."""
SONG = ("宋体", "SimSun", "STSong", "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN")
KAI = ("楷体", "KaiTi", "STKaiti", "Kaiti SC", "AR PL UKai CN")
INSTEAD = {
    TITLE: ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", *SONG),
    BODY: ("仿宋", "FangSong", "STFangsong", *SONG),
    SECOND: (*KAI, *SONG),
    HEADING: ("SimHei", "Heiti SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei"),
    NUMBERS: SONG[1:],
}
"""What a PDF is set in, the nearest first."""
