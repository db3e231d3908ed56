"""A second press of any act: every act of the table is done, and at once done again in the same words."""

from datetime import date
from pathlib import Path

import pytest

from tests.bureau import SHIPPED, build_home, instant, stage_in
from tests.outside.kept import HERE
from tests.simulation.plays import ACTS, CONFIRMED
from yudu_flow.actions.acts.act import Done
from yudu_flow.actions.acts.table import VERBS
from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.errors import Refusal
from yudu_flow.settings import Settings
from yudu_flow.simulation import script as scripts
from yudu_flow.simulation.play import simulate
from yudu_flow.simulation.script import ScriptItem, play, read_script

OPENED = ("instruct", "request_open")
"""No acts of the table: what they open has a number of its own each time."""
UNNAMED = ("visit", "周远")
"""A visit to a firm that nobody named: the next one is to another."""
REQUESTS, FIGURES = ((HERE / f"{name}.yaml").read_text("utf-8") for name in ("firm-requests", "reports"))
PAPER = """
- {at: 2020-09-22T11:00, do: file_unsealed, unit: 仲裁股, period: 2020-09}
- {at: 2020-09-23T10:00, do: seal, unit: 仲裁股, period: 2020-09, received: 2020-09-23T09:00, reason: 停电}
- {at: 2020-09-23T11:00, do: file, unit: 社保中心, period: 2020-09, received: 2020-09-23T09:00, reason: 停电}
"""
"""What the office registers for a unit."""
INVENTED, ITS_OWN = build_home, lambda _: SHIPPED
PLAYS = [(INVENTED, ACTS), (INVENTED, CONFIRMED), (INVENTED, PAPER), (ITS_OWN, REQUESTS), (ITS_OWN, FIGURES)]


def test_every_act_of_the_table_is_among_them() -> None:
    texts = "".join(text for _, text in PLAYS)
    assert [verb.name for verb in VERBS if verb.script and f"do: {verb.script}," not in texts] == [
        "register",
        "register_page",
    ]
    assert all(f"do: {verb}, unit" in PAPER for verb in ("seal", "file")), "which are these two, of paper"


@pytest.mark.long(but=["a confirmed case", "paper"])
@pytest.mark.parametrize(("home", "text"), PLAYS, ids=["a month", "a confirmed case", "paper", "requests", "reports"])
def test_the_second_press_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: object, text: str) -> None:
    recorded: list[str] = []

    def twice(bureau: Bureau, item: ScriptItem) -> list[Done]:
        done = play(bureau, item)
        if item.do not in OPENED and (item.do, item.owner) != UNNAMED:
            with pytest.raises(Refusal):
                recorded.append(f"{item.do}: {play(bureau, item)}")
        return done

    assert callable(home)
    folder = home(tmp_path / "home")
    script = tmp_path / "script.yaml"
    script.write_text(text, encoding="utf-8")
    items = read_script(script)
    monkeypatch.setattr(scripts, "play", twice)
    bureau = stage_in(folder, instant("2020-09-18T00:00"))
    until = items[-1].at.date()
    assert [*simulate(bureau, date(2020, 9, 18), until, items, Settings.model_construct(home=folder))]
    assert recorded == []
