"""Firms of a unit that ends: they go with the duty, on the same day, and the office sees it before. It …"""

from base64 import b64encode
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.actions.test_import_roster import filled
from tests.bureau import CLERK, INSURANCE, JOBS, TRAINING, Desk, change, desk_in, instant
from tests.cli.commands import fine, use
from tests.web.browser import Console, console_of
from tests.web.programs import program_of
from yudu_flow.actions.acts.edit_roster import edit_roster, fingerprint
from yudu_flow.actions.acts.firm_entries import add_firm
from yudu_flow.actions.acts.firm_pairings import end_pairing, pair_firm
from yudu_flow.actions.acts.import_firms import import_firms
from yudu_flow.actions.look import owed_in
from yudu_flow.actions.papers.filled_table import Rows, SheetRow
from yudu_flow.actions.roster_firms import follow_roster
from yudu_flow.content.roster.changes import Change, EndUnit, LeavePerson, RenameUnit, ResumeUnit, StayPerson
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.firm import FirmEntry
from yudu_flow.storage import audit, firms
from yudu_flow.storage.database import reading

LAST, BEFORE, AFTER = date(2020, 10, 31), "2020-10-31", "2020-11-01"
RIVER, HILL = "长河电子", "云岭食品"
THEIRS = sorted([RIVER, HILL, "青山服装"])
ENDS = EndUnit(JOBS, LAST, INSURANCE)


@pytest.fixture
def paired(desk: Desk) -> Desk:
    """Three firms of 就业中心, two by the roster's file, one that 社保中心 visits too; another that it lost before."""
    desk.at("2020-09-21T09:00")
    for name, owners in ((HILL, (JOBS, INSURANCE)), ("旧厂", (JOBS,))):
        firm = add_firm(desk.bureau, CLERK, desk.clock(), FirmEntry(name))
        for owner in owners:
            pair_firm(desk.bureau, firm, owner, CLERK, desk.clock())
    end_pairing(desk.bureau, firm, JOBS, CLERK, desk.clock())
    return desk


def edit(desk: Desk, home: Path, what: Change) -> None:
    """Keep it, and work on with it."""
    edit_roster(home, desk.bureau, CLERK, desk.clock(), what)
    desk.bureau = desk_in(home, desk.bureau.engine.url.render_as_string(hide_password=False), desk.clock).bureau


def visited(desk: Desk, day: str) -> dict[str, list[str]]:
    """Whose firms are which on that day."""
    with reading(desk.bureau.engine) as db:
        found = firms.paired_on(db, desk.bureau.key, date.fromisoformat(day))
    return {owner: sorted(name for _, name in held) for owner, held in found.items()}


@pytest.mark.parametrize(
    ("ends", "heir"),
    [(ENDS, INSURANCE), (RenameUnit(JOBS, "就业创业中心", date(2020, 11, 1)), "就业创业中心")],
)
def test_gives_them_to_the_successor_on_the_day_after_the_last_one(
    paired: Desk, home: Path, ends: Change, heir: str
) -> None:
    edit(paired, home, ends)
    assert visited(paired, BEFORE)[JOBS] == THEIRS
    after = visited(paired, AFTER)
    assert (JOBS in after, after[heir]) == (False, THEIRS)
    with reading(paired.bureau.engine) as db:
        assert not [*audit.broken(db, paired.bureau.key)]
        said = [(row.by, row.about) for row in audit.rows(db, paired.bureau.key) if row.act == "firm_parted"]
    assert said.count((CLERK, f"企业：{RIVER}")) == 1


def test_counts_them_in_the_successors_first_period_after_it(paired: Desk, home: Path) -> None:
    """The duty came to the successor, and owed nothing by name."""
    paired.at("2020-10-09T09:00")
    edit(paired, home, ENDS)
    paired.at("2020-10-30T09:00")
    paired.at("2020-11-02T09:00")
    with paired.bureau.reading() as db:
        owed = [one for month in ("2020-10", "2020-11") for one in owed_in(paired.bureau, db, month)]
    assert [(one.owner, one.quota, sorted(one.firms)) for one in owed if one.duty == "visit-3"] == [
        (JOBS, 3, THEIRS),
        (INSURANCE, 3, THEIRS),
    ]


def test_does_so_for_an_end_that_was_written_into_the_file(paired: Desk, home: Path) -> None:
    """By hand, or before firms went along: then who visits what is set right at the next look."""
    change(home, "config/roster.yaml", f"  {JOBS}:\n", f"  {JOBS}:\n    until: 2020-08-31\n    into: {INSURANCE}\n")
    paired.bureau = desk_in(home, paired.bureau.engine.url.render_as_string(hide_password=False), paired.clock).bureau
    follow_roster(paired.bureau, paired.clock())
    follow_roster(paired.bureau, paired.clock())
    assert visited(paired, "2020-09-22") == {INSURANCE: THEIRS}


