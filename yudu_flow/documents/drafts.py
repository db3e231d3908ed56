"""Drafts in their folder, workflows/drafts/: each the text of a plan, and beside it what the page works on.

The plan's text is written anew from the other with each change of the page. Where somebody has edited the text by hand
since, it is the truth, and the page leaves it alone.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from yudu_flow.content.new_lines import lines_of
from yudu_flow.content.plan.spoken import UNSAID
from yudu_flow.content.read_source import is_read, source_in
from yudu_flow.content.yaml_text import Bare
from yudu_flow.documents.as_json import as_json, draft_of
from yudu_flow.documents.draft import Draft
from yudu_flow.documents.saving import plan_id, plan_text
from yudu_flow.domain.errors import Conflict, NotFound
from yudu_flow.domain.printable import legible
from yudu_flow.whole_files import write_whole

FOLDER = "workflows/drafts"
MOST = 100
FULL = "草稿太多，请先启用或删去一些"
BY_HAND = "这份草稿已经整份改过，不再与原文并排；请点“整份改”，改好再启用"

ELSEWHERE = "这份草稿刚刚被别人改过，您的修改没有保存；请看过最新的再改"


class GoneDraft(NotFound):
    """There is no such draft, or none any more."""

    def __init__(self, id: str) -> None:
        super().__init__("没有这份草稿")
        self.id = id


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft in the folder. `draft` is None where only its text is there; `by_hand`: that was edited since."""

    id: str
    file: Path
    draft: Draft | None
    by_hand: bool = False
    mark: str = ""
    """Changes with every change of the page's."""
    title: str = ""
    """As its text has it."""


def listed(home: Path) -> list[Kept]:
    """All of them by their ids; none is what editors and other systems leave beside them, or no address could name."""
    found: list[Kept] = []
    for path in sorted((home / FOLDER).glob("*.yaml")):
        if is_read(path.name) and legible(path.name) == path.name:
            with suppress(FileNotFoundError):  # somebody dropped it since it was listed
                found.append(_read(path))
    return found


def kept(home: Path, id: str) -> Kept:
    """The one of that id. Raises GoneDraft."""
    path = _path(home, id)
    if not path.is_file():
        raise GoneDraft(path.stem)
    return _read(path)


def keep(home: Path, draft: Draft) -> tuple[str, bool]:
    """Keep a draft; returns its id and whether it is new: the same document again changes nothing, whatever the office
    has made of its draft since.
    """
    text, folder = plan_text(draft).encode(), home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    paths = _places(folder, plan_id(draft.plan, draft.dated))
    # All of that name: another document of the same title, or the same one once more behind it.
    taken = [path for path in paths if path.exists()]
    same = next((path for path in taken if _source(path) == draft.text or path.read_bytes() == text), None)
    if same:
        return same.stem, False
    free = _free(paths)
    _write(free, draft)
    return free.stem, True


def blank(home: Path, title: str, number: str, dated: date) -> str:
    """A draft that is typed from nothing, as a text alone; its id. Raises Conflict where there are too many."""
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    free = _free(_places(folder, plan_id(title, dated)))
    head = {"id": free.stem, "number": number or UNSAID, "title": title, "dated": Bare(dated.isoformat())}
    lines = ["# 在网页上拟的方案草稿。", *lines_of({**head, "parts": [], "duties": []}, 0)]
    write_whole(free, "\n".join([*lines, ""]).encode())
    return free.stem


def rewrite(home: Path, id: str, draft: Draft, seen: str) -> None:
    """The draft of that id as the page has it now, over what had the mark `seen`.

    Raises NotFound, Conflict where its text was edited by hand, or somebody else has changed it since.
    """
    now = kept(home, id)
    if now.by_hand or now.draft is None:
        raise Conflict(BY_HAND)
    if now.mark != seen:
        raise Conflict(ELSEWHERE)
    _write(now.file, draft)


def drop(home: Path, id: str) -> None:
    gone = kept(home, id)
    gone.file.unlink(missing_ok=True)
    forget(gone)


def forget(draft: Kept) -> None:
    """What the page worked on, once the text is a plan or gone."""
    _beside(draft.file).unlink(missing_ok=True)


def shown(id: str) -> str:
    """Its file's place within the home."""
    return f"{FOLDER}/{id}.yaml"


def _places(folder: Path, base: str) -> list[Path]:
    return [folder / f"{base}{f'-{count}' if count else ''}.yaml" for count in (0, *range(2, MOST))]


def _free(places: list[Path]) -> Path:
    free = next((path for path in places if not path.exists()), None)
    if free is None:
        raise Conflict(FULL)
    return free


def _path(home: Path, id: str) -> Path:
    return home / FOLDER / f"{Path(id).name}.yaml"


def _beside(path: Path) -> Path:
    return path.with_suffix(".json")


def _read(path: Path) -> Kept:
    """A text beside which the page's file is missing or no draft is one that somebody wrote by hand."""
    draft, mark = None, ""
    with suppress(OSError, ValueError, KeyError, TypeError):
        data = _beside(path).read_bytes()
        draft, mark = draft_of(json.loads(data)), sha256(data).hexdigest()[:16]
    text = path.read_bytes()
    by_hand = draft is not None and text != plan_text(draft).encode()
    said = source_in(text, path.name).data
    title = str(said.get("title") or "") if isinstance(said, dict) else ""
    return Kept(path.stem, path, draft, by_hand, mark, title)


def _source(path: Path) -> str | None:
    """The document that a draft was read from; None where there was none."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return str(json.loads(_beside(path).read_bytes())["text"])
    return None


def _write(path: Path, draft: Draft) -> None:
    """The page's file first: a text without it is a draft by hand, never one that the page would overwrite."""
    for file, text in ((_beside(path), json.dumps(as_json(draft), ensure_ascii=False)), (path, plan_text(draft))):
        write_whole(file, text.encode())
