"""What is wrong with the templates, all at once and before anything is sent; for `yudu-flow check`.

Three looks at each template: is it there and readable, does it name only words that exist (untaken branches too), and
does it say letters with everything and with nothing filled in. An SMS is tried with its longest deadline and link.
"""

import re
import traceback
from collections.abc import Iterator
from dataclasses import fields, replace
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import CodeType

from jinja2 import Template, TemplateError, TemplateSyntaxError, nodes

from yudu_flow.content.findings import Finding, Level
from yudu_flow.content.notifications.kinds import FRAME, LAYOUTS, SHARED, kinds, parts, templates
from yudu_flow.content.notifications.lacking import file_of
from yudu_flow.content.notifications.samples import LONGEST_DEADLINE, MOST_LINES, full, sparse, trials
from yudu_flow.content.notifications.short_message import FIXED_WORDS, more, opening, units
from yudu_flow.content.notifications.templates import READABLE, OfficeSandbox, environment
from yudu_flow.domain.digest import Letter, Line
from yudu_flow.domain.printable import legible

SHAPES: dict[str, type[Letter] | type[Line]] = {"letter": Letter, "line": Line}
FIELDS = tuple(sorted(frozenset().union(*READABLE.values())))
FAILURES = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
OF_JINJA = ("loop", "self", "super", "caller", "varargs", "kwargs")
SET_BY_KINDS = ("tone",)
"""Variables that each kind's body.html sets for _frame/section.html."""


_Named = tuple[int, int, str, str]
"""Line, column, message and suggestion about a word in a template."""


def problems(folder: Path, signature: str, sms_limit: int, link_example: str) -> list[Finding]:
    """Everything wrong with the templates in `folder`, by file and line. `link_example` is a short link at its longest;
    `sms_limit` is in UTF-16 units."""
    if not folder.is_dir():
        return [_error("", 1, 1, "找不到通知模板文件夹", "可用 yudu-flow init 取得一份样本")]
    jinja = environment(folder)
    found = [*_signature(signature, sms_limit), *_strangers(folder), *_missing(folder)]
    sound = [name for name in templates() if file_of(folder, name).is_file()]
    ready: dict[str, Template] = {}
    for name in sound:
        found += _read(jinja, folder, name, ready)
    for name in _sayable([*ready], found):
        found += _say(ready[name], folder, name)
        found += _short(ready[name], name, signature, sms_limit, link_example)
    return _once(found)


def _error(name: str, line: int, column: int, message: str, suggestion: str) -> Finding:
    """Of the template `receipt/body.txt`, of the folder `receipt`, or of all where there is no name."""
    return Finding(_shown(name), line, column, Level.ERROR, message, "", suggestion)


def _shown(name: str) -> str:
    return f"notifications/{name}".rstrip("/")


def _signature(signature: str, limit: int) -> Iterator[Finding]:
    if units(opening(signature)) + FIXED_WORDS > limit:
        yield _error("", 1, 1, f"短信签名“{signature}”过长，{limit}个字内放不下期限", "请缩短签名")