def test_brings_them_back_with_an_end_that_is_taken_back_or_another_one(paired: Desk, home: Path) -> None:
    edit(paired, home, ENDS)
    edit(paired, home, EndUnit(JOBS, LAST, TRAINING))
    assert visited(paired, AFTER) == {TRAINING: THEIRS, INSURANCE: [HILL]}
    paired.clock.set("2020-11-10T09:00")
    edit(paired, home, ResumeUnit(JOBS))
    assert visited(paired, "2020-11-10") == {JOBS: THEIRS, INSURANCE: [HILL]}
    edit(paired, home, LeavePerson("su-he", LAST))
    edit(paired, home, StayPerson("su-he"))
    assert visited(paired, "2020-11-10") == {JOBS: THEIRS, INSURANCE: [HILL]}


def test_gives_none_to_who_is_gone(paired: Desk, home: Path) -> None:
    edit(paired, home, ENDS)
    firm = add_firm(paired.bureau, CLERK, paired.clock(), FirmEntry("新厂"))
    with pytest.raises(NotAllowed, match=f"{JOBS}到2020年10月31日为止.*{INSURANCE}"):
        pair_firm(paired.bureau, firm, JOBS, CLERK, instant("2020-11-02T09:00"))


def test_gives_none_to_who_is_gone_by_a_workbook_either(paired: Desk, home: Path) -> None:
    edit(paired, home, ENDS)
    row = SheetRow(3, {"name": "新厂", "owners": JOBS})
    done = import_firms(paired.bureau, CLERK, instant("2020-11-02T09:00"), Rows([row]), save=True)
    assert (done.saved, INSURANCE in done.outcomes[0].words) == (False, True)


def test_says_it_first_on_page_and_to_programs(paired: Desk, home: Path) -> None:
    with closing(console_of(paired, home)) as console:
        _says_it_first(console, home)
    assert visited(paired, AFTER)[JOBS] == THEIRS


def _says_it_first(console: Console, home: Path) -> None:
    clerk, said = console.account(CLERK), {"unit": JOBS, "last_day": BEFORE, "was": fingerprint(home)}
    clerk.look("/office/roster")
    shown = clerk.press("/office/roster/change/units-end", {**said, "into": INSURANCE}, 200)
    assert f"<b>{RIVER}</b>，从11月1日" in shown
    assert f"由{INSURANCE}走访<small>原为{JOBS}</small>" in shown
    shown = clerk.press("/office/roster/change/units-end", said, 200)
    assert "没有人走访的企业，请在“企业名录”里另行对口" in shown
    program, said = program_of(console, CLERK), {"unit": JOBS, "last_day": BEFORE, "into": INSURANCE}
    answer = program.post("/api/v1/roster/units-end", json={**said, "dry_run": True}).json()
    assert answer["firms"][0] == {"firm": RIVER, "owner": JOBS, "successor": INSURANCE, "since": AFTER}


def ended_in_a_workbook(folder: Path) -> Path:
    """A roster's workbook by which the unit ends and the next one comes after it."""
    file = folder / "名册.xlsx"
    file.write_bytes(filled({"单位": [["单位名称", "撤并日期", "承接单位"], [JOBS, BEFORE, INSURANCE]]}))
    return file


def test_says_it_of_a_workbook_that_is_tried(paired: Desk, home: Path, tmp_path: Path) -> None:
    """Its rows alone were shown, and the press that followed moved what nobody had seen."""
    data = ended_in_a_workbook(tmp_path).read_bytes()
    with closing(console_of(paired, home)) as console:
        clerk, program = console.account(CLERK), program_of(console, CLERK)
        clerk.look("/office/roster/import")
        shown = clerk.press("/office/roster/import", {"was": fingerprint(home)}, files={"file": ("名册.xlsx", data)})
        said = {"content": b64encode(data).decode(), "dry_run": True}
        answer = program.post("/api/v1/roster/import", json=said).json()
    assert f"由{INSURANCE}走访<small>原为{JOBS}</small>" in shown
    assert f"不再由{JOBS}办理" in shown
    assert "今后三个月的消息" in shown
    assert (answer["firms"][0]["successor"], answer["moves"][0]["gone"], answer["saved"]) == (INSURANCE, [JOBS], False)
    assert visited(paired, AFTER)[JOBS] == THEIRS


def test_says_it_first_by_command(paired: Desk, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, home)
    monkeypatch.setenv("YUDU_FLOW_DATABASE_URL", paired.bureau.engine.url.render_as_string(hide_password=False))
    said = fine("units", "end", JOBS, "--last-day", BEFORE, "--by", CLERK, "--dry-run", "--at", "2020-09-22T09:00")
    assert f"对口企业{RIVER}，从{AFTER}起没有人走访，请另行对口（原为{JOBS}）" in said.out
    file = ended_in_a_workbook(home)
    said = fine("roster", "import", str(file), "--by", CLERK, "--dry-run", "--at", "2020-09-22T09:00")
    assert f"对口企业{RIVER}，从{AFTER}起由{INSURANCE}走访（原为{JOBS}）" in said.out
    assert visited(paired, AFTER)[JOBS] == THEIRS


def test_an_end_on_the_last_day_that_there_is_is_none(paired: Desk, home: Path) -> None:
    """9999-12-31 means for ever, and no day comes after it: whoever has such an end keeps what is theirs."""
    edit(paired, home, EndUnit(JOBS, date.max, INSURANCE))
    paired.at("2020-09-22T09:00")
    assert visited(paired, "2020-11-01")[JOBS] == THEIRS
