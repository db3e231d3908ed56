"""What the API answers about the roster."""

from datetime import date

from pydantic import Field

from yudu_flow.web.api.answers import Answer


class BureauListed(Answer):
    id: str = Field(description="本局编号")
    name: str = Field(description="本局全称")


class TenureListed(Answer):
    """Somebody's days in a post, or away with that deputy."""

    person: str = Field(description="人员编号")
    name: str = Field(description="姓名")
    since: date | None = Field(validation_alias="from", description="哪天起，当天算")
    until: date | None = Field(validation_alias="to", description="到哪天，当天算")


class HoldersListed(Answer):
    liaison: list[TenureListed] = Field(description="先后任联络员的人")
    head: list[TenureListed] = Field(description="先后任负责人的人")


class UnitListed(Answer):
    name: str = Field(description="名称")
    kind: str = Field(description="office 局办公室，section 股室，unit 局属单位")
    full_name: str = Field(description="全称")
    aliases: list[str] = Field(description="文件里的其他叫法")
    in_charge: str = Field(description="分管领导的岗位编号")
    liaison: str = Field(description="今天的联络员")
    head: str = Field(description="今天的负责人")
    holders: HoldersListed
    until: date | None = Field(description="撤并、更名的，最后一天")
    into: str = Field(description="以后由哪个单位承接")


class PostListed(Answer):
    """A post of leadership; the first is the principal's."""

    id: str = Field(description="岗位编号")
    title: str = Field(description="岗位名称")
    holder: str = Field(description="今天任职的人")
    holders: list[TenureListed] = Field(description="先后任职的人")


class GroupListed(Answer):
    """A collective name."""

    name: str = Field(description="集合名称")
    members: list[str] = Field(description="包括哪些单位；空的指方案点名的各股室")


class PersonListed(Answer):
    id: str = Field(description="人员编号")
    name: str = Field(description="姓名")
    email: str = Field(description="邮箱")
    mobile: str = Field(description="手机")
    home: str = Field(description="所在单位")
    posts: list[str] = Field(description="今天的岗位")
    away: list[TenureListed] = Field(description="外出安排，人员为代办人")
    left: date | None = Field(description="在本局的最后一天")
    successor: str = Field(description="接手人的编号")


class RosterWhole(Answer):
    fingerprint: str = Field(description="名册的指纹，修改时写在 was 里")
    bureau: BureauListed
    units: list[UnitListed]
    posts: list[PostListed]
    groups: list[GroupListed]
    people: list[PersonListed]


class DutyMoved(Answer):
    """A duty that somebody else owes from some period on."""

    duty: str = Field(description="事项")
    since: str = Field(description="从哪一期起")
    gone: list[str] = Field(description="不再由谁办理")
    new: list[str] = Field(description="新增由谁办理")
    decided: list[tuple[str, str, str]] = Field(description="谁的事项，原由谁决定，改由谁决定")


class FirmMoved(Answer):
    """A firm that somebody else visits from some day on."""

    firm: str = Field(description="企业")
    owner: str = Field(description="原由谁走访")
    successor: str = Field(description="改由谁走访，没有承接的为空")
    since: date = Field(description="从哪天起")


class RosterMoved(Answer):
    moves: list[DutyMoved] = Field(description="从哪一期起，哪些事项换人办理")
    firms: list[FirmMoved] = Field(description="从哪天起，哪些对口企业换人走访")


class RosterKept(RosterMoved):
    changed: bool = Field(description="有没有改动")
    saved: bool = Field(description="存了没有")
    fingerprint: str = Field(description="名册现在的指纹")


class RowTold(Answer):
    sheet: str = Field(description="哪张表")
    row: int = Field(description="第几行；0 是整张表")
    name: str = Field(description="单位、岗位、姓名或集合")
    kind: str = Field(description="added 新增，changed 修改，same 不变，refused 不收")
    words: str = Field(description="改什么，或为什么不收")


class ImportKept(RosterMoved):
    saved: bool = Field(description="存了没有")
    rows: list[RowTold]
    unread: list[str] = Field(description="没有读的列，列名写错了的在这里")
    fingerprint: str = Field(description="名册现在的指纹")
