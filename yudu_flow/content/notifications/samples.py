"""Invented letters that use every field, for trying the templates: one full, one with everything optional left out."""

from dataclasses import replace
from datetime import date, datetime

from yudu_flow.content.notifications.kinds import ANNOUNCEMENT, ANSWERS, FRAME, OFFICE_LIST, SIGN_IN_LINK, sections
from yudu_flow.content.notifications.words import frame_words, section_words, sections_of, short_words, subject_words
from yudu_flow.domain.digest import Announced, CallLine, LeaderDigest, Letter, Line, OfficeList, Tallies, Ticket
from yudu_flow.domain.period import ZONE
from yudu_flow.domain.rules import CaseKind
from yudu_flow.wording.cases import KINDS

DAY = date(2020, 9, 24)
LONGEST_DEADLINE, MOST_LINES = "12月31日24:00", 99
BARE = Line(
    kind=sections()[0],
    title="“六稳”“六保”贯彻落实情况报告",
    unit="就业局",
    owner="就业局",
    period="2020年9月",
    deadline="9月27日（星期日）24:00",
    short_deadline="9月27日24:00",
    due=datetime(2020, 9, 28, tzinfo=ZONE),
    days=0,
    basis="于人社〔2020〕112号",
    reason="您是就业局联络员",
    quota=4,
    visited=1,
    stands="已报，未补盖章页",
    form_in=True,
)
LINE = replace(
    BARE,
    days=3,
    measures=("1．加大支持企业稳岗就业", "2．落实社会保险补贴政策"),
    catch_up=True,
    provisional=True,
    note="佐证材料不全",
    by="李明",
    limit="9月30日（星期三）24:00",
    firms=("甲企业", "乙企业"),
    known=("甲企业：联系人李某 13900000001；上次走访8月12日，就业局",),
    link="https://example.invalid/s/AbCdEfGhIj",
    stands="逾期3个工作日",
    form_in=False,
    case=KINDS[CaseKind.NEGLECT],
    appeal="10月12日（星期一）24:00",
    back="9月29日（星期二）24:00",
)
WEEK = Tallies("2020年第39周（9月21日—9月27日）", 9, 9, 0, 0, 0, 0, 0)
NUMBERS = Tallies(
    "2020年9月", 9, 6, 1, 1, 0, 1, 0, previous=Tallies("2020年8月", 9, 7, 0, 0, 1, 0, 0, 1), others=(WEEK,)
)
OFFICE = OfficeList(
    late=(LINE,),
    waiting=(LINE, BARE),
    calls=(CallLine("农保局", "张某", "", "9月报告逾期", "没有登记手机号码"),),
    unsure=(CallLine("就业局", "李某", "13900000001", "9月报告逾期", "短信是否送达待确认"),),
    cases=(LINE,),
    provisional=("2027年1月",),
    yearly=("贯彻落实情况月报（示例〔2021〕1号 三）是否还需要：请登录后在“全年”页选择保留、精简或停止",),
    books="应发12条，已发11条，待发1条，相符",
    numbers=NUMBERS,
    link="https://example.invalid/office",
    refused=("config/roster.yaml:3:5: 错误：邮箱“a@”写法不对。", "另有2处，请运行 yudu-flow check 查看"),
)
DIGEST = LeaderDigest(
    overdue=(LINE,),
    second_slip=(LINE, BARE),
    broken=(LINE,),
    proposed=(LINE,),
    awaiting=(LINE, BARE),
    unmended=(LINE, BARE),
    undecided=("就业局2020年9月报告：9月21日申请延期，办公室尚未答复",),
    link="https://example.invalid/leader",
    behind=("城镇新增就业：已完成60%，序时进度75%",),
    dark=("城镇新增就业：2020年8月、2020年9月没有数字，进度不明",),
    numbers=NUMBERS,
)
ENTRY = Ticket("https://example.invalid/enter/AbCdEfGhIjKlMnOpQrStUvWxYz012345", "9月24日（星期四）09:30")
ANNOUNCED = Announced("关于做好年终归档的通知", ("请各单位整理全年材料。", "有疑问的与办公室联系。"), "李明")
LETTER = Letter("李明", "于都县人力资源和社会保障局", DAY, link="https://example.invalid/l/AbCdEfGhIj")


def full(kind: str) -> Letter:
    """A letter of that kind in which every optional field is filled and lists have two entries."""
    letter = replace(LETTER, reasons=("您是局办公室联络员",))
    return _of(letter, kind, (LINE, replace(LINE, catch_up=False)), OFFICE, DIGEST, ENTRY)


def sparse(kind: str) -> Letter:
    """The same with everything optional left out."""
    letter = replace(LETTER, link="")
    return _of(letter, kind, (BARE,), OfficeList(), LeaderDigest(), replace(ENTRY, asked=False))


def _of(
    letter: Letter, kind: str, lines: tuple[Line, ...], office: OfficeList, digest: LeaderDigest, entry: Ticket
) -> Letter:
    if kind in sections():
        return replace(letter, lines=tuple(replace(line, kind=kind) for line in lines))
    if kind in ANSWERS:
        return replace(letter, lines=(replace(lines[0], kind=kind),))
    if kind == ANNOUNCEMENT:
        return replace(
            letter, announced=(ANNOUNCED, ANNOUNCED) if office.late else (replace(ANNOUNCED, paragraphs=()),)
        )
    if kind == SIGN_IN_LINK:
        return replace(letter, entry=entry)
    return replace(letter, office=office) if kind == OFFICE_LIST else replace(letter, digest=digest)


def trials(name: str, letter: Letter) -> dict[str, object]:
    """What the template `name` (folder/file) gets when `letter` is said."""
    if name.startswith(f"{FRAME}/"):
        return {**frame_words(letter, "标题", daily=True), "sections": ["正文"]}
    if name.endswith("/subject.txt"):
        return subject_words(letter)
    if name.endswith("/sms.txt"):
        return short_words(letter, letter.lines[0].title if letter.lines else letter.announced[0].title)
    return section_words(letter, sections_of(letter)[0])
