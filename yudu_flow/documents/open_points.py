"""What a document as a whole leaves open, behind what its measures do."""

from collections.abc import Iterable
from dataclasses import replace

from yudu_flow.documents.draft import Draft
from yudu_flow.documents.manner import NOT_KNOWN


def questioned(made: Draft, questions: Iterable[str]) -> Draft:
    """The draft with all questions, what it must be warned of first; each once."""
    asked = [made.caution, *questions] if made.caution else [*questions]
    if not made.number:
        asked.append("没有找到文号")
    if not made.title:
        asked.append("没有找到标题")
    if made.dated is None:
        asked.append("没有找到印发日期")
    if not made.assignments and made.caution in ("", NOT_KNOWN):
        asked.append("没有找到责任分工；请看文件里是不是写了责任单位")
    return replace(made, questions=tuple(dict.fromkeys(asked)))
