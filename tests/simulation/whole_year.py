"""The year of the shipped plan from September 2020 to August 2021: a home with firms and a task, and what is usual.

Usual is: every unit reports, and every firm is visited, on one day of the month, before anybody is reminded; figures
keep pace with the calendar but for three. The story (whole_year.yaml) says what is out of the ordinary.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.bureau import SHIPPED, WORDS, change
from yudu_flow.actions.bureau import Bureau
from yudu_flow.assembly import scratch_bureau
from yudu_flow.domain.period import at
from yudu_flow.settings import Settings
from yudu_flow.simulation.play import simulate
from yudu_flow.simulation.script import read_script
from yudu_flow.wording.record import Record

HERE = Path(__file__).parent
START, END = date(2020, 9, 18), date(2021, 9, 17)
UNITS = ("办公室", "专技股", "事业股", "职建股", "养老工伤股", "行政审批股", "社保局", "就业局", "农保局")
FIRMS = {
    "就业局": ("于都长河电子", "于都东升服装"),
    "专技股": ("赣南电子厂", "于都家具厂"),
    "李子健": ("青山服装厂", "远山建材", "于都纸品厂", "于都食品厂"),
}
USUAL_DAYS = (
    *("2020-09-18", "2020-10-13", "2020-11-10", "2020-12-10", "2021-01-12", "2021-02-08"),
    *("2021-03-10", "2021-04-12", "2021-05-11", "2021-06-10", "2021-07-12", "2021-08-10"),
)
"""The day of each month on which everybody reports and visits: worked, and before the first reminder."""
TOLD_OTHERWISE = {
    *(("社保局", "2020-09"), ("事业股", "2020-09"), ("专技股", "2020-10"), ("职建股", "2020-11")),
    *(("养老工伤股", "2020-12"), ("社保局", "2020-12"), ("事业股", "2020-12"), ("农保局", "2021-01")),
    *(("行政审批股", "2021-01"), ("社保局", "2021-02"), ("就业局", "2021-02"), ("专技股", "2021-03")),
    *(("养老工伤股", "2021-04"), ("职建股", "2021-05"), ("农保局", "2021-06"), ("职建股", "2021-07")),
}
"""The reports of which the story tells."""
VISITED_OTHERWISE = {
    *(("专技股", "2020-10"), ("专技股", "2020-12"), ("专技股", "2021-02")),
    *(("李子健", "2020-11"), ("李子健", "2020-12")),
}
COLOURED = (
    "[{colour: 蓝, word: 提醒, when: urged}, {colour: 黄, word: 警示, when: urged_again}, "
    "{colour: 红, word: 督办, when: proposed}]"
)
FIGURES: dict[str, dict[str, tuple[str, ...]]] = {
    "养老工伤股": {
        "城乡居民社会养老保险参保人数": ("36.15万", "40.2万", "44.2万"),
        "城镇企业职工基本养老保险参保人数": ("2.2万", "2.3万", "4.1万"),
        "机关事业单位养老保险参保人数": ("1.3万", "1.45万", "1.59万"),
    },
    "就业局": {
        "城镇新增就业": ("3200", "3300", "3700", "4600"),
        "新增农村劳动力转移就业": ("6500", "7200", "7800", "8400"),
        "职业技能+创业培训": ("6000", "", "", "8000"),
        "零就业家庭就业安置率": ("100", "100", "98.5", "100"),
        "新增就业扶贫公益性岗位": ("540", "600", "660", "714"),
    },
}
"""By target, month after month from September 2020; nothing where it is not said."""


def year_home(folder: Path) -> Path:
    """The shipped content, with the firms of items 5 and 9, item 8.2 to be done by 30 April, and coloured slips."""
    shutil.copytree(SHIPPED / "config", folder / "config", copy_function=shutil.copyfile)
    shutil.copytree(SHIPPED / "workflows", folder / "workflows", copy_function=shutil.copyfile)
    (folder / "notifications").symlink_to(WORDS[0], target_is_directory=True)
    roster, plan = "config/roster.yaml", "workflows/liuwen-liubao-2020.yaml"
    for unit, post in (("就业局", "jiuye"), ("专技股", "zhuanji")):
        head = f"    head: {{holders: [{{person: {post}-head}}]}}\n"
        change(folder, roster, head, f"{head}    firms: [{', '.join(FIRMS[unit])}]\n")
    change(folder, roster, "firms: [] #", f"firms: [{', '.join(FIRMS['李子健'])}] #")
    change(folder, "config/rules.yaml", "coloured_slips: [] ", f"coloured_slips: {COLOURED} ")
    employment = "            units: [就业局, 职建股]\n            targets:"
    due = "            due: 2021-04-30\n            lead: 就业局\n            targets:"
    change(folder, plan, employment, employment.replace("            targets:", due))
    return folder


def script() -> str:
    """The whole script: what is usual, and the story."""
    return "\n".join([*_usual(), (HERE / "whole_year.yaml").read_text(encoding="utf-8")])


def _usual() -> Iterator[str]:
    for month, day in enumerate(USUAL_DAYS):
        period = day[:7]
        for unit in UNITS:
            if (unit, period) not in TOLD_OTHERWISE:
                said = f", reason: 第{month + 1}次报告{_figures(unit, month)}"
                yield f"- {{at: {day}T10:00, do: file, unit: {unit}, period: {period}{said}}}"
        for owner, firms in FIRMS.items():
            for firm in firms if (owner, period) not in VISITED_OTHERWISE else ():
                who = f"person: {owner}" if owner == "李子健" else f"unit: {owner}"
                yield f"- {{at: {day}T10:30, do: visit, {who}, period: {period}, firm: {firm}}}"


def _figures(unit: str, month: int) -> str:
    """As a script writes them; none once their day is over."""
    given = {name: values[month] for name, values in FIGURES.get(unit, {}).items() if month < len(values)}
    pairs = "；".join(f"{name}={value}" for name, value in given.items() if value)
    return f", figures: {pairs}" if pairs else ""


@dataclass(frozen=True)
class Year:
    """The year as it was played."""

    bureau: Bureau
    settings: Settings
    records: list[Record]


def play_year(folder: Path) -> Year:
    """From its first day on, in that folder."""
    settings = Settings(home=year_home(folder))
    (folder / "year.yaml").write_text(script(), encoding="utf-8")
    bureau = scratch_bureau(settings, at(START), END.year + 1)
    return Year(bureau, settings, [*simulate(bureau, START, END, read_script(folder / "year.yaml"), settings)])
