"""The one Jinja2 environment of a folder of templates, how a template is compiled for good, and how it is spoken."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import cache, lru_cache, partial
from pathlib import Path
from types import CodeType
from typing import Any, cast

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    pass_eval_context,
)
from jinja2.filters import FILTERS
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import escape

from yudu_flow.content.notifications import own_words
from yudu_flow.content.notifications.lacking import file_of
from yudu_flow.content.notifications.memory import WHOLE, Codes, keep, question, recall
from yudu_flow.domain.digest import Announced, CallLine, LeaderDigest, Letter, Line, OfficeList, Tallies, Ticket

Texts = tuple[str, str]
READABLE = {
    shape: frozenset(field.name for field in fields(shape))
    for shape in (Letter, Line, Tallies, CallLine, OfficeList, LeaderDigest, Ticket, Announced)
}

AS_IT_IS = "says_as_it_is"
SHARED: dict[tuple[tuple[str, Texts], ...], dict[str, Template]] = {}
"""Templates by what their files say: those of homes that say the same are the same."""
MOST_SHARED = 8


class TemplateProblem(Exception):
    """A template that cannot be used. `str()` says in Chinese which file and line, and why."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(f"{file} 第{line}行：{reason}")
        self.file, self.line, self.reason = file, line, reason


def quick_escape(value: Any) -> str:
    """`escape`, for what a template prints: it says the same few words to everybody."""
    return _escaped(value) if type(value) is str else escape(value)


@lru_cache(maxsize=4096)
def _escaped(words: str) -> str:
    return str(escape(words))


@pass_eval_context
def quick_join(context: nodes.EvalContext, value: Any, d: str = "", attribute: str | int | None = None) -> str:
    """The filter `join`: Jinja2 asks each word for a way of its own to be HTML, which plain ones have not."""
    if attribute is None and type(value) in (list, tuple) and {*map(type, (d, *value))} == {str}:
        return d.join(value)
    return cast(str, FILTERS["join"](context, value, d, attribute))


