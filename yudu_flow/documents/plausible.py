"""What speaks against a name as it was read: it holds a verb, two names run together, or a mark that no name has."""

import re
from collections.abc import Iterator

from yudu_flow.documents.passage import CLOSING, OPENING, key_of
from yudu_flow.documents.sorts import Sort, sort_of

LONGEST = 26
"""Characters of a name, without what stands in brackets, from which on it is more likely half a sentence."""
_NOT_IN_A_NAME = re.compile(
    r"[的了把将并须]|^关于|(?<=[一-鿿]{2})(?<![市州])会同|^[于在]\d|(?<=.)对(?![外口台])|^(?:深化(?!改革)|强化|推动|健全|夯实|壮大|做[优强大好实]|持续)|\d[月日]|(?<!机)要(?!素)|抓[实紧]|局[一-鿿]{0,4}(?:协调|督促)|报请|提请|报经|由(?!贸)|应当|完成|做好|抓好|加强|完善|制定|确保|按照|根据|负责|牵头|配合|(?<!传)承办|主办|(?<!政)协办|期间|以及|继续|切实|严格|全面|统一|进行"
    r"|(?:推进|落实|开展|协调|指导|督促|组织)(?=[一-鿿]{4})(?![一-鿿]{0,8}(?:组|办|部|股|科|处|室|局|委|中心|专班|会|队)$)"
)
_OF_NAMES = re.compile(
    r"制定机关|将军|将乐|把关|并购|(?:推进|落实|协调|负责|牵头|配合)(?=办|组|股|科|处|专班|中心)|统一战线|全面(?=深化|依法|从严)"
)
"""Words of that list that names do hold: 项目推进办, 县委全面依法治县办."""
_RUN_TOGETHER = re.compile(
    r"(?:局|部|办|中心|委|院|站|妇联|残联|总工会|公司|[大支]队)[省市县区镇乡][一-鿿]{1,12}(?<!分)(?:局|委|办|中心|部|联)$|[一-鿿]{2}(?:局|委|园|镇|办|公司|中心|街道)各[一-鿿]{2,4}$"
)
_MARKS = re.compile(r"[《》“”\"：:；;。，,!?！？=<>|]")
_BESIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕|【[^【】]*】|〈[^〈〉]*〉")

_BRACKETS = frozenset(OPENING + CLOSING)
_ROLE_WORD = re.compile(
    r"(?:该|本|由|请|其|此)?(?:(?:总?牵头|责任|主要责任|主办|承办|协办|会办|分办|配合|参与|协助|主责|督办|经办|交办|报送|填报)(?:单位|部门|科室|股室))"
    r"|(?:各|其[他它余]|所有|全体|以上|上述)*(?:各|有关|相关)"
)


def is_role_word(name: str) -> bool:
    """会办单位, 各有关: words of a role, or that many are meant, and no name: who that is stands elsewhere."""
    return _ROLE_WORD.fullmatch(name) is not None


def oddity(name: str) -> str:
    """What a person should look at, in Chinese; "" where nothing speaks against the name."""
    key = key_of(name)
    bare = _QUOTES.sub("", _BESIDE.sub("", key))
    if _RUN_TOGETHER.search(bare):
        return f"“{name}”像是几个名称连在一起"
    if not _BRACKETS.isdisjoint(bare):
        return f"“{name}”的括号不成对"
    if len(bare) < 2 or len(bare) > LONGEST or _MARKS.search(bare) or _NOT_IN_A_NAME.search(_OF_NAMES.sub("", bare)):
        return f"“{name}”不像一个名称"
    return ""


def bears_work(name: str) -> bool:
    """Whether it is plainly a unit, or many."""
    return sort_of(name) in (Sort.UNIT, Sort.GROUP) and not oddity(name)


_KIND_ALONE = re.compile(
    r"(?:乡镇?|镇)?(?:人民)?政府|(?:街道|乡镇)?办事处|管委会|管理委员会|委员会|党工?委|居委会|村委会|[大支中]队|分局|中心|公司"
)
_SEVERAL = re.compile(r"有关|相关|各(?!界|族)|成员单位|责任单位|等单位")


