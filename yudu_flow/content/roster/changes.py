"""What can be changed in the roster: one value a change, each declared once with the words it is asked for by.

Page, command, API and workbook make these; `edit.edited` writes them. Of a change to what is there, None leaves a field
as it is and an empty word takes it out. No id is asked for: `edit` makes them from the sound of a name.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from yudu_flow.content.roster.declared import ACTS, AskedFor, Of, declared
from yudu_flow.domain.channels import Contacts

KINDS = {"office": "局办公室", "section": "股室", "unit": "局属单位"}
HOLDS = {"": "不任", "liaison": "联络员", "head": "负责人", "both": "联络员兼负责人"}

Unit = Annotated[str, AskedFor("单位", "请选择单位", Of.UNIT)]
Person = Annotated[str, AskedFor("人员，姓名或编号", "请选择人员", Of.PERSON)]
Post = Annotated[str, AskedFor("岗位，如 某某股联络员", "请选择岗位", Of.POST)]
Leading = Annotated[str, AskedFor("局领导的岗位", "请选择岗位", Of.LEADING)]
Group = Annotated[str, AskedFor("集合名称", "请选择集合", Of.GROUP)]
LastDay = Annotated[date, AskedFor("最后一天，当天算", "请填写日期")]
Title = Annotated[str, AskedFor("岗位名称，如 分管某某的副局长", "请填写岗位名称")]
Members = Annotated[tuple[str, ...], AskedFor("包括哪些单位；不写为方案点名的各股室", of=Of.UNIT)]


@declared("people new", "新增人员", "登记一个人；编号按姓名的拼音编，不用填。可以同时任所在单位的联络员、负责人。")
@dataclass(frozen=True, slots=True)
class AddPerson(Contacts):
    """Somebody new, behind all the others; `holds` a post of their `home` at once where it is vacant."""

    name: Annotated[str, AskedFor("姓名", "请填写姓名")]
    home: Annotated[str, AskedFor("所在单位", of=Of.UNIT)] = ""
    holds: Annotated[str, AskedFor("任所在单位的", choices=HOLDS)] = ""


@declared("people change", "修改人员", "改姓名、所在单位、邮箱、手机；不写的不变。编号和历史记录不变。")
@dataclass(frozen=True, slots=True)
class ChangePerson(Contacts):
    """What is registered of a person; the id stays."""

    person: Person
    name: Annotated[str | None, AskedFor("姓名", "请填写姓名")] = None
    home: Annotated[str | None, AskedFor("所在单位", of=Of.UNIT)] = None


@declared("people away", "登记外出", "外出、休假期间由代办人代办，消息发给代办人。")
@dataclass(frozen=True, slots=True)
class SetAway:
    """An absence, both days included; one that begins on the same day is replaced."""

    person: Person
    start: Annotated[date, AskedFor("从哪天起", "请填写日期")]
    end: Annotated[date, AskedFor("到哪天，当天算", "请填写日期")]
    deputy: Annotated[str, AskedFor("代办人", "请选择代办人", Of.PERSON)]


@declared("people back", "删去外出", "删去一次外出安排。")
@dataclass(frozen=True, slots=True)
class RemoveAway:
    """The absence that begins on that day is off."""

    person: Person
    start: Annotated[date, AskedFor("哪天开始的", "请填写日期")]


@declared(
    "people leave", "调离、退休", "到最后一天为止；岗位、没办完的和以后该他本人办的都交给接手人，历史不变。", moves=True
)
@dataclass(frozen=True, slots=True)
class LeavePerson:
    """Somebody leaves; their posts go to the successor the day after, or are vacant."""

    person: Person
    last_day: LastDay
    successor: Annotated[str, AskedFor("接手人；不写的，岗位空缺", of=Of.PERSON)] = ""


@declared("people stay", "撤销离开", "登记错了，这个人没有离开；交出去的对口企业一并收回，岗位请再登记。", moves=True)
@dataclass(frozen=True, slots=True)
class StayPerson:
    """They did not leave after all."""

    person: Person


@declared("people remove", "删去人员", "登记错了、还没有任何记录的人；有过记录的请登记离开。")
@dataclass(frozen=True, slots=True)
class RemovePerson:
    """Out of the file; the checks refuse it where anything leads to them."""

    person: Person


@declared("people firms", "本人对口企业", "写在名册里的对口企业名称，一行一家。")
@dataclass(frozen=True, slots=True)
class SetFirms:
    """The firms that a unit (by name) or a person (by id) is paired with."""

    owner: Annotated[str, AskedFor("单位或人员", "请选择单位或人员", Of.OWNER)]
    firms: Annotated[tuple[str, ...], AskedFor("企业名称")] = ()


@declared("units add", "新增单位", "登记一个股室或局属单位；联络员、负责人随后登记。", moves=True)
@dataclass(frozen=True, slots=True)
class AddUnit:
    """A unit behind all the others, with both posts vacant."""

    name: Annotated[str, AskedFor("名称，与文件里的一致", "请填写单位名称")]
    kind: Annotated[str, AskedFor("类别", choices=KINDS)] = "section"
    full_name: Annotated[str, AskedFor("全称")] = ""
    aliases: Annotated[tuple[str, ...], AskedFor("文件里的其他叫法")] = ()
    in_charge: Annotated[str, AskedFor("分管领导的岗位", of=Of.LEADING)] = ""


@declared("units change", "修改单位", "改类别、全称、其他叫法、分管领导；不写的不变。", moves=True)
@dataclass(frozen=True, slots=True)
class ChangeUnit:
    """What is registered of a unit, but its name."""

    unit: Unit
    kind: Annotated[str | None, AskedFor("类别", choices=KINDS)] = None
    full_name: Annotated[str | None, AskedFor("全称")] = None
    aliases: Annotated[tuple[str, ...] | None, AskedFor("文件里的其他叫法")] = None
    in_charge: Annotated[str | None, AskedFor("分管领导的岗位", of=Of.LEADING)] = None


@declared(
    "units rename",
    "单位更名",
    "从某天起用新名称：以后开始的周期和对口企业归新名称，已经开始的按原名称办完，历史不变，方案不用改。还没有任何事项的，不写日期，直接改。",
    moves=True,
)
@dataclass(frozen=True, slots=True)
class RenameUnit:
    """With a day: a unit of the new name into which the old one goes. Without: the name itself, wherever it stands."""

    unit: Unit
    name: Annotated[str, AskedFor("新名称", "请填写新名称")]
    from_day: Annotated[date | None, AskedFor("从哪天起；单位还没有任何事项的可以不写")] = None


@declared(
    "units end",
    "撤并单位",
    "到最后一天为止；以后开始的周期和对口企业归承接单位，已经开始的由原单位办完。",
    moves=True,
)
@dataclass(frozen=True, slots=True)
class EndUnit:
    """Nothing new falls to it after that day."""

    unit: Unit
    last_day: LastDay
    into: Annotated[str, AskedFor("承接单位；不写的，没有单位承接", of=Of.UNIT)] = ""


@declared("units resume", "撤销撤并", "登记错了，这个单位没有撤并；交出去的对口企业一并收回。", moves=True)
@dataclass(frozen=True, slots=True)
class ResumeUnit:
    """It did not end after all."""

    unit: Unit


@declared("units remove", "删去单位", "登记错了、还没有任何事项的单位；有过事项的请登记撤并。", moves=True)
@dataclass(frozen=True, slots=True)
class RemoveUnit:
    """Out of the file; the checks refuse it where anything leads to it."""

    unit: Unit


@declared("posts hold", "换人任职", "从某天起由谁任职，原来的人到前一天为止；不写人的，从那天起空缺。", moves=True)
@dataclass(frozen=True, slots=True)
class ChangeHolder:
    """`person` holds a post from `from_day` on; whoever held it that day has the day before as their last.

    `post` is the domain's id: 就业局.liaison, 就业局.head, or a post of leadership. Where somebody is named for later
    already, the new holder's last day is the day before that. The first holder needs no day; nobody makes it vacant.
    """

    post: Post
    person: Annotated[str, AskedFor("由谁任职；不写为空缺", of=Of.PERSON)] = ""
    from_day: Annotated[date | None, AskedFor("从哪天起；第一次登记的可以不写，为一直在岗")] = None


@declared("posts add", "新增领导岗位", "登记一个局领导的岗位和任职的人；第一个是主要领导。", moves=True)
@dataclass(frozen=True, slots=True)
class AddPost:
    """A post of leadership behind the others."""

    title: Title
    person: Annotated[str, AskedFor("由谁任职；不写为空缺", of=Of.PERSON)] = ""


@declared("posts change", "改岗位名称", "改局领导岗位的名称。")
@dataclass(frozen=True, slots=True)
class ChangePost:
    """Another title; the id stays."""

    post: Leading
    title: Title


@declared("posts first", "设为主要领导", "排到第一位：方案没有点名领导的，由主要领导决定。", moves=True)
@dataclass(frozen=True, slots=True)
class MakePrincipal:
    """The post goes before the others."""

    post: Leading


@declared("posts remove", "删去领导岗位", "登记错了、没有人任过职的岗位。", moves=True)
@dataclass(frozen=True, slots=True)
class RemovePost:
    """Out of the file, where nobody ever held it."""

    post: Leading


@declared("groups add", "新增集合", "方案里的集合名称，如 各责任股室。", moves=True)
@dataclass(frozen=True, slots=True)
class AddGroup:
    """A collective name behind the others."""

    name: Annotated[str, AskedFor("集合名称", "请填写集合名称")]
    members: Members = ()


@declared("groups change", "修改集合", "改集合的名称、包括的单位；不写的不变。", moves=True)
@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Its name or its members; an empty list of these means the sections that a plan names."""

    group: Group
    name: Annotated[str | None, AskedFor("新名称", "请填写集合名称")] = None
    members: Annotated[tuple[str, ...] | None, AskedFor("包括哪些单位；留空为方案点名的各股室", of=Of.UNIT)] = None


@declared("groups remove", "删去集合", "方案里不再用的集合名称。", moves=True)
@dataclass(frozen=True, slots=True)
class RemoveGroup:
    """Out of the file."""

    group: Group


@declared("roster name", "改本局全称", "改本局的全称；编号不变。")
@dataclass(frozen=True, slots=True)
class NameBureau:
    """What the bureau is called; its id stays."""

    name: Annotated[str, AskedFor("本局全称", "请填写本局全称")]


OfPeople = AddPerson | ChangePerson | SetAway | RemoveAway | LeavePerson | StayPerson | RemovePerson | SetFirms
OfUnits = AddUnit | ChangeUnit | RenameUnit | EndUnit | ResumeUnit | RemoveUnit
OfPosts = ChangeHolder | AddPost | ChangePost | MakePrincipal | RemovePost
OfGroups = AddGroup | ChangeGroup | RemoveGroup
Change = OfPeople | OfUnits | OfPosts | OfGroups | NameBureau
ROSTER_ACTS = ACTS
"""Every one of them with its act."""