class OfficeSandbox(SandboxedEnvironment):
    """Jinja2's sandbox, with a short way for the fields of our own values: its long checks are half of a render."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of one of our values at once; anything else by the sandbox's rules."""
        if attribute in READABLE.get(type(obj), ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


def _is_html(name: str | None) -> bool:
    return name is not None and name.endswith(".html")


def _loaded(folder: Path, name: str) -> str | None:
    file = file_of(folder, name)
    return file.read_text(encoding="utf-8") if file.is_file() else None


def environment(folder: Path) -> OfficeSandbox:
    """The environment of `folder`: sandboxed, strict, .html escaped, files read once and nowhere else."""
    jinja = OfficeSandbox(
        loader=FunctionLoader(partial(_loaded, folder)),
        undefined=StrictUndefined,
        autoescape=_is_html,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # `check` calls unknown whatever a letter does not bring, so nothing of Jinja2's own may be said either.
    jinja.globals.clear()
    jinja.filters["join"] = quick_join
    return jinja


def compiled(folder: Path, names: Iterable[str], memory: Path | None = None, kept: str = WHOLE) -> dict[str, Template]:
    """The templates `names` of `folder`; their code is `kept` in the folder `memory` from one process to the next.

    Raises TemplateProblem for the first one that is missing or broken.
    """
    jinja = environment(folder)
    parents = cache(partial(_source, jinja))
    texts = {name: _texts(parents, folder, name) for name in names}
    key = tuple(texts.items())
    found = SHARED.get(key)
    if found is None:
        codes = _codes(folder, texts, memory, kept)
        found = SHARED[key] = {name: _ready(jinja, code) for name, code in codes.items()}
        if len(SHARED) > MOST_SHARED:
            oldest, *_ = SHARED  # in one step: between two another thread may add one
            SHARED.pop(oldest, None)
    return found


def _ready(jinja: OfficeSandbox, code: CodeType) -> Template:
    template = Template.from_code(jinja, code, {})
    template.root_render_func.__globals__["escape"] = quick_escape  # a name that compiled templates import
    return template


def _codes(folder: Path, texts: Mapping[str, Texts], memory: Path | None, kept: str) -> Codes:
    if memory is None:
        return {name: _compiled(folder, name, text) for name, text in texts.items()}
    asked = question({name: "\0".join(text) for name, text in texts.items()}, Path(__file__))
    codes = recall(memory, asked, kept)
    if codes is None:
        codes = _codes(folder, texts, None, kept)
        keep(memory, asked, codes, kept)
    return codes


def _texts(parents: Callable[[str], str], folder: Path, name: str) -> Texts:
    """The template's own text and its parent's."""
    try:
        child = _text(folder, name)
        parent = _parent(child)
        return child, parents(parent) if parent else ""
    except TemplateNotFound as missing:
        raise TemplateProblem(folder / str(missing.name or name), 1, "缺少这个文件") from missing
    except UnicodeDecodeError as error:
        raise TemplateProblem(folder / name, 1, "文件不是 UTF-8 编码，请另存为 UTF-8") from error


def _text(folder: Path, name: str) -> str:
    """As Jinja2 reads it, which takes five times longer. The name is ours and not the office's."""
    try:
        return _read(f"{folder}/{name}")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        file = file_of(folder, name)
        if file == folder / name or not file.is_file():
            raise TemplateNotFound(name) from None
        return _read(str(file))


def _read(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123 - a hundred Paths take longer
        return file.read().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _compiled(folder: Path, name: str, texts: Texts) -> CodeType:
    try:
        return _code(name, *texts)
    except TemplateSyntaxError as error:
        raise TemplateProblem(
            folder / (error.name or name), error.lineno, f"模板语法有误（{error.message}）"
        ) from error


def spoken(template: Template, words: dict[str, object]) -> str:
    """The template with `words`. `Template.render` would copy them twice, a fifth of a short message's time."""
    return "".join(template.root_render_func(template.new_context(words, shared=True)))


def _source(jinja: OfficeSandbox, name: str) -> str:
    if jinja.loader is None:
        raise TemplateNotFound(name)
    return jinja.loader.get_source(jinja, name)[0]


def _parent(source: str) -> str:
    """The template that this one extends, empty where it stands alone."""
    found = re.match(r'\s*{%-?\s*extends\s+"([^"]+)"', source)
    return found[1] if found else ""


@lru_cache(maxsize=1024)
def _code(name: str, child: str, parent: str) -> CodeType:
    """A template's code, remembered by its words: a process that serves several homes compiles each text once."""
    jinja = environment(Path())
    tree = _flat(jinja, name, child, parent)
    constant = own_words.says_as_it_is(tree)  # before it is compiled, which changes the tree
    return compile(f"{jinja.compile(tree, name, name, raw=True)}\n{AS_IT_IS} = {constant}\n", name, "exec")


def says_as_it_is(template: Template) -> bool:
    """Whether it prints what is its reader's own just as it is; compiled templates carry that with them."""
    return bool(template.root_render_func.__globals__.get(AS_IT_IS))


def _flat(jinja: OfficeSandbox, name: str, child: str, parent: str) -> nodes.Template:
    """The template with its parent's text around its blocks: inheritance resolved at each render costs a third."""
    tree = jinja.parse(child, name)
    if not parent:
        return tree
    whole = jinja.parse(parent, name)
    own = {block.name: block.body for block in tree.find_all(nodes.Block)}
    # Before the parent's words, which look at what a kind sets, such as its tone.
    settings = [node for node in tree.body if isinstance(node, nodes.Assign)]
    whole.body = [*settings, *_Inline(own).visit(whole).body]
    return whole


class _Inline(NodeTransformer):
    """Puts the child's words, or the parent's own, in the place of each block."""

    def __init__(self, own: dict[str, list[nodes.Node]]) -> None:
        self._own = own

    def visit_Block(self, block: nodes.Block) -> list[nodes.Node]:
        """The block's words; Jinja2's visitor finds the method by this name."""
        return self._own.get(block.name, block.body)