_STRANGE = re.compile(r"[^一-鿿A-Za-z0-9()·•・、 -]")
"""A mark that stands in no name: ＋, ｝, 【."""
_QUOTES = re.compile("(?<=[一-鿿])[“”](?=[一-鿿])|“(?=[^“”]{2,12}”[一-鿿])|(?<=[一-鿿])”(?=[一-鿿])")
_AT_END = re.compile(rf"(?:{_BESIDE.pattern})$")
_MANY = re.compile(
    r"(?:[局股科处室办委部站所院校队会府县市区镇乡村街组厂场店行园社厅库联]|单位|部门|中心|公司|企业|集团|街道|地区|机构|机关|人员|学校|成员|专班|干部|党员|职工"
    r"|教师|县级市|中小学|小学|中学|社区|主体|平台|协会|银行|运营商|商户|农户|网点|窗口|大厅|基地|支部|家庭|学生|业主)$"
)
"""How what means many at once ends."""

_NAMED_BESIDE = re.compile(rf"(?:{_MANY.pattern[:-1]}|[市县区乡镇村街居]|级|\d)[)\]〕】〉]$")
"""What stands in brackets behind a name as another name of it, or as a part: 县农业农村局（县乡村振兴局）."""
_RULE = re.compile(r"[一-鿿]为|第一位|首位|下同")
"""In a bracket: it says what the names are (列第一位者为挑头单位)."""


_PLAINLY_MANY = re.compile(
    "(?:各|[省市县区局乡镇街][直属内级]|直属|有关|相关|责任|牵头|成员|其[他它余]|所有|全体|职能|行业|主管|监管|执法|窗口|基层|[省市县区]|项目|专项|机关|企事业|的)*(?:单位|部门)"
)


def ends_as_many(name: str) -> bool:
    """Whether a name that means many at once ends like one: 各乡镇梳理产业项目 is half a sentence."""
    return _MANY.search(_BESIDE.sub("", key_of(name))) is not None


def is_plainly_many(name: str) -> bool:
    """Whether a collective name is one in every word: of 各项目搭手单位 nobody knows what it means."""
    return not name.endswith(("单位", "部门")) or _PLAINLY_MANY.fullmatch(name) is not None


_BARE = re.compile(r"街道(?:办事处)?|街办|(?:乡|镇|乡镇|镇街)(?:人民)?政府|乡镇|镇街|社区|学校|股室|科室|管委会")


def whose(name: str, before: str) -> str:
    """各乡镇人民政府、街道办事处: whether 各 speaks of the second too is asked, in Chinese; else empty."""
    if not _BARE.fullmatch(name) or not before.startswith("各"):
        return ""
    return f"“{name}”没有写“各”，是不是“各{name}”，请核对"


_NO_UNIT = re.compile(
    r"^(?:及|和(?!平|静|顺|田|县)|与|对(?=[省市县区])|向(?=[省市县区])|于(?!都|洪)|为|等|并|且|或|其中|包括|含)|\d月|[月年]底|年内|季度|\d{2,}(?!号)"
)
"""Words before a name that are not its own, and days behind it."""
_TWO_PLACES = re.compile(
    r"^[省市县区](?!城关|住[房建]|城?乡[村建]|[直属级])[一-鿿]{2,3}(?:镇|乡(?!村)|街道)(?:党委|人民|政府|办事|$)"
)
"""县清河镇: what was lent to a place that stands for itself."""


def name_doubts(name: str, sort: Sort, before: str) -> Iterator[str]:
    """All that speaks against a name as it was read, in Chinese; `before` is the name that stands before it."""
    bare = _BESIDE.sub("", key_of(name))
    if odd := oddity(name):
        yield odd
    elif _STRANGE.search(_QUOTES.sub("", _AT_END.sub("", key_of(name)))):
        yield f"“{name}”里有名称里没有的符号"
    elif (sort is not Sort.PERSON and _NO_UNIT.search(bare)) or _TWO_PLACES.search(bare):
        yield f"“{name}”不像一个名称"
    if (beside := _AT_END.search(key_of(name))) and (not _NAMED_BESIDE.search(beside[0]) or _RULE.search(beside[0])):
        yield f"“{name}”括号里的字没有读，请核对"
    if sort is Sort.UNIT and _KIND_ALONE.fullmatch(name):
        yield f"“{name}”前面像是少了字，是不是“{before}{name}”" if before else f"“{name}”前面像是少了字，请核对"
    if sort is Sort.UNIT and _SEVERAL.search(name):
        yield f"“{name}”像是指几个单位，请核对"
    if sort is Sort.GROUP and not _MANY.search(bare):
        yield f"“{name}”不像一个名称"
