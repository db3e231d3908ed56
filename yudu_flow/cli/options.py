"""Options that many commands share, and how their values are read."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from yudu_flow.clock import ZONE, wall_clock
from yudu_flow.domain.errors import BadRequest

AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]
At = Annotated[str | None, typer.Option("--at", help="时刻，如 2020-09-21T09:00；不写为现在")]
Unit = Annotated[str | None, typer.Option("--unit", help="单位，如 就业局")]
OneUnit = Annotated[str, typer.Option("--unit", help="单位，如 就业局")]
Person = Annotated[str | None, typer.Option("--person", help="责任人本人的事项，如 李子健")]
PERIOD = "周期，如 2020-09（月）、2020-W38（周）、2020-Q3（季）、2020-H2（半年）、2020（年）"
PeriodOption = Annotated[str, typer.Option("--period", help=PERIOD)]
OptionalPeriod = Annotated[str | None, typer.Option("--period", help=PERIOD)]
By = Annotated[str, typer.Option("--by", help="经办人")]
Reason = Annotated[str, typer.Option("--reason", help="原因")]
DutyOption = Annotated[
    str | None, typer.Option("--duty", help="事项编号，单位有几项时指明；限期事项、批示交办写了编号，不用写周期")
]
Subject = Annotated[
    str, typer.Option("--subject", help="限期事项或批示交办的编号，如 instruction:41；只有一项的可以不写")
]
Attach = Annotated[list[Path] | None, typer.Option("--attach", help="附件，可写多次")]
Again = Annotated[bool, typer.Option("--again", help="刚刚已经这样办过一次，确要再办一次")]
FIRST_YEAR, LAST_YEAR = 2000, 2100
LARGEST = 2**31 - 1
"""What a server's column holds: beyond it the database would be at fault, and not the number."""
Year = Annotated[int, typer.Option("--year", help="哪一年，如 2020", min=FIRST_YEAR, max=LAST_YEAR)]
Plan = Annotated[str, typer.Option("--plan", help="方案编号；只有一个方案的不用写")]
ExcelFile = Annotated[Path, typer.Argument(help="Excel 文件（.xlsx）", exists=True, dir_okay=False)]
ToExcel = Annotated[Path, typer.Argument(help="写到哪个 Excel 文件（.xlsx）")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只看有什么变化，不保存")]
Day = Annotated[str | None, typer.Option("--until", help="日期，如 2020-10-15")]


def instant(text: str | None) -> datetime:
    """The instant given, in Asia/Shanghai where it names no zone; now where none is given."""
    if text is None:
        return wall_clock()
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}”不是时刻，应写成 2020-09-21T09:00", param_hint="--at") from None
    check_year(text, value.year, "--at")
    return value.astimezone(ZONE) if value.tzinfo else value.replace(tzinfo=ZONE)


def check_year(text: str, year: int, name: str) -> None:
    """Raises BadParameter: at either end of the calendar no day comes before or after, and 0202-09-30 is a slip."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise typer.BadParameter(f"“{text}”的年份应在{FIRST_YEAR}至{LAST_YEAR}之间", param_hint=name)


def day(text: str, name: str = "--until") -> date:
    """A day that lies ahead or not long ago."""
    value = any_day(text, name)
    check_year(text, value.year, name)
    return value


def any_day(text: str, name: str) -> date:
    """The roster's reach back farther: somebody has held a post since 1998."""
    try:
        value = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}”不是日期，应写成 2020-10-15", param_hint=name) from None
    check_year(text, value.year, name)
    return value


def optional_day(text: str | None, name: str = "--until") -> date | None:
    return day(text, name) if text else None


def owner(unit: str | None, person: str | None) -> str:
    """Whose obligation is meant."""
    if not (unit or person):
        raise typer.BadParameter("请写 --unit 单位，或 --person 责任人")
    return person or unit or ""


def period_id(text: str) -> str:
    """A period, checked."""
    from yudu_flow.domain.period import Period

    try:
        return str(Period.parse(text))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--period") from None


def text_in(data: bytes, file: Path) -> str:
    """What a text file says. Raises BadRequest where they are not in UTF-8, as an older Notepad leaves them."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRequest(f"{file} 不是 UTF-8 编码：用记事本打开，另存为时编码选 UTF-8") from error


def existing(files: list[Path] | None) -> list[Path]:
    """Files to attach, all of which must be there."""
    missing = [str(file) for file in files or [] if not file.is_file()]
    if missing:
        raise typer.BadParameter(f"找不到文件：{'、'.join(missing)}", param_hint="--attach")
    return files or []
