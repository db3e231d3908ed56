"""A corpus of mistakes: one replacement in one shipped file, and what is said about it.

`at` is the text that the finding's line and column point to.
"""

from typing import NamedTuple

from tests.content.copies import CALENDAR, PLAN, ROSTER, RULES


class Mistake(NamedTuple):
    """Replace the first `old` by `new` in `file`."""

    file: str
    old: str
    new: str
    at: str
    message: str
    suggestion: str


KIND = "    kind: section\n    li"

WRITING = [
    Mistake(PLAN, "    day: 27 #", "\tday: 27 #", "\tday", "行首混有制表符（Tab）（U+0009）", "删去它，用英文"),
    Mistake(PLAN, "title: 保居", "title: 甲: 保居", ": 保居", "这里多了一个冒号，或者缩进不对", "与上一行对齐"),
    Mistake(PLAN, "dated: 2020", "dated：2020", "：2020", "这里用了全角冒号“：”", "冒号要用英文"),
    Mistake(ROSTER, KIND, "\u00a0\u00a0\u00a0\u00a0kind: section\n    li", "\u00a0", "行首混有不间断空格", "删去它"),
    Mistake(ROSTER, KIND, "　　kind: section\n    li", "　", "行首混有全角空格（U+3000）", "删去它"),
    Mistake(ROSTER, KIND, "\ufeff    kind: section\n    li", "\ufeff", "行首混有文件标记（BOM）", "删去它"),
    Mistake(ROSTER, "\n  事业股:", "\n\ufeff  事业股:", "\ufeff", "行首混有文件标记（BOM）", "删去它"),
    Mistake(ROSTER, KIND, "    kind：section\n    li", "：", "这里用了全角冒号“：”", "冒号要用英文“:”"),
    Mistake(ROSTER, KIND, "    kind:　section\n    li", "　", "冒号后面混有全角空格（U+3000）", "删去它"),
    Mistake(ROSTER, "\n  事业股:", "\n  事业股：", "：", "这里用了全角冒号“：”", "冒号要用英文“:”"),
    Mistake(
        ROSTER, "{holders: [{person: shiye-l", "｛holders: [{person: shiye-l", "｛", "这里用了全角的“｛”", "换成英文"
    ),
    Mistake(ROSTER, "shiye-liaison}]}", "shiye-liaison}]｝", "｝", "这里用了全角的“｝”", "换成英文的“}”"),
    Mistake(ROSTER, "name: 于都县人", 'name: "\\ud83d\\ude00" #', '"', "“\\u”后面的编号只是半个字符", "直接写出"),
    Mistake(PLAN, "\ntitle: ", "\ntitle: " + "[" * 60 + "]" * 60 + "\n#", "[" * 11 + "]", "一层套一层超过50层", "对照"),
    Mistake(PLAN, "units: [事业股]", "units: [事业股", "[事业股", "方括号或花括号没有写完整", "各项之间用英文逗号"),
    Mistake(PLAN, "[就业局]", '["就业局]', '["就业局', "方括号或花括号没有写完整", "各项之间用英文逗号"),
    Mistake(
        PLAN, "units: [事业股]", "units: *事业股", "*事业股", "以“*”开头的内容被当作引用", "给这段文字加上英文引号"
    ),
    Mistake(PLAN, "\nduties:", "\n---\nduties:", "---", "文件里出现了“---”分隔", "一个文件只写一份内容"),
    Mistake(PLAN, "summary: 推进", "summary: 推\x07进", "\x07进", "这里有看不见的控制字符", "删掉这个字符"),
    Mistake(
        ROSTER, "kind: section", "kind: section\n    kind: unit", "kind: unit", "“kind”写了两次", "第 20 行已经写过"
    ),
    Mistake(PLAN, "[事业股]", "&a [*a]", "&a", "不支持“&”“*”引用写法", "把内容完整写一遍"),
]
SHAPE = [
    Mistake(PLAN, "leaders: [李斌]", "leader: [李斌]", "leader:", "没有“leader”这个字段", "是不是“leaders”"),
    Mistake(PLAN, "title: 扶持就业创业", "title:", "title:", "“title”没有填", "措施标题，照原文，不带序号和句号"),
    Mistake(PLAN, "leaders: [李斌]", "leaders: 李斌", "李斌", "“leaders”应为列表", "责任领导姓名，如 [李明]"),
    Mistake(PLAN, "leaders: [李斌]", "leaders: []", "[]", "“leaders”至少要有 1 项，现为空", "责任领导姓名"),
    Mistake(PLAN, "leaders: [李斌]", "leaders: [[李斌]]", "[李斌]]", "“leaders”应为一段文字，现为一个列表", "责任领导"),
    Mistake(PLAN, "number: 2\n", "number: 二\n", "二", "“number”应为整数，现为“二”", "措施序号，整数"),
    Mistake(PLAN, "number: 2\n", "number: 0\n", "0", "“number”不能小于 1，现为“0”", ""),
    Mistake(PLAN, "dated: 2020-09-18", "dated: 2020年9月18日", "2020年", "“dated”应写成 2020-09-18 这样的日期", ""),
    Mistake(PLAN, "dated: 2020-09-18", "dated: 2020-09-31", "2020-09-31", "“dated”日历上没有这一天", ""),
    Mistake(PLAN, "dated: 2020-09-18", "dated: 20200918", "20200918", "“dated”应写成 2020-09-18 这样的日期", ""),
    Mistake(PLAN, "value: 44100, ", "", "{name: 城镇企业", "“value”没有填", "目标值，按计量单位写"),
    Mistake(PLAN, "kind: report", "kind: reports", "reports", "“kind”没有这个选项：“reports”", "是不是“report”"),
    Mistake(PLAN, "day: 27 #", "day: 32 #", "32", "“day”不能大于 31，现为“32”", ""),
    Mistake(PLAN, "sealed: true", "sealed: 是", "是", "“sealed”应为 true 或 false，现为“是”", "报送：是否要盖章"),
    Mistake(PLAN, "id: visit-5", "id: Visit 5", "Visit 5", "“id”应为编号，只用小写字母、数字和“-”", ""),
    Mistake(PLAN, "title: 走访对", 'title: "走访\\n企业"\n#', '"走访', "“title”应为一行文字，不能换行", ""),
    Mistake(PLAN, "# 原文没有", "last_period: 2019年\n#", "2019年", "“last_period”应写成 2020-09 这样的年-月", ""),
    Mistake(
        ROSTER,
        "shiye-liaison",
        "shiye-liaison\u200b",
        "shiye-liaison\u200b",
        "名册里没有人员编号",
        "里面混有看不见的零宽空格",
    ),
    Mistake(PLAN, "day: 27 #", "day: ２７ #", "２７", "“day”应为整数，现为“２７”", "换成英文的半角字符：27"),
    Mistake(
        PLAN, "dated: 2020-09-18", "dated: 2020－09－18", "2020－", "“dated”应写成", "换成英文的半角字符：2020-09-18"
    ),
    Mistake(
        ROSTER, "head: {holders: [{person: jiuye-head}]}", "head: jiuye-head", "jiuye-head", "“head”下面应为", "负责人"
    ),
    Mistake(ROSTER, "kind: unit", "kind: units", "units", "“kind”没有这个选项：“units”", "是不是“unit”"),
    Mistake(
        ROSTER, "_placeholder: true", "_placeholder: maybe", "maybe", "“home_placeholder”应为 true 或 false", "所在单位"
    ),
    Mistake(RULES, "rest_day: next", "rest_day: nxt", "nxt", "“rest_day”没有这个选项：“nxt”", "是不是“next”"),
    Mistake(RULES, '"09:00" #', "0900 #", "0900", '“pass_at”应写成 "09:00" 这样的时刻，现为“0900”', ""),
    Mistake(RULES, '"09:00" #', '"24:00" #', '"24:00"', '“pass_at”应在 "00:00" 到 "23:59" 之间', ""),
    Mistake(RULES, 'cutoff: "24:00"', 'cutoff: "24:30"', '"24:30"', "“cutoff”应写成", ""),
    Mistake(RULES, "sms_limit: 70", "sms_limt: 70", "sms_limt", "没有“sms_limt”这个字段", "是不是“sms_limit”"),
    Mistake(
        RULES, "[email, sms], to", "[email, call], to", "call", "“channels”没有这个选项：“call”", "可以填：email、sms"
    ),
    Mistake(
        RULES, "ture: 于都人社局", "ture:", "sms_signature:", "“sms_signature”没有填", "短信签名，写本局简称，不带【】"
    ),
    Mistake(RULES, "sms_signature: 于都人社局", 'sms_signature: ""', '""', "“sms_signature”不能为空", ""),
    Mistake(
        RULES, "first_period: #", "first_period: 2020-13 #", "2020-13", "“first_period”应写成 2020-09 这样的年-月", ""
    ),
    Mistake(CALENDAR, "years: {}", "years: 2027", "2027", "“years”下面应为", "各年放假调休安排"),
    Mistake(CALENDAR, "years: {}", "years: {2027: {breaks: []}}", "[]", "“breaks”至少要有 1 项", "全年各次放假"),
]
COLONS = [
    Mistake(
        ROSTER, "{person: jiuye-head}", "{person：jiuye-head}", "person：", "没有“person：jiuye-head”这个字段", "冒号要"
    ),
    Mistake(ROSTER, "{holders: [{person: jiuye-head}]}", "holders：[]", "holders：", "“head”下面应为", "冒号要用英文"),
]
PLANS = [
    Mistake(PLAN, "people: [李子健] #", "people: [李子建] #", "李子建", "名册里没有人员“李子建”", "是不是“李子健”"),
    Mistake(PLAN, "leaders: [李斌]", "leaders: [李冰]", "李冰", "名册里没有责任领导“李冰”", "是不是“李明”"),
    Mistake(
        PLAN, "units: [事业股]", "units: [事业单位股]", "事业单位股", "名册里没有单位“事业单位股”", "是不是“事业股”"
    ),
    Mistake(
        PLAN,
        "[就业局, 专技股]",
        "[就业局，专技股]",
        "就业局，",
        "名册里没有单位“就业局，专技股”",
        "各个名称之间用英文逗号“,”隔开",
    ),
    Mistake(PLAN, "[事业股]", "[各责任股室]", "各责任股室", "“各责任股室”是集合名称，不是单位", "写到 groups 下"),
    Mistake(
        PLAN,
        "units: [办公室]",
        "units: [办公室, 各责任股室]",
        "各责任股室] #",
        "“各责任股室”同时写在 units 和 groups 下",
        "集合名称",
    ),
    Mistake(
        PLAN,
        "groups: [各责任股室]",
        "groups: [各责任股室]\n            co_units: [各责任股室]",
        "各责任股室] #",
        "“各责任股室”同时写在 groups 和 co_units 下",
        "负责的写在 groups 下",
    ),
    Mistake(
        PLAN,
        "units: [事业股]",
        "units: [事业股]\n            co_units: [各有责股室]",
        "各有责股室",
        "名册里没有单位或集合名称“各有责股室”",
        "是不是“各责任股室”",
    ),
    Mistake(
        PLAN,
        "units: [事业股]",
        "units: [事业股]\n            co_units: [李子健]",
        "李子健",
        "“李子健”是个人，不是单位",
        "写此人所在的单位",
    ),
    Mistake(PLAN, "[事业股]", "[李子健]", "李子健", "“李子健”是个人，不是单位", "写到 people 下"),
    Mistake(PLAN, "people: [李子健] #", "people: [就业局] #", "就业局", "“就业局”是单位，不是个人", "写到 units 下"),
    Mistake(
        PLAN,
        "people: [李子健] #",
        "people: [李明] #",
        "李明",
        "责任人“李明”在名册里没有所在单位",
        "在 config/roster.yaml",
    ),
    Mistake(
        PLAN, "groups: [各责任股室]", "groups: [各股室]", "各股室", "名册里没有集合名称“各股室”", "是不是“各责任股室”"
    ),
    Mistake(PLAN, "units: [事业股]", "units: []", 'id: "5.2"', "分工“5.2”没有责任单位也没有责任人", "写上 units"),
    Mistake(PLAN, "[事业股]", "[事业股, 事业股]", "事业股]", "“事业股”写了两次", "删去一处"),
    Mistake(PLAN, 'id: "5.2"', 'id: "5.1"', '"5.1"', "分工编号“5.1”重复", "换一个编号"),
    Mistake(PLAN, "number: 2\n", "number: 1\n", "1", "措施序号“1”重复", "照原文改序号"),
    Mistake(PLAN, "value: 44100", "value: 4410", "4410", "目标值“4410”与原文“4.41万人”不一致", "按原文应为 44100"),
    Mistake(PLAN, "value: 44100", "value: 约4万", "约4万", "“value”应为数字，如 482000、98.5", ""),
    Mistake(
        PLAN,
        "unit: 个, by: 2020-12-31",
        "unit: 个, from: 2021-01-01, by: 2020-12-31",
        "2021-01-01",
        "指标“新增就业扶贫公益性岗位”的起算日“2021-01-01”晚于完成日“2020-12-31”",
        "写 by 以前的日期",
    ),
    Mistake(PLAN, "unit: 个, by", "unit: 个, direction: higher, by", "higher", "“direction”没有这个选项", ""),
    Mistake(
        PLAN,
        "name: 新增农村劳动力转移就业",
        "name: 城镇新增就业",
        "城镇新增就业",
        "指标“城镇新增就业”重复，起止月份有重叠",
        "换一个名称；下一年的新目标写 from",
    ),
    Mistake(PLAN, "as_written: 4.41万人", "as_written: 若干", "若干", "原文写法“若干”里没有数字", "照原文写"),
    Mistake(
        PLAN,
        "as_written: 4.41万人",
        "as_written: 4.41万人, reports: 就业局",
        "就业局",
        "“就业局”不是分工“8.1”的责任单位",
        "写 units 里的一个：养老工伤股、农保局、社保局",
    ),
    Mistake(PLAN, "day: 27 #", "firms: 2 #", "firms", "报送事项没有“firms”", "删去这一行"),
    Mistake(PLAN, "day: 27 #", "#", "id: report", "报送事项“day”没有填", "每月几日，如 27"),
    Mistake(
        PLAN, "改进建议, 下一步", "改进意见, 下一步", "改进意见", "没有“改进意见”这一项报送内容", "是不是“改进建议”"
    ),
    Mistake(PLAN, "[贯彻落实情况, 困难", "[困难", "contents", "“contents”没有写“贯彻落实情况”", "这一项必有"),
    Mistake(PLAN, "to: 局办公室", "to: 就业局", "就业局", "报送只能报给局办公室，现为“就业局”", "写成 局办公室"),
    Mistake(PLAN, 'assignment: "5.1"', 'assignment: "5.9"', '"5.9"', "方案里没有分工“5.9”", "是不是“5."),
    Mistake(PLAN, 'assignment: "5.1"', "#", "id: visit-5", "走访事项“assignment”没有填", "来自哪项分工"),
    Mistake(
        PLAN, "专技股]\n    firms", "职建股]\n    firms", "职建股", "“职建股”不在分工“5.1”里", "可以填：就业局、专技股"
    ),
    Mistake(PLAN, "firms: 2\n", "day: 2\n", "day", "走访事项没有“day”", "删去这一行"),
    Mistake(PLAN, "firms: 2\n", "\n", "id: visit-5", "走访事项“firms”没有填", "每个单位或个人对口几家企业"),
    Mistake(
        PLAN, "    people: [李子健]\n", "", "id: visit-9", "走访事项“visit-9”没有写由谁走访", "写上 units 或 people"
    ),
    Mistake(
        PLAN, "id: visit-5", "id: visit-9", "visit-9", "事项编号“visit-9”重复", "liuwen-liubao-2020.yaml 里已经用过"
    ),
    Mistake(
        PLAN, "# 原文没有", "last_period: 2019-12\n#", "2019-12", "最后一个报送月份“2019-12”早于印发日期", "检查年月"
    ),
]
JIUYE = "[{person: jiuye-head}]"
LI_MING = "\n  li-ming: {"
ROSTERS = [
    Mistake(ROSTER, "kind: office", "kind: section", "units:", "没有局办公室", "给办公室写上 kind: office"),
    Mistake(
        ROSTER, "kind: unit", "kind: office", "office", "局办公室只能有一个，“办公室”已经是", "改成 section 或 unit"
    ),
    Mistake(
        ROSTER,
        "person: jiuye-head",
        "person: jiuye-haed",
        "jiuye-haed",
        "名册里没有人员编号“jiuye-haed”",
        "是不是“jiuye-head”",
    ),
    Mistake(
        ROSTER,
        JIUYE,
        "[{person: jiuye-head}, {person: shebao-head, from: 2021-01-01}]",
        "{person: shebao",
        "“jiuye-head”与“shebao-head”的任职日期重叠",
        "给前一人写 to",
    ),
    Mistake(
        ROSTER,
        JIUYE,
        "[{person: jiuye-head, from: 2021-02-01, to: 2021-01-01}]",
        "2021-01-01",
        "结束日期“2021-01-01”早于开始日期“2021-02-01”",
        "结束日期应在开始日期当天或之后",
    ),
    Mistake(ROSTER, "home: 就业局", "home: 就业所", "就业所", "没有单位“就业所”", "是不是“就业局”"),
    Mistake(
        ROSTER,
        "就业局:\n",
        "就业局:\n    in_charge: leader-liming\n",
        "leader-liming",
        "leadership 里没有岗位“leader-liming”",
        "是不是“leader-li-ming”",
    ),
    Mistake(
        ROSTER,
        "就业局:\n",
        "就业局:\n    aliases: [农保局]\n",
        "农保局",
        "“就业局”的名称“农保局”与“农保局”重复",
        "换一个名称",
    ),
    Mistake(
        ROSTER, "name: 各责任股室", "{name: 各责任股室, members: [专技]}", "专技", "没有单位“专技”", "是不是“专技股”"
    ),
    Mistake(ROSTER, "li-bin@yudu", "li-bin＠yudu", "li-bin＠", "邮箱“li-bin＠yudu.example”写法不对", "写成 名字@域名"),
    Mistake(ROSTER, '"00000000003"', '"138-0000"', '"138', "手机号“138-0000”写法不对", "写 11 位数字"),
    Mistake(ROSTER, "  li-bin: {", "  li_bin: {", "li_bin", "编号“li_bin”只能用小写字母、数字和“-”", "如 zhang-san"),
    Mistake(ROSTER, "{name: 李斌", "{name: 李明", "李明", "姓名“李明”与“li-ming”相同", "在姓名后加以区分"),
    Mistake(ROSTER, "{name: 李斌", "{name: li-ming", "li-ming", "姓名“li-ming”是“li-ming”的编号", "写真实姓名"),
    Mistake(ROSTER, "{name: 李斌", "{name: 就 业局", "就 业局", "姓名“就 业局”是“就业局”的名称", "写真实姓名"),
    Mistake(ROSTER, "{name: 李斌", "{name: 农保局", "农保局", "姓名“农保局”是“农保局”的名称", "写真实姓名"),
    Mistake(
        ROSTER, "{name: 李斌", "{name: 各责任股室", "各责任股室", "姓名“各责任股室”是“第 1 个集合”的名称", "写真实"
    ),
    Mistake(
        ROSTER,
        LI_MING,
        LI_MING + "away: [{from: 2020-10-12, to: 2020-10-16, deputy: li-ming}], ",
        "li-ming}]",
        "“li-ming”外出期间的代办人“li-ming”绕回到本人",
        "换一位这几天在岗的代办人",
    ),
    Mistake(
        ROSTER,
        LI_MING,
        LI_MING + "away: [{from: 2020-10-12, to: 2020-10-16, deputy: lin}], ",
        "lin}",
        "名册里没有人员编号“lin”",
        "是不是“li",
    ),
    Mistake(
        ROSTER,
        "[{person: li-bin}]",
        "[{person: li-bin, from: 2021-01-01}]",
        "李斌",
        "责任领导“李斌”在 2020-09-18 没有任何岗位",
        "在 config/roster.yaml",
    ),
]
NOTHING = "years: {}"
YEAR = "years: {2027: {breaks: [{from: "
SETTINGS = [
    Mistake(
        RULES, '"09:00" #', '"21:00" #', '"21:00"', "发送时刻“21:00”落在免打扰时段内", "改到 08:00 以后、20:00 以前"
    ),
    Mistake(RULES, 'until: "08:00"', 'until: "21:00"', '"21:00"', "免打扰应从晚上到第二天早上", "quiet_until 写早于"),
    Mistake(
        RULES, "R-3, days: 3", "R-6, days: 6", "6, ch", "“before”的梯级没有按时间先后排", "days 从大到小排，不重复"
    ),
    Mistake(RULES, "E+3, days: 3", "E+5, days: 5", "5, ch", "“after”的梯级没有按时间先后排", "days 从小到大排，不重复"),
    Mistake(RULES, "R-3, days: 3", "R-3, days: 4", "R-3", "梯级名称“R-3”不对，名称要与 days 一致", "写成 R-4"),
    Mistake(RULES, "name: R-5", "name: 提醒", "提醒", "梯级名称“提醒”不对", "写成 R-5"),
    Mistake(RULES, "E+1, days: 1", "E+0, days: 0", "0, ch", "逾期后的梯级从第 1 个工作日算起", "写 1 或更大的整数"),
    Mistake(RULES, "L-0, days: 0", "L-0, days: 1", "1, ch", "“L-0”在当天发，days 应为 0，现为“1”", "写 0"),
    Mistake(RULES, "count: 2", "count: 6", "6", "“repetition_count”不能大于“repetition_window”", "写不大于 5 的整数"),
    Mistake(
        CALENDAR,
        "years: {}",
        "years: {27: {breaks: [{from: 2027-01-01, to: 2027-01-03, name: 元旦}]}}",
        "27:",
        "“27”不是年份",
        "写成 2027 这样的四位数",
    ),
    Mistake(
        CALENDAR,
        NOTHING,
        YEAR + "2027-01-03, to: 2027-01-01, name: 元旦}]}}",
        "2027-01-01",
        "放假“2027-01-03 至 2027-01-01”的结束早于开始",
        "检查 from 和 to",
    ),
    Mistake(
        CALENDAR,
        NOTHING,
        YEAR + "2026-01-01, to: 2026-01-03, name: 元旦}]}}",
        "2026-01-01",
        "放假“2026-01-01 至 2026-01-03”不在 2027 年",
        "检查年份",
    ),
    Mistake(
        CALENDAR,
        NOTHING,
        YEAR + "2027-01-01, to: 2027-12-03, name: 元旦}]}}",
        "2027-12-03",
        "放假“2027-01-01 至 2027-12-03”超过 15 天",
        "检查月份是否写错",
    ),
    Mistake(
        CALENDAR,
        NOTHING,
        YEAR + "2027-01-02, to: 2027-01-03, name: 元旦}], worked: [2027-01-02]}}",
        "2027-01-02]",
        "“2027-01-02”既写了放假又写了上班",
        "删去一处",
    ),
    Mistake(
        CALENDAR,
        NOTHING,
        YEAR + "2027-01-01, to: 2027-01-03, name: 元旦}], worked: [2027-01-04]}}",
        "2027-01-04",
        "“2027-01-04”不是周六、周日",
        "只写调休上班的周六、周日",
    ),
    Mistake(
        CALENDAR,
        NOTHING,
        YEAR + "2027-01-01, to: 2027-01-03, name: 元旦}], worked: [2028-01-08]}}",
        "2028-01-08",
        "“2028-01-08”不在 2027 年",
        "检查年份",
    ),
    Mistake(
        CALENDAR,
        "rest: []\n  worked: []",
        "rest: [2020-10-12]\n  worked: [2020-10-12]",
        "2020-10-12",
        "“2020-10-12”既写了放假又写了上班",
        "删去一处",
    ),
]
MISTAKES = [*WRITING, *SHAPE, *COLONS, *PLANS, *ROSTERS, *SETTINGS]
