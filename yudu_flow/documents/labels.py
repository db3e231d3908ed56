"""The words before a colon, or at the head of a column, that say what the names behind them are.

A label is a stem and what it is a stem of: 牵头 + 单位, 协同 + 科室, 包抓 + 领导, 完成 + 时限; it may name whose it is
before (县级, 整改) and a second stem between (责任（配合）单位). Source: domain research 7.
"""

import re
from enum import StrEnum


class Role(StrEnum):
    """What a name is in an assignment."""

    LEADER = "leaders"
    LEAD = "lead"
    UNIT = "units"
    CO_UNIT = "co_units"
    PERSON = "people"
    DUE = "due"


STEMS = {
    Role.LEAD: (
        *("牵头", "总牵头", "主牵头", "牵头负责", "牵头责任", "牵头组织实施", "主办", "首办"),
        *("首办责任", "首要责任", "第一责任", "主要责任", "汇总", "领衔", "领办"),
    ),
    Role.UNIT: (
        *("责任", "承办", "落实", "实施", "负责", "主责", "主管", "行业主管", "具体责任", "共同责任"),
        *("属地", "属地责任", "组织实施", "责任落实", "执行", "办理", "经办", "主抓", "包抓", "包保"),
        *("第二责任", "次要责任", "包联", "帮扶", "承担", "主体责任", "具体落实", "负总责", "整改", "承诺"),
    ),
    Role.CO_UNIT: (
        *("配合", "协办", "协作", "协同", "协同配合", "参加", "参与", "分办", "会办", "联办", "协助"),
        *("支持", "协调", "辅助", "配合责任", "协同责任", "协助配合", "配合落实", "成员", "联动"),
        *("联合", "指导", "督导", "稳控", "会同"),
    ),
}
_ROLE_OF = {stem: role for role, stems in STEMS.items() for stem in stems}
ALONE = ("责任", "牵头", "主办", "协办", "会办", "配合", "主责", "协同", "承办", "参与", "协助", "包抓", "主抓", "领导")
"""What is a label without saying of what, with a colon behind it only."""


