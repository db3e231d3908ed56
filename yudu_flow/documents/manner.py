"""What a document as a whole leaves open: foremost whether its manner of saying who does what is known at all."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from yudu_flow.documents.account import Account
from yudu_flow.documents.draft import Draft
from yudu_flow.documents.legends import legend_of
from yudu_flow.documents.lexicon import FIRST_LEADS, OTHERS_HELP
from yudu_flow.documents.mentions import mentions
from yudu_flow.documents.passage import Passage

NOT_KNOWN = "这份文件写分工的方式没有见过，读出来的分工都可能不全、不对，请逐项对照原文。"
"""What stands above the whole draft."""
NOT_SURE = "整份文件写分工的方式没有见过，请对照原文"
"""What stands at each of its assignments."""

_LEGEND = re.compile(
    r"[^,。;:\n]{1,24}(?:为|是|系|表示|代表|指)(?!\d)[一-鿿]{2,6}(?:单位|部门|股室|科室|处室|领导)(?=[,。;)\n、]|$)"
)
_SIGNS = re.compile(
    r"[▲△●○◎★☆■□◆◇√#*①-⑳]|括号|破折号|冒号|分号|斜线|斜杠|加粗|黑体|楷体|下划线|标注|前者|后者|字母|代号|前面|后面|之前|之后|[左右]侧|[上下]方|红色|其[他它余]|[排列](?:在|名)?(?:第一|首|最前|最后|末)"
)
"""What a document speaks of where it explains how it writes."""
_REST = re.compile(r"其[他它余].*(?:责任|负责)")
"""其他为责任单位: they are charged like all."""


def caution_of(account: Account, text: Passage) -> str:
    """The sentence for the reader; empty where the manner is known."""
    return NOT_KNOWN if account.is_strange or any(legends(text)) else ""


def legends(text: Passage) -> Iterator[str]:
    """Sentences in which the document explains signs of its own (▲为牵头单位), but for the rules that are known."""
    for found in _LEGEND.finditer(text.key):
        said = found[0]
        known = FIRST_LEADS.search(said) or OTHERS_HELP.search(said) or legend_of(said) or _REST.search(said)
        if _SIGNS.search(said) and not known and not any(mentions(text, *found.span())):
            yield said


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
