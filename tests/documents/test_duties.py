"""What a document orders to be handed in: by which day, to whom, and what no duty of a plan can hold is asked."""

import pytest

from yudu_flow.documents.draft import Draft
from yudu_flow.documents.opening import read_file
from yudu_flow.documents.reading import read_paper


def draft_of(words: str) -> Draft:
    return read_paper(read_file(words.encode()))


def duties(words: str) -> list[tuple[str, int | str | None, str]]:
    return [(one.every, one.day, one.to) for one in draft_of(words).duties]


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("各科室每月5日前报送进展，12月5日前报送全年总结。", "12月5日前报送全年总结"),
        ("各单位于6月25日、12月10日前将工作总结书面报市河长办。", "6月25日、12月10日前将工作总结书面报市河长办"),
        ("2.各单位4月15日前将落实情况（盖章扫描件）报县防指办。", "4月15日前将落实情况（盖章扫描件）报县防指办"),
        ("8月26日前，将整改情况报送县委巡察办。", "8月26日前，将整改情况报送县委巡察办"),
        ("2027年3月25日前报送工作总结。", "2027年3月25日前报送工作总结"),
        ("各单位请于3月20日（星期四）下班前将方案报送局办公室。", "3月20日（星期四）下班前将方案报送局办公室"),
        ("请在3月20日17:00前将名单发至县政府办邮箱。", "3月20日17:00前将名单发至县政府办邮箱"),
        ("各单位3月20日前完成自查，并将自查报告报县安委办。", "3月20日前完成自查，并将自查报告报县安委办"),
        ("各股室于3月20日前制定任务清单，报局办公室备案。", "3月20日前制定任务清单，报局办公室备案"),
    ],
)
def test_what_is_handed_in_once_is_asked(words: str, quoted: str) -> None:
    asked = [one for one in draft_of(words).questions if "只报一次" in one]
    assert asked == [f"这句是只报一次的，方案里没有这样的报送，请另行交办：{quoted}"]


@pytest.mark.parametrize(
    "words",
    [
        "每年1月10日前、7月10日前报送总结。",
        "每半年（6月底、12月底前）向县督导办报送一次总结。",
        "1.清理欠账。（责任单位：县财政局；完成时限：10月底前）对国家反馈问题举一反三。",
        "6月底前建成通报制度。",
    ],
)
def test_days_that_recur_and_time_limits_are_not_asked_so(words: str) -> None:
    assert not [one for one in draft_of(words).questions if "只报一次" in one]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("各科室每半月（15日、30日前）将进展报财务股。", [("month", 15, "财务股"), ("month", 30, "财务股")]),
        ("各科室每半个月（5日、20日前）将进展报办公室。", [("month", 5, "办公室"), ("month", 20, "办公室")]),
        ("各股室每月29日（2月为28日）前将情况报质量股。", [("month", 29, "质量股")]),
        ("各股室每月30日（2月为最后一日）前将情况报督查股。", [("month", 30, "督查股")]),
        ("县普查办每周五通报进度排名。遇重大问题及时报告。", []),
        ("县普查办每月5日前通报进度。", []),
        ("各单位于每年6月30日前和12月31日前将情况报县教育局。", [("half-year", 31, "县教育局")]),
        ("各科室每年6月底、12月底前将落实情况报办公室。", [("half-year", 31, "办公室")]),
        ("各科室于每年6月20日和12月20日前将进展报县教育局。", [("half-year", 20, "县教育局")]),
        ("各单位每半年末（6月30日、12月30日前）将情况报县教育局。", [("half-year", 30, "县教育局")]),
        ("各单位每半年（6月30日、12月31日前）将情况报县教育局。", [("half-year", 31, "县教育局")]),
        ("各单位每年6月5日和12月20日前将情况报县教育局。", [("year", 5, "县教育局"), ("year", 20, "县教育局")]),
        ("各科室每月最后一个工作日前将进展报局“双减”专班。", [("month", 31, "局“双减”专班")]),
    ],
)
def test_the_days_of_a_month_are_those_that_it_names(words: str, found: list[tuple[str, int, str]]) -> None:
    assert duties(words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("各单位每月24日前报送小结。以上材料均报市消安办。", [("month", 24, "市消安办")]),
        ("各单位每周五前报送数据。上述报表统一报送县普查办。", [("week", "周五", "县普查办")]),
        ("1月8日前报局办公室，每季度首月5日前报送分析材料。", [("quarter", 5, "局办公室")]),
        ("方案于2月28日前报县督查室；自3月起，每月底前报送进展。", [("month", 31, "县督查室")]),
        ("备注：各单位每月5日前更新一次台账，发县创文办邮箱。", [("month", 5, "县创文办")]),
        ("各单位每月8日前更新进展，发送县攻坚办邮箱。", [("month", 8, "县攻坚办")]),
        ("各单位于每季度首月8日前将工作情况送县商务局汇总。", [("quarter", 8, "县商务局")]),
        ("各单位每季度末月5日前向县就业工作领导小组报告进展。", [("quarter", 5, "县就业工作领导小组")]),
        ("各单位每月5日前向县整改办（设在龙山生态环境局）报送进展。", [("month", 5, "县整改办")]),
        (
            "各单位每月25日前向县农村人居环境整治工作领导小组办公室报送进展。",
            [("month", 25, "县农村人居环境整治工作领导小组办公室")],
        ),
        ("县邮政局每季度首月8日前将老人补贴送货上门。", []),
        (
            "每周五前报县人才股汇总，每半年形成报告于6月25日前报送。",
            [("week", "周五", "县人才股"), ("half-year", 25, "")],
        ),
    ],
)
def test_the_receiver_may_stand_in_other_words(words: str, found: list[tuple[str, int | str, str]]) -> None:
    assert duties(words) == found