def _any(words: tuple[str, ...] | dict[str, Role]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_STEM = _any(_ROLE_OF)
_BEARERS = r"(?:单位|部门|部室|科室|股室|处室|委室|站所|镇街|街道|乡镇|地区|企业|机构|主体|科|股|处|室"
_BEARERS += r"|(?<=责任)(?:村居?|社区|学校|医院|银行|[镇乡县]))"
"""What bears a charge."""
OF_WHAT = (
    r"(?:问题整改|整改|化解|销号|处置|交付|落实|督办|专项|项目|任务|工作|主要|第一|直接|具体|最终|挂牌|行业|业务"
    r"|本级|[省市县区镇乡局委](?:本?级)?)"
)
"""What a label's own word may have before it: 整改责任单位, 县级牵头单位."""
_NO_BEARER = r"清单|分工|追究|制度?|事项|内容|问题|情况|要求|目标|意识|方式|措施|分解|落实|区域|状|书|体系|领导|人"
"""What behind 责任 or 配合 is nobody."""
_LEADS = (
    r"(?:责任|牵头|分管|包保|包抓|包案|包联|包挂|包干|挂点|挂帅|挂联|挂钩|挂包|督办|督导|联系|联点|主管|负责|主抓|领衔|领办|领题|带队|党政"
    r"|班子|党委|党组|单位|科室|街道|包片|包村|分包|驻点|蹲点|指挥|专项|对口|常务|[省市县区镇乡局委厅]级?)"
)
_MIXED = r"责任(?:单位|部门|科室|股室)(?:[和及与、/]|\()(?:具体)?(?:责任|负责|经办|承办)人(?:员)?\)?"
"""责任单位及责任人: which of the names is a unit and which a person, they show themselves."""
_CHIEF = (
    r"(?:副?总?(?:链|河|湖|林|田|点|路|街|巷|楼|段|片|专[ ]*班)[ ]*长"
    r"|总?指挥[ ]*长|总?召[ ]*集[ ]*人|(?<!副)[组班队团][ ]*长)"
)
"""Whoever stands at the head of a chain, a river or a group; typists set the words to a width: 链　　长."""
_LABELS = (
    rf"(?P<mixed>{_MIXED})|(?P<leader>{_CHIEF}(?=[ ]*:)|{_LEADS}{{0,3}}领导(?:同志|干部)?"
    r"|分管(?:负责人|负责同志|副?(?:局|县|市|区|处|镇|乡|院)长|副?主任))"
    r"|(?P<person>(?:稳控|包案|包联|监督)?(?:责任|负责|承办|经办|包抓|包保|包干|承诺)人(?:员)?(?:[及和、]?(?:联系)?电话)?|联络[员人]|联系人|[AB]角(?:人员)?"
    r"|经办(?=[ ]*:))"
    rf"|(?P<stem>{_STEM})(?:整改|化解|销号|治理|服务|推进|督办)?(?:(?:[和及与、/]|\()(?P<other>{_STEM})\)?)?{_BEARERS}(?:[和及、]部门)?"
    r"|(?P<due>(?:完成|整改|办结|办理|兑现|拟定|计划|推进|销号|化解|报送|预计|实施|进度|目标|落实|时间|工作)*"
    r"(?:进度安排|时限要求|时间要求|时间安排|时限|期限|节点|时间|进度|时段))"
    r"|(?:完成|整改|办结|截止|销号)日期"
    r"|(?!有效|公示|服务|合同|保修|质保|保质|保管|保存|追溯|聘|任职)[一-鿿]{2,4}[时期]限(?=[ ]*:)"
    rf"|(?P<between>牵头|责任|配合|主办|协办)(?:整改|办理|落实|实施|化解|督办|推进|服务|建设|包保){_BEARERS}"
    rf"|(?P<loose>牵头|责任|主办|承办|配合|协办|协同|协助|主责)(?!{_NO_BEARER})[一-鿿]{{2,3}}(?=[ ]*[:])"
    rf"|(?P<alone>{_any(ALONE)})"
)
LABEL = re.compile(rf"{OF_WHAT}{{0,2}}?(?P<label>{_LABELS})")
_INSIDE = re.compile(
    rf"(?P<stem>{_STEM})(?P<noun>单位|部门|部室|科室|股室|处室|委室|人员|人|领导)\((?:[^()人]{{1,6}})\)"
)
"""责任单位(科室), 责任科室(单位)."""
_SET_OFF = re.compile(rf"[\[【〔〖(](?:{LABEL.pattern})[\])】〕〗]:?")
"""【责任单位】 and the names right behind it."""
ANYWHERE = re.compile(rf"(?=[\[【〔〖(]?{LABEL.pattern}[\])】〕〗]?)")
"""Where a label may begin: its bracket, or itself."""
LONG = 3
"""Characters of a label that may do with 为 in place of its colon."""


def label_at(key: str, start: int, end: int) -> tuple[Role, int] | None:
    """The role that a label at `start` gives, and where its names begin; None where no label stands there."""
    if (found := _SET_OFF.match(key, start, end)) and found.end() < end and key[found.end()] not in ",、;。":
        return _role(found), found.end()
    for pattern in (_INSIDE, LABEL):
        found = pattern.match(key, start, end)
        if found is None:
            continue
        after = found.end()
        while after < end and key[after] == " ":
            after += 1
        if key[after : after + 2] in ("--", "——") and after + 2 < end:
            return _role(found), after + 2
        if after < end and (key[after] == ":" or _is_spoken(key, found, after, end)):
            return _role(found), after + 1
    return None


def _is_spoken(key: str, found: "re.Match[str]", after: int, end: int) -> bool:
    """完成时限为11月30日: a long label may do with 为, unless what it gives is another label."""
    return key[after] in "为是" and len(found[0]) > LONG and LABEL.match(key, after + 1, end) is None


def _role(found: "re.Match[str]") -> Role:
    said = found.groupdict()
    if said.get("leader") or said.get("alone") == "领导" or said.get("noun") == "领导":
        return Role.LEADER
    if said.get("person") or said.get("mixed") or (said.get("noun") or "").startswith("人"):
        return Role.PERSON
    if said.get("due") or found[0].endswith(("日期", "时限", "期限")):
        return Role.DUE
    role = _ROLE_OF[said.get("stem") or said.get("loose") or said.get("between") or said.get("alone") or ""]
    other = _ROLE_OF.get(said.get("other") or "", role)
    return role if role is other else Role.UNIT


def charges_and_helps(words: str) -> bool:
    """Whether a label says that the same names are charged and that they help: 责任（配合）单位, 其他责任单位."""
    if words.startswith(("其他责任", "其它责任")):
        return True
    bare = re.sub(r"\s", "", words)
    found = LABEL.search(bare)
    if found is None or not found["stem"] or not found["other"]:
        return _BESIDE_STEM.search(bare) is not None
    return (_ROLE_OF[found["stem"]] is Role.CO_UNIT) is not (_ROLE_OF[found["other"]] is Role.CO_UNIT)


_BESIDE_STEM = re.compile(rf"(?:{_STEM})\((?!{_STEM}|{_BEARERS})[一-鿿]{{2,4}}\){_BEARERS}")
"""责任（挑担）单位: the word in the bracket may say anything of the same names."""


def head_role(words: str) -> Role | None:
    """The role of a table's column by its head; None for columns of another sort."""
    if re.search(_MIXED, words):
        return Role.PERSON
    bare = re.sub(r"[\s:*]|\(.*?\)|[及和、与]?(?:联系)?(?:电话|方式|手机|职务)$", "", words)
    if not bare or BEGUN.match(bare) or bare in ("责任", "领导", "领导小组"):
        return None
    if LEADS.search(bare):
        return Role.LEADER
    if LIMIT.search(bare):
        return Role.DUE
    if bare in _ROLE_OF and (bare in ALONE or bare.endswith("责任")):
        return _ROLE_OF[bare]
    if DIVIDED.match(bare):
        return Role.UNIT
    if len(bare) > LONGEST_HEAD:
        return None
    found = next((one for one in LABEL.finditer(bare) if one.end() == len(bare) and one.start() <= STRANGER), None)
    if found and not (found["alone"] and found.start()):
        return _role(found)
    inside = _STEM_INSIDE.match(bare)
    return _ROLE_OF[inside["stem"]] if inside else None


def says_who(head: str) -> bool:
    """Whether what stands below it has work."""
    return head_role(head) not in (None, Role.DUE)


_STEM_INSIDE = re.compile(
    rf"^(?P<stem>牵头|责任|主办|承办|配合|协办|协同|主责)[一-鿿]{{1,4}}(?:{_BEARERS}|办所|社区|支部|站办|村居)$"
)
"""牵头服务单位: words between the stem and what it is a stem of."""
DIVIDED = re.compile(r"^(?:任务|责任|职责|工作)?(?:分工|责任落实|责任分解)(?:情况)?$")
"""The head of a column whose cells say themselves who leads and who helps."""
LONGEST_HEAD = 40
"""Characters beyond which it is no head, but what stands below one: looking for labels in all of it takes long."""
STRANGER = 4
"""Characters before the label in a column's head that may be anything: 县直牵头单位."""
LEADS = re.compile(
    r"^.{0,8}(?<!小组)领导(?:同志|干部)?(?:姓名|[及和与、](?:责任|牵头)?单位)?$|^(?:[省市县区镇乡]级)?(?:总?(?:指挥|链|河|湖|林|田|点|路|街|巷|楼|段|片|专班)长|总?召集人)$"
)
LIMIT = re.compile(
    r"^[一-鿿]{0,6}(?:时限|期限|节点)(?:要求)?$|^[一-鿿]{0,4}(?:完成|办结|化解|销号|截止|整改|竣工|完工|投产|投用|建成|交付|通车)(?:\([一-鿿]{2,4}\))?(?:时间|日期)$|^(?:时间|何时完成)(?:要求|安排|进度)?$"
)
BEGUN = re.compile(
    r"^(?:计划|拟|预计|预期|实际|首次|上次|最近|本次)?(?:立项|立案|收件|走访|来访|接访|约谈|上访|投诉|反映|动工|启动|开始|起始|开工|交办|下达|签收|收文|登记|填报|报送|更新|会议|召开|议定|批示|受理|收到|来文|签发|反馈|检查|发现"
    r"|提出|签约|开业|成立|发文|印发)(?:日期|时间|时限)$"
    r"|^(?:计划|预计|拟)?(?:启动|开始|起始|开工)$"
)
"""In the head of a column of days: it says when the work was given, not by when it is due."""
ODD_LIMIT = re.compile(
    r"^(?!(?:完成|整改|办结|办理|拟定|计划|推进|销号|化解|预计|实施|进度|目标|落实|工作|任务)*(?:时间|日期)).{1,8}(?:时间|日期)$"
)
"""督办时间: a head of days that may say when something was done."""
DONE = re.compile(r"^(?:完成|办结|结束|截止|完工)$")
"""Beside a head that says when the work begins, one that says by when it is done."""
LIKELY_HELPS = re.compile(
    r"^(?!.*(?:填报|报送|来源|考核|验收|监督|督战|督查|责令|发文|被).*).{1,8}(?:单位|部门|科室|股室|处室|企业|镇街|街道|乡镇)$"
)
"""The head of a column of units whose stem nobody knows: they are read as helping, and asked about."""
LIKELY_LEADS = re.compile(r"总?指挥长?$|组长$|^(?:包\w{1,2})?[省市县区镇]长$")
LIKELY_PERSON = re.compile(r"^.{0,8}(?:负责人|责任人|专员|组长|站长|所长|人员)$")
