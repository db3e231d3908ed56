"""What a page shows and takes of config/calendar.yaml: a year's breaks and swapped days, and the place's own days."""

from dataclasses import replace

from yudu_flow.content.calendar.notice import YearAnnounced
from yudu_flow.content.entries import BETWEEN, Field, Outline, Row, Sort, new_row

FILE = "config/calendar.yaml"
YEARS, LOCAL = "years", "local"
BREAK = Outline(
    "breaks",
    "放假",
    (
        Field("name", "节日", must=True),
        Field("from", "第一天", Sort.DAY, must=True),
        Field("to", "最后一天", Sort.DAY, must=True),
    ),
    called=("name",),
)
YEAR = Outline(
    YEARS,
    "放假安排",
    (Field("worked", "调休上班", Sort.DAYS, "周六、周日，如 2027-02-20，几天之间用、隔开"),),
    (BREAK,),
)
OWN = Outline(
    LOCAL,
    "本地",
    (
        Field("rest", "本地另外放假", Sort.DAYS, "如 2027-03-01，几天之间用、隔开"),
        Field("worked", "本地另外上班", Sort.DAYS, "几天之间用、隔开"),
    ),
)


def row_of_notice(found: YearAnnounced) -> Row:
    """What a notice orders, as the form has it."""
    said = ({"name": one.name, "from": str(one.start), "to": str(one.end)} for one in found.breaks)
    year = new_row(YEAR, worked=BETWEEN.join(map(str, found.worked)))
    return replace(year, lists={BREAK.name: tuple(new_row(BREAK, **one) for one in said)})
