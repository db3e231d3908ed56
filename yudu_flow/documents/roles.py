"""What a name is in an assignment: by its label, unless the roster or its look says otherwise. Doubts say so."""

import re

from yudu_flow.documents.labels import Role
from yudu_flow.documents.sorts import Sort, is_dotted, looks_like_a_person

SURELY = 3
"""Characters of what looks like a person's name and is hardly a place's (云东) or a trade's (金融)."""


def role_of(role: Role, sort: Sort, name: str, doubts: list[str], *, known: bool) -> Role | Sort:
    """`known`: the roster says what it is, so that its look does not count."""
    if role is Role.LEADER:
        if not known and person_doubt(name):
            doubts.append(f"“{name}”写在责任领导里，但不像人名")
        return Role.LEADER
    if sort is Sort.GROUP:
        return Role.CO_UNIT if role is Role.CO_UNIT else Sort.GROUP
    if role is Role.PERSON:
        if sort is Sort.PERSON and not known and (odd := person_doubt(name)):
            doubts.append(odd)
        return Role.PERSON if sort is Sort.PERSON or _person_after_all(sort, name, doubts) else Role.UNIT
    if sort is Sort.PERSON and known:
        return Role.PERSON
    if sort is Sort.PERSON and not name.endswith("村"):  # 水寨村 in a column of villages
        doubts.append(f"“{name}”写在责任单位里，但像是人名")
        if len(name) == SURELY:
            return Role.PERSON
    if sort is Sort.UNKNOWN:
        doubts.append(f"看不出“{name}”是单位还是个人")
    return Role.CO_UNIT if role is Role.CO_UNIT else Role.UNIT


def _person_after_all(sort: Sort, name: str, doubts: list[str]) -> bool:
    if sort is Sort.UNKNOWN:
        doubts.append(f"看不出“{name}”是单位还是个人")
        return len(name) <= 4
    if sort is Sort.UNIT and _OF_A_PLACE.search(name) and looks_like_a_person(name):
        doubts.append(f"“{name}”写在责任人里，但像是地名")
    return False


_OF_A_PLACE = re.compile("[镇乡]$")


_WORD = re.compile(
    "公(?:路|安|司|共|开|益|园|厕|交|办|房|积金)|金融|水(?:利|务|电|库|源|质|厂|网|费|毁|文|土|产)|文(?:旅|化|体|件|物|广|明|教|卫)"
    "|商(?:务|会|业|贸|户|圈|品)|经(?:信|济|发|办|费|营|开|贸)|国(?:资|土|企|有|网|税|道)|党(?:委|政|办|建|组|校|员|群)|安(?:全|监|置|办|委|居)"
    "|全(?:体|县|市|区|省|局|面|员|域|民|程|年|覆盖)|常(?:态|年|委|务|规|态化)|计(?:生|划|算|财)|房(?:管|产|屋|建|源)|车(?:管|辆|位|站|间)"
    "|海(?:关|事|域|洋)|信(?:访|息|用|贷|箱)|法(?:院|制|治|规|律|官|检)|平(?:台|安|均)|路(?:段|长|灯|面|网|桥)|司(?:法|机)|卫(?:健|生|计)"
    "|农(?:业|村|办|机|户|民|商)|林(?:业|长|场|办|草)|田(?:长|间)|时(?:限|间|效|段)|万(?:元|人)|江河|项目|成(?:员|果|立|效)|相关|单(?:位|独)"
    "|应(?:急|当|对)|有(?:关|序|效)|管(?:委|网|护|理|道)|宣(?:传|教)|支(?:部|行|队|持)|包(?:保|抓|案|联|村)|高(?:新|校|铁|速|标准|质量)|养(?:老|殖|护)"
    "|居(?:民|委|家)|都市|左右|解决|利用|师资|红色|游客|权限|归口|阳光|福利|于是|强(?:化|村)|夏季|程(?:序|度)|任(?:务|期)|边(?:境|界)|印(?:发|章)"
    "|关(?:于|停)|步行|石(?:油|化)|年(?:底|内|度|初|产|末)|后续|何时|乐园|花(?:园|卉)|景(?:区|点)|古(?:村|城)|通(?:信|报|知|村)|广(?:电|场|告)|东部|易地|牧业"
)
"""Words of work that begin with a surname: of 卫健 and 公路 nobody is called."""
_END = re.compile(r"[级类项次率量额性费款案表区段厂矿组路网户房局股]$")


def person_doubt(name: str) -> str:
    """What a person should look at, in Chinese; empty for a surname and one or two signs behind it."""
    if not (looks_like_a_person(name) or is_dotted(name)):
        return f"“{name}”不像人名"
    return f"“{name}”像是一个词，不像人名" if _WORD.fullmatch(name) or _END.search(name) else ""
