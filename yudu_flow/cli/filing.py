"""`file` and `seal`: a report and its sealed page, with their files; `--received` registers what came on paper."""

from __future__ import annotations

import inspect
from typing import Annotated, Any, get_type_hints

import typer

from yudu_flow.cli import office
from yudu_flow.cli.acts import parameter, sought, tell
from yudu_flow.cli.options import At, Attach, By, DutyOption, PeriodOption, Unit, existing, instant
from yudu_flow.wording.contents import SECTIONS

Received = Annotated[str | None, typer.Option("--received", help="代为登记时，纸质材料实际收到的时刻")]
Why = Annotated[str, typer.Option("--reason", help="为什么代为登记")]


def file(
    period: PeriodOption,
    by: By,
    unit: Unit = None,
    at: At = None,
    duty: DutyOption = None,
    unsealed: Annotated[bool, typer.Option("--unsealed", help="盖章页待补")] = False,
    received: Received = None,
    reason: Why = "",
    progress: Annotated[str, typer.Option("--progress", help="贯彻落实情况")] = "",
    nothing_new: Annotated[str, typer.Option("--nothing-new", help="本月无新进展的原因")] = "",
    figure: Annotated[list[str] | None, typer.Option("--figure", help="指标累计数，如 城镇新增就业=3200")] = None,
    attach: Attach = None,
    page_stands: Annotated[bool, typer.Option("--page-stands", help="退回前交过的盖章页仍然适用")] = False,
    sure: Annotated[bool, typer.Option("--sure", help="指标漏填、比上次少或相差很大的，已核对无误")] = False,
    **sections: str,
) -> None:
    """报送：登记一个单位的月报（默认已盖章）。"""
    from yudu_flow.actions.acts.doubt_figures import doubt_figures
    from yudu_flow.actions.acts.file_report import Report, file_report, register_report
    from yudu_flow.actions.acts.register_paper import scanned

    now, files = instant(at), existing(attach)
    figures = dict(_figure(text) for text in figure or [])
    report = Report(progress, nothing_new, figures, files, sections=sections)
    bureau, where = office.bureau(now), sought(unit, None, period, duty)
    store, sealed = office.store(bureau), not unsealed
    if received is None:
        if not sure:
            doubt_figures(bureau, where, by, now, report, "请加 --sure 再报")
        done = file_report(bureau, where, by, now, report, sealed=sealed, page_stands=page_stands, store=store)
        return tell(done)
    papers = scanned(bureau, store, files)
    return tell(
        register_report(bureau, where, by, now, instant(received), reason, report=report, papers=papers, sealed=sealed)
    )


def _with_sections(verb: Any) -> None:
    """Each section of a report is an option."""
    hints, signature = get_type_hints(verb, include_extras=True), inspect.signature(verb)
    known = [one.replace(annotation=hints[name]) for name, one in signature.parameters.items() if name != "sections"]
    sections = (
        parameter(name, Annotated[str, typer.Option(f"--{name.replace('_', '-')}", help=heading)], "")
        for name, heading in SECTIONS.items()
    )
    verb.__signature__ = signature.replace(parameters=[*known, *sections])


_with_sections(file)


def _figure(text: str) -> tuple[str, float]:
    from yudu_flow.domain.amount import parse_amount

    name, _, value = text.rpartition("=")
    amount = parse_amount(value)
    if not name or amount is None:
        raise typer.BadParameter(f"“{text}”应写成 指标名称=数字", param_hint="--figure")
    return name.strip(), amount


def seal(
    period: PeriodOption,
    by: By,
    unit: Unit = None,
    at: At = None,
    duty: DutyOption = None,
    received: Received = None,
    reason: Why = "",
    attach: Attach = None,
) -> None:
    """补章：已报待补章的报告，盖章页到了。"""
    from yudu_flow.actions.acts.file_report import register_page, seal_report
    from yudu_flow.actions.acts.register_paper import scanned

    now, files = instant(at), existing(attach)
    bureau, where = office.bureau(now), sought(unit, None, period, duty)
    store = office.store(bureau)
    if received is None:
        return tell(seal_report(bureau, where, by, now, files, store))
    papers = scanned(bureau, store, files)
    return tell(register_page(bureau, where, by, now, instant(received), reason, papers=papers))
