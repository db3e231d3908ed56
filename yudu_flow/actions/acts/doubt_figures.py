"""A figure that is missing, fell or jumped is asked about once before a report is filed, by whichever way it comes.

Source: 6-duties "Targets".
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import check_doer, who
from yudu_flow.actions.acts.act import Sought, find
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.actions.paces import asked, figures_before
from yudu_flow.domain.amount import Amount, spell_amount
from yudu_flow.domain.errors import Doubted
from yudu_flow.domain.progress import OddFigure, oddity
from yudu_flow.domain.target import Target

Given = tuple[Target, Amount | None, Amount | None]
"""A target, the figure that is given for it, and the last one before."""
CODES = {OddFigure.FELL: "fell", OddFigure.JUMPED: "jumped"}
WRITTEN_ODD = {OddFigure.FELL: "累计{}，比上次的{}少", OddFigure.JUMPED: "{}，与上次的{}相差很大"}


def doubts_about(given: Iterable[Given], factor: int) -> Iterator[tuple[str, str]]:
    """What is asked, as (code, question)."""
    for target, value, before in given:
        if value is None:
            yield f"missing-{target.name}", f"{target.name}没有填数字，进度将记为不明，不算符合进度"
            continue
        odd = oddity(target, value, before, factor)
        if odd and before is not None:
            now, then = f"{spell_amount(value)}{target.unit}", f"{spell_amount(before)}{target.unit}"
            yield f"{CODES[odd]}-{target.name}", f"{target.name}{WRITTEN_ODD[odd].format(now, then)}"


def doubt_figures(bureau: Bureau, sought: Sought, by: str, now: datetime, report: Report, how: str) -> None:
    """Raises Doubted with every question and `how` whoever files says that all is right; nothing was filed then.

    What is refused anyway is not asked about; NotYours where `by` may not file it.
    """
    actor = who(bureau, by)
    with bureau.reading() as db:
        sight = find(bureau, db, sought, lock=False)
        check_doer(bureau, sight, file_report.deed, actor, now)
        given = [*_given(bureau, db, sight, report)]
    strange = {*report.figures} - {target.name for target, _, _ in given}
    found = [words for _, words in doubts_about(given, bureau.rules.jump_factor)]
    if found and not (strange or file_report.refuses(sight, now)):
        raise Doubted(f"{'；'.join(found)}。没有报送；核对无误的，{how}")


def _given(bureau: Bureau, db: Connection, sight: Sight, report: Report) -> Iterator[Given]:
    before = figures_before(bureau, db, sight.owed)
    for target in asked(bureau, sight.owed):
        yield target, report.figures.get(target.name), before.get(target.name)
