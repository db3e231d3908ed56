"""What many are told in the same words is rendered once, and says the same to each as if it were written for them."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.content.test_notifications import FOLDER
from yudu_flow.content.notifications.form_letters import FormLetters, Rendered
from yudu_flow.content.notifications.kinds import ANNOUNCEMENT, LISTS, SIGN_IN_LINK, kinds
from yudu_flow.content.notifications.own_words import says_as_it_is
from yudu_flow.content.notifications.rendering import Notifications
from yudu_flow.content.notifications.samples import full, sparse
from yudu_flow.content.notifications.templates import environment
from yudu_flow.domain.digest import Letter

READERS = ("王芳", "<b>李&“科”</b>", "%s%(line_owner)s{{ 1 }}", "\\1'\"", "张 三", " 王", "王\n", "王\x1f", "")
PLAIN = (
    "{{ letter.to }}{{ line.owner }}{% if line.link %}{{ line.link }}{% else %}-{% endif %}",
    '{% set ink = {"blue": "a"}[tone] %}{{ ink }}{{ line.measures | length }}{{ line.measures | join("；") }}',
    '{% if reasons %}{{ reasons | join("；") }}{% endif %}{% for section in sections %}{{ section }}{% endfor %}',
    "{% if daily and count > 1 %}{{ subject }}{% endif %}{% for firm in line.firms %}{{ firm }}{% endfor %}",
)
LOOKS = (
    '{% if line.owner == "局办公室" %}{% endif %}',
    "{% if not line.link %}{% endif %}",
    "{{ line.owner | upper }}",
    "{{ line.owner ~ 1 }}",
    "{{ line.owner[0] }}",
    '{{ line["owner"] }}',
    "{{ line }}",
    "{% set who = line.owner %}{{ who }}",
    "{% set all = line %}{{ all.owner[0] }}",
    "{% for one in letter.lines %}{{ one.owner[0] }}{% endfor %}",
    "{% for one in line.owner %}{{ one }}{% endfor %}",
    "{{ reasons[0] }}{{ reasons | length }}",
    "{{ reasons | join(line.owner) }}",
    "{{ reasons | first }}",
    "{{ subject | length }}",
    "{% for section in sections %}{{ section | upper }}{% endfor %}",
    "{% for section in sections if section %}{{ section }}{% endfor %}",
    "{{ sections | length }}",
    "{% filter upper %}{{ line.owner }}{% endfilter %}",
    "{% set x %}{{ line.owner }}{% endset %}{{ x[0] }}",
    "{% macro m() %}{{ line.owner }}{% endmacro %}{{ m() | upper }}",
    "{% autoescape false %}{{ line.owner }}{% endautoescape %}",
    '{% include "_frame/frame.txt" %}',
)


@pytest.mark.parametrize("source", PLAIN)
def test_it_knows_what_prints_own_words_as_they_are(source: str) -> None:
    assert says_as_it_is(environment(Path()).parse(source))


@pytest.mark.parametrize("source", LOOKS)
def test_it_knows_what_looks_at_them(source: str) -> None:
    assert not says_as_it_is(environment(Path()).parse(source))


@pytest.fixture(scope="module")
def says() -> Notifications:
    return Notifications.load(FOLDER, "玉都县教育局", 70)


@pytest.mark.parametrize("kind", [kind for kind in kinds() if kind not in (*LISTS, ANNOUNCEMENT, SIGN_IN_LINK)])
def test_it_says_the_same_as_if_each_were_written_by_itself(says: Notifications, kind: str) -> None:
    assert kind in says._said_alike, "a shipped template that looks at its reader's own words is slow for all"
    for sample in (full, sparse):
        form = replace(sample(kind), reasons=(), office=None, digest=None, lines=sample(kind).lines[:1])
        for letter in [to(form, who, link) for who in READERS for link in ("http://a/s/~1?a=1&b=2", "")]:
            assert [says.daily(letter) for _ in range(3)] == [says._daily(letter)] * 3


def test_it_writes_a_form_once_and_fills_it_in(says: Notifications) -> None:
    forms, written = FormLetters(), []

    def write(letter: Letter) -> Rendered:
        written.append(letter)
        return says._daily(letter)

    form = replace(full("report-reminder"), reasons=(), office=None, digest=None)
    form = replace(form, lines=form.lines[:1])
    for number in range(20):
        letter = to(form, f"联络员{number}", f"http://a/s/{number}")
        assert forms.written(letter, write) == says._daily(letter)
    assert len(written) == 3  # the first, the second, and the form
    tomorrow = to(replace(form, day=form.day.replace(day=1)), "联络员", "")
    assert forms.written(tomorrow, write) == says._daily(tomorrow) != forms.written(form, write)


def to(form: Letter, who: str, link: str) -> Letter:
    line = replace(form.lines[0], owner=who or "就业局", unit=who, link=link, reason=f"您是{who}")
    return replace(form, to=who, bureau=f"{who}局", link=link and f"{link}/all", lines=(line,))