@pytest.mark.parametrize(
    "words",
    [
        "汛期各单位每日17时前向县防指办报送“零报告”。",
        "各单位每天18时前将进展报县指挥部。",
        "各科室每月最后一个工作日前将进展报局专班。",
        "各科室每半月（15日、30日前）将进展报财务股。",
        "各科室每月二三日前将进展报财务股。",
        "各科室每月45日前将进展报财务股。",
        "各科室每年1月99日前、7月0日前将总结报送财务股。",
        "各科室每季度结束后的二三日内将进展报财务股。",
        "各科室每年二三月底前将总结报送财务股。",
    ],
)
def test_a_cycle_that_no_duty_has_is_asked(words: str) -> None:
    assert [one for one in draft_of(words).questions if "像是定期报送" in one]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("各组每周三前将工作进度报综合组。", "没有读出报给谁"),
        ("各单位定期将进展报送县政府办公室。", "像是定期报送，没有读出日子"),
        ("各单位按旬上报进展。", "像是定期报送，没有读出日子"),
        ("局领导每月走访联系企业不少于2家，帮助解决困难。", "定期走访企业，看不出由谁走访"),
    ],
)
def test_what_of_a_duty_was_not_read_is_asked(words: str, asked: str) -> None:
    draft = read_paper(read_file(f"2026年要点\n1.办学。（责任单位：县教育局）\n二、要求\n{words}\n".encode()))
    assert [one for one in draft.questions if asked in one and words[:8] in one]


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("包联领导每人包联2至3家企业，每月至少走访一次。", "每月至少走访一次"),
        ("首席服务员每月走访企业1次。", "首席服务员每月走访企业1次"),
        ("包保领导每月至少1次到现场调度。", "包保领导每月至少1次"),
        ("乡级河长每季度巡河2次。", "乡级河长每季度巡河2次"),
    ],
)
def test_visits_that_count_times_are_asked(words: str, quoted: str) -> None:
    draft = draft_of(f"2026年要点\n1.服务。{words}（责任单位：县工信局）\n")
    assert not [one for one in draft.duties if one.kind == "visit"]
    assert [one for one in draft.questions if "定期做几次" in one and one.endswith(quoted)]


@pytest.mark.parametrize(("words", "firms"), [("走访2至3家企业", 2), ("走访3—5家企业", 3), ("走访4家企业", 4)])
def test_of_so_many_firms_to_so_many_the_lesser_is_owed(words: str, firms: int) -> None:
    draft = draft_of(f"2026年要点\n1.服务。每月{words}。（责任单位：县工信局）\n")
    assert [(one.kind, one.firms) for one in draft.duties] == [("visit", firms)]
