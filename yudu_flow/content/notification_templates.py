"""The one Jinja2 environment of a folder of templates, how a template is compiled for good, and how it is spoken."""

from dataclasses import fields
from pathlib import Path
from typing import Any

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    select_autoescape,
)
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

from yudu_flow.domain.digest import Call, LeaderDigest, Letter, Line, Numbers, OfficeList

READABLE = {
    shape: frozenset(field.name for field in fields(shape))
    for shape in (Letter, Line, Numbers, Call, OfficeList, LeaderDigest)
}


class TemplateProblem(Exception):
    """A template that cannot be used. `str()` says in Chinese which file and line, and why."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(f"{file} 第{line}行：{reason}")
        self.file, self.line, self.reason = file, line, reason


class OfficeSandbox(SandboxedEnvironment):
    """Jinja2's sandbox, with a short way for the fields of our own values: its long checks are half of a render."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of one of our values at once; anything else by the sandbox's rules."""
        if attribute in READABLE.get(type(obj), ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


def environment(folder: Path) -> OfficeSandbox:
    """The environment of `folder`: sandboxed, strict, .html escaped, files read once and nowhere else."""
    jinja = OfficeSandbox(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        auto_reload=False,
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.globals.clear()
    return jinja


def compiled(jinja: OfficeSandbox, folder: Path, name: str) -> Template:
    """The template `name` of `folder`. Raises TemplateProblem where it is missing or broken."""
    try:
        tree = _flat(jinja, name)
        return Template.from_code(jinja, jinja.compile(tree, name, str(folder / name)), {})
    except TemplateNotFound as missing:
        raise TemplateProblem(folder / str(missing.name or name), 1, "缺少这个文件") from missing
    except TemplateSyntaxError as error:
        raise TemplateProblem(
            folder / (error.name or name), error.lineno, f"模板语法有误（{error.message}）"
        ) from error
    except UnicodeDecodeError as error:
        raise TemplateProblem(folder / name, 1, "文件不是 UTF-8 编码，请另存为 UTF-8") from error


def spoken(template: Template, words: dict[str, Any]) -> str:
    """The template with `words`. `Template.render` would copy them twice, a fifth of a short message's time."""
    return "".join(template.root_render_func(template.new_context(words, shared=True)))


def _flat(jinja: OfficeSandbox, name: str) -> nodes.Template:
    """The template with its parent's text around its blocks: inheritance resolved at each render costs a third."""
    child = _parsed(jinja, name)
    extends = child.find(nodes.Extends)
    if extends is None:
        return child
    parent = _parsed(jinja, extends.template.as_const())
    own = {block.name: block.body for block in child.find_all(nodes.Block)}
    settings = [node for node in child.body if isinstance(node, nodes.Assign)]
    parent.body = [*settings, *_Inline(own).visit(parent).body]
    return parent


def _parsed(jinja: OfficeSandbox, name: str) -> nodes.Template:
    if jinja.loader is None:
        raise TemplateNotFound(name)
    source, file, _ = jinja.loader.get_source(jinja, name)
    return jinja.parse(source, name, file)


class _Inline(NodeTransformer):
    """Puts the child's words, or the parent's own, in the place of each block."""

    def __init__(self, own: dict[str, list[nodes.Node]]) -> None:
        self._own = own

    def visit_Block(self, block: nodes.Block) -> list[nodes.Node]:
        """The block's words; Jinja2's visitor finds the method by this name."""
        return self._own.get(block.name, block.body)
