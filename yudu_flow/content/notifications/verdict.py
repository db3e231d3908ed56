"""Remembers that a folder of templates was found without a problem, so that `check` need not try them all again.

What is remembered is a hash over every template, the rules they were tried with, and the program that tried them: any
change of any of these is a new question. Trying a hundred templates takes a third of `check`.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from yudu_flow.content.findings import Finding
from yudu_flow.content.notifications.lacking import stand_ins
from yudu_flow.content.notifications.memory import FOUND_GOOD, keep, recall
from yudu_flow.domain.printable import legible


def question(folder: Path, *tried_with: object) -> str:
    """The hash of what is to be checked: texts, rules and program."""
    told = hashlib.sha256(repr(tried_with).encode())
    for path in (*_templates(folder), *_program()):
        told.update(f"\0{legible(path.parent.name)}/{legible(path.name)}\0".encode())
        told.update(path.read_bytes())
    return told.hexdigest()


def _templates(folder: Path) -> Iterable[Path]:
    return (*sorted(path for path in folder.rglob("*") if path.is_file()), *stand_ins(folder))


def _program() -> Iterable[Path]:
    """What tries them: this package's templates modules and the values that they print."""
    values = Path(__file__).parents[2] / "domain" / "digest.py"  # which need not be loaded for that
    return (*sorted(Path(__file__).parent.glob("*.py")), values)


def troubles(folder: Path, memory: Path, signature: str, sms_limit: int, link_example: str) -> list[Finding]:
    """What is wrong with the templates, as `problems` says it; nothing where the same were found good before."""
    asked = question(folder, signature, sms_limit, link_example) if folder.is_dir() else ""
    if asked and recall(memory, asked, FOUND_GOOD) is not None:
        return []
    from yudu_flow.content.notifications.problems import problems  # the template engine, loaded where it is needed

    found = problems(folder, signature, sms_limit, link_example)
    if asked and not found:
        keep(memory, asked, {}, FOUND_GOOD)
    return found
