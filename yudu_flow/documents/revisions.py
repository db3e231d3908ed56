"""Which plan a document revises (修订稿、补充通知), by its number and its title; and whether it is the whole of it."""

import re

from yudu_flow.content.plan.difference import Scope
from yudu_flow.content.plan.spoken import UNSAID
from yudu_flow.domain.likeness import alike
from yudu_flow.domain.names import name_key

LIKE = 0.8
_SUPPLEMENT = re.compile("补充(?!医疗|养老|工伤|保险)|增补|更正|调整.*部分|部分.*调整|局部调整")
_REVISED = re.compile("修订|修改|修正|重新印发|更新|调整")
_SET_ASIDE = re.compile(
    r"[(（][^()（）]*(?:修订|修改|调整|补充|增补|试行|暂行|\d{4}年版|第[一二三四五六七八九十\d]+版)[^()（）]*[)）]"
)
_BEGIN = re.compile(r"^.{0,20}?关于(?:对|就)?(?:做好|进一步|重新)*(?:印发|转发|下发|修订|修改|调整|补充|增补|更正)*")
_CHANGED = "(?:修订|修改|修正|调整|补充|增补|更正)"
_END = re.compile(
    rf"(?:(?:部分)?(?:内容|责任分工|任务分工|分工|措施|事项|条款)?(?:进行|作)?(?:适当)?的?{_CHANGED}+)?"
    r"(?:部分(?:内容|分工|措施|事项|条款))?(?:的?(?:通知|决定|函|版|稿))?$"
)
_NUMBER = re.compile(r"[〔\[［【(（](\d{4})[〕\]］】)）]第?")
_YEAR = re.compile(r"20\d\d")


def scope_of(title: str) -> Scope:
    """What the words of the title say: a supplement (补充, 增补, 调整部分), else the whole plan."""
    return Scope.SUPPLEMENT if _SUPPLEMENT.search(title) else Scope.WHOLE


def revises(document: tuple[str, str], plan: tuple[str, str], text: str = "") -> bool:
    """Whether a document is of that plan, each by number and title: the same number, or titles that differ only in
    what says 修订 and 通知; or one that says so and names the plan in its `text`.

    Next year's plan is another one: titles of two years are never the same.
    """
    number, title = _number(document[0]), document[1]
    if number and number == _number(plan[0]):
        return True
    years, theirs = {*_YEAR.findall(title)}, {*_YEAR.findall(plan[1])}
    if years and theirs and years != theirs:
        return False
    ours, other = stem(title), stem(plan[1])
    if ours and other and (ours == other or alike(ours, other) >= LIKE):
        return True
    return bool((_REVISED.search(title) or _SUPPLEMENT.search(title)) and _names(text, plan))


def stem(title: str) -> str:
    """What a title is about: 稳就业工作方案 of 关于印发《稳就业工作方案（修订稿）》的通知."""
    bare = _SET_ASIDE.sub("", name_key("" if title == UNSAID else title))
    quoted = re.search("《(.+)》", bare)
    inner = quoted[1] if quoted else _END.sub("", bare)
    return _END.sub("", _BEGIN.sub("", inner)).strip("《》") or inner


def _number(said: str) -> str:
    return "" if said == UNSAID else _NUMBER.sub(r"〔\1〕", name_key(said))


def _names(text: str, plan: tuple[str, str]) -> bool:
    number, whole = _number(plan[0]), _NUMBER.sub(r"〔\1〕", name_key(text))
    return bool(number and number in whole) or f"《{name_key(plan[1])}》" in whole
