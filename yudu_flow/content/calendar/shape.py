"""The shape of config/calendar.yaml."""

from pydantic import Field

from yudu_flow.content.shape import Day, OneLine, Shape


class BreakShape(Shape):
    """An announced break, both ends and the weekend days inside it included."""

    start: Day = Field(alias="from", description="放假第一天")
    end: Day = Field(alias="to", description="放假最后一天")
    name: OneLine = Field(description="节日名称")


class YearShape(Shape):
    """The whole announcement for one year."""

    breaks: list[BreakShape] = Field(min_length=1, description="全年各次放假")
    worked: list[Day] = Field(default=[], description="调休上班的周六、周日")


class LocalShape(Shape):
    """Orders of the place itself."""

    rest: list[Day] = Field(default=[], description="本地另外放假的日期")
    worked: list[Day] = Field(default=[], description="本地另外上班的日期")


class CalendarShape(Shape):
    """The office's overlay on the State Council's calendar."""

    years: dict[str, YearShape] = Field(default={}, description="各年放假调休安排，年份作名称")
    local: LocalShape = Field(default=LocalShape(), description="本地另外通知的日期")
