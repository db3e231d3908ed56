"""A note (备注) that the office keeps with an obligation, for itself: no date moves, nobody is told."""

from typing import Annotated

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.verb import Api, Asked, Entrance, verb
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.facts import Fact, FactKind


@verb(
    "note",
    "备注",
    Doers.OFFICE,
    "办公室自己的备注，单位看不到。",
    called="备注",
    done="已存备注",
    api=Api("note", "Note"),
)
def note(
    scene: Scene, note: Annotated[str, Asked("备注内容", "请写备注内容", called={Entrance.SCRIPT: "reason"})]
) -> Act:
    return Act(Fact(FactKind.NOTED, scene.at), {"note": note})