def _strangers(folder: Path) -> Iterator[Finding]:
    known = (*kinds(), FRAME)
    folders = (path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    for path in sorted(path for path in folders if path.name != LAYOUTS):
        if path.name not in known:
            name = legible(path.name)
            yield _error(name, 1, 1, f"没有“{name}”这种消息，其中的文件不会使用", _perhaps(name, known))
            continue
        for file in sorted(path.iterdir()):
            yield from _strange_file(file)


def _strange_file(file: Path) -> Iterator[Finding]:
    kind, name = file.parent.name, legible(file.name)
    known = tuple(name.partition("/")[2] for name in SHARED) if kind == FRAME else parts(kind)
    if name not in known and not name.startswith("."):
        message = f"“{kind}”里没有“{name}”这个文件，它不会使用"
        yield _error(f"{kind}/{name}", 1, 1, message, _perhaps(name, known))


def _missing(folder: Path) -> Iterator[Finding]:
    framed = (folder / FRAME).is_dir()
    if not framed:
        yield _error(FRAME, 1, 1, f"缺少“{FRAME}”文件夹", "可从样本复制：yudu-flow init")
    for name in templates():
        if (framed or name not in SHARED) and not file_of(folder, name).is_file():
            yield _error(name, 1, 1, "缺少这个文件", "可从样本复制：yudu-flow init")


def _read(jinja: OfficeSandbox, folder: Path, name: str, ready: dict[str, Template]) -> Iterator[Finding]:
    """What is wrong with one file as it is written; puts it into `ready` where it can be tried."""
    try:
        code, named = _written(file_of(folder, name).read_text(encoding="utf-8"), name)
        ready[name] = Template.from_code(jinja, code, {})
    except UnicodeDecodeError:
        yield _error(name, 1, 1, "文件不是 UTF-8 编码", "请另存为 UTF-8")
    except TemplateSyntaxError as error:
        reason = "模板语法有误，请核对这一行的 {{ }} 和 {% %}"
        yield _error(name, error.lineno, 1, reason, f"模板引擎的原话：{error.message}")
    else:
        yield from (_error(name, *one) for one in named)


@lru_cache(maxsize=1024)
def _written(source: str, name: str) -> tuple[CodeType, tuple[_Named, ...]]:
    """A template's code and what it names that there is not. Remembered, since most of the time of `check` goes here,
    and of a hundred files one has changed."""
    jinja = environment(Path())
    tree = jinja.parse(source, name)
    named = *_unknown_names(tree, source, name), *_unknown_fields(tree, source)
    return jinja.compile(tree, name, name), named


def _unknown_names(tree: nodes.Template, source: str, name: str) -> Iterator[_Named]:
    known = (*_words(name), *SET_BY_KINDS) if name in SHARED else _words(name)
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    for node in tree.find_all(nodes.Name):
        if node.ctx == "load" and node.name not in own and node.name not in known and node.name not in OF_JINJA:
            column = _column(source, node.lineno, node.name)
            yield node.lineno, column, f"没有“{node.name}”这个变量", _perhaps(node.name, known)


def _unknown_fields(tree: nodes.Template, source: str) -> Iterator[_Named]:
    for node in tree.find_all(nodes.Getattr):
        shape = SHAPES.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        if shape and node.attr not in READABLE[shape]:
            known = tuple(field.name for field in fields(shape))
            column = _column(source, node.lineno, node.attr)
            yield node.lineno, column, f"没有“{node.attr}”这个字段", _perhaps(node.attr, known)


def _words(name: str) -> tuple[str, ...]:
    kind, _, part = name.partition("/")
    if name in SHARED and part.startswith("section"):
        return _words(f"{kinds()[0]}/body.txt")
    return tuple(trials(name, full(kinds()[0] if kind == FRAME else kind)))


def _sayable(names: list[str], found: list[Finding]) -> list[str]:
    """Templates worth trying: those without a problem; none while a part that they share has one."""
    broken = {problem.file for problem in found}
    if broken & {_shown(name) for name in (FRAME, *SHARED)}:
        return []
    return [name for name in names if _shown(name) not in broken and not name.startswith(f"{FRAME}/section")]


def _say(template: Template, folder: Path, name: str) -> Iterator[Finding]:
    kind = name.partition("/")[0]
    for sample in (full, sparse):
        words = trials(name, sample(kinds()[0] if kind == FRAME else kind))
        yield from _attempt(template, folder, name, words)


def _attempt(template: Template, folder: Path, name: str, words: dict[str, object]) -> Iterator[Finding]:
    try:
        text = template.render(words).strip()
    except FAILURES as error:
        yield _failure(error, folder, name)
        return
    if name.endswith("/subject.txt") and "\n" in text:
        yield _error(name, 2, 1, "邮件标题只能有一行", "请删去换行")


def _failure(error: Exception, folder: Path, name: str) -> Finding:
    """Where and why a template failed; the last frame of a template is the line that the office wrote."""
    frames, known = traceback.extract_tb(error.__traceback__), {*templates()}
    ours = [(frame.filename, frame.lineno or 1) for frame in frames if frame.filename in known]
    file, line = ours[-1] if ours else (name, 1)
    unknown = re.search(r"attribute '(\w+)'|^'(\w+)' is undefined", str(error))
    if unknown is None:
        return _error(file, line, 1, "这一行算不出结果", f"模板引擎的原话：{error}")
    word = unknown[1] or unknown[2]
    column = _column(file_of(folder, file).read_text(encoding="utf-8"), line, word)
    return _error(file, line, column, f"没有“{word}”这个变量或字段", _perhaps(word, FIELDS))


def _short(template: Template, name: str, signature: str, limit: int, link: str) -> Iterator[Finding]:
    if not name.endswith("/sms.txt"):
        return
    letter = replace(full(name.partition("/")[0]), link=link)
    words = {**trials(name, letter), "title": "", "deadline": LONGEST_DEADLINE, "more": more(MOST_LINES)}
    try:
        text = template.render(words).strip()
    except FAILURES:  # `_say` has met and reported it
        return
    length = units(opening(signature) + text)
    if length > limit:
        message = f"短信最长{length}个字（单位、月份和事项名称还没算），超过{limit}个字"
        yield _error(name, 1, 1, message, f"请至少删去{length - limit}个字")
    if "【" in text or "】" in text:
        yield _error(name, 1, 1, "短信正文里不能有【】，运营商会拒收", "请改用〔〕")
    for word, value in (("deadline", LONGEST_DEADLINE), ("link", link)) if letter.lines else ():
        if value not in text:
            yield _error(name, 1, 1, f"短信里没有 {{{{ {word} }}}}", "期限和链接都要写上")


def _column(source: str, line: int, word: str) -> int:
    """Where `word` stands in its line; Jinja2 keeps no columns."""
    lines = source.splitlines()
    place = re.search(rf"\b{re.escape(word)}\b", lines[line - 1]) if 0 < line <= len(lines) else None
    return place.start() + 1 if place else 1


def _perhaps(word: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"是否应为“{close[0]}”" if close else f"可用的有：{'、'.join(known)}"


def _once(found: list[Finding]) -> list[Finding]:
    """One problem a place and message, by file and line; a line's first finding explains the rest."""
    return sorted(dict.fromkeys(found), key=lambda problem: (problem.file, problem.line, problem.column))
