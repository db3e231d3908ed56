"""The shape of config/roster.yaml."""

from pydantic import Field

from yudu_flow.content.shape import Day, OneLine, Shape, Slug
from yudu_flow.domain.roster import UnitKind


class HolderShape(Shape):
    """Somebody's days in a post; open ends may be left out."""

    person: OneLine = Field(description="人员编号，即 people 下的名称")
    start: Day | None = Field(default=None, alias="from", description="哪天起，当天算；不写为一直在岗")
    end: Day | None = Field(default=None, alias="to", description="到哪天，当天算；不写为至今")


class PostShape(Shape):
    """A post of a unit."""

    holders: list[HolderShape] = Field(description="先后任职的人，写成 [{person: 编号}]；空缺写 []")


class LeadershipShape(PostShape):
    """A post of leadership."""

    title: OneLine = Field(description="岗位名称，如 分管领导")


class UnitShape(Shape):
    """A unit or section with its two posts."""

    kind: UnitKind = Field(description="office 局办公室，section 股室，unit 局属单位")
    full_name: OneLine | None = Field(default=None, description="全称")
    aliases: list[OneLine] = Field(default=[], description="文件里的其他叫法")
    liaison: PostShape = Field(description="联络员，写成 {holders: [{person: 编号}]}")
    head: PostShape = Field(description="负责人，写成 {holders: [{person: 编号}]}")
    in_charge: OneLine | None = Field(default=None, description="分管领导，填 leadership 里的岗位编号")
    firms: list[OneLine] = Field(default=[], description="对口企业名称")
    until: Day | None = Field(default=None, description="撤并、更名的，写作为这个单位的最后一天，当天算")
    into: OneLine | None = Field(default=None, description="撤并、更名以后由哪个单位承接")


class GroupShape(Shape):
    """A collective name in plans. Without members: the sections that the plan names."""

    name: OneLine = Field(description="集合名称，如 各责任股室")
    members: list[OneLine] | None = Field(default=None, description="包括哪些单位；不写则为方案点名的各股室")


class AwayShape(Shape):
    """An absence and its deputy."""

    start: Day = Field(alias="from", description="哪天起，当天算")
    end: Day = Field(alias="to", description="到哪天，当天算")
    deputy: OneLine = Field(description="代办人的编号")


class PersonShape(Shape):
    """A person and how to reach them."""

    name: OneLine = Field(description="姓名")
    email: OneLine | None = Field(default=None, description="邮箱")
    mobile: OneLine | None = Field(default=None, description="手机号，11 位数字")
    home: OneLine | None = Field(default=None, description="所在单位名称")
    home_placeholder: bool = Field(default=False, description="所在单位是暂记的，核实后删去这一行")
    away: list[AwayShape] = Field(default=[], description="外出、休假期间和代办人")
    firms: list[OneLine] = Field(default=[], description="本人对口企业名称")
    left: Day | None = Field(default=None, description="调离、退休的，写在本局的最后一天，当天算")
    successor: OneLine | None = Field(default=None, description="离开以后由谁接手，填人员编号")


class BureauShape(Shape):
    """The bureau itself."""

    id: Slug = Field(description="本局编号，用小写字母、数字和“-”，定了不要改")
    name: OneLine = Field(description="本局全称")


class RosterShape(Shape):
    """The roster (名册)."""

    bureau: BureauShape = Field(description="本局")
    units: dict[str, UnitShape] = Field(min_length=1, description="单位和股室，名称与文件一致")
    groups: list[GroupShape] = Field(default=[], description="文件里的集合名称")
    leadership: dict[str, LeadershipShape] = Field(default={}, description="局领导岗位")
    people: dict[str, PersonShape] = Field(description="人员；还没有的写 {}")
