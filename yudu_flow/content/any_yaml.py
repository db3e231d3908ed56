"""Any YAML text, read by ruamel: what is rare in it, and what is wrong, where and why."""

import re
from collections.abc import Iterable

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from yudu_flow.content.findings import Finding, Level
from yudu_flow.content.odd_characters import called, odd_before
from yudu_flow.content.plain_yaml import BLANKS, MOST_DEEP, Trail
from yudu_flow.content.source import Source

# what these began is the mistake, not the line where ruamel gave up
OPENINGS = ("simple key", "flow", "quoted")
HALVES = re.compile("[\ud800-\udfff]")
"""What "\\ud83d\\ude00" leaves, as programs write a character in JSON: no page and no database takes it."""

PROBLEMS = {
    "maximum depth": (f"一层套一层超过{MOST_DEEP}层", "对照本目录 README.md 的例子检查缩进和括号"),
    "cannot start any token": ("这里有制表符或不能开头的符号", "缩进用空格，不用 Tab；含特殊符号的文字加英文引号"),
    "mapping values are not allowed": ("这里多了一个冒号，或者缩进不对", "与上一行对齐；文字里有冒号时加英文引号"),
    "could not find expected ':'": ("这里缺少冒号", "写成“名称: 内容”，用英文冒号，冒号后空一格"),
    "expected <block end>": ("这里的缩进与上面不一致", "同一层的各行左边要对齐，引号要成对"),
    "end of stream": ("引号没有配对", "补上结尾的引号"),
    "expected ',' or": ("方括号或花括号没有写完整", "各项之间用英文逗号隔开，末尾补上括号"),
    "undefined alias": ("以“*”开头的内容被当作引用", "给这段文字加上英文引号"),
    "expected a single document": ("文件里出现了“---”分隔", "一个文件只写一份内容，删去“---”"),
}


def read_any(text: str, source: Source) -> None:
    """Put into `source` what the text says, or what is wrong with it."""
    node = _compose(text, source)
    if not source.findings:
        data = None if node is None else _plain(node, (), source, set())
        source.data = {} if data is None else data  # an anchor alone is an empty file too


def _compose(text: str, source: Source) -> Node | None:
    """The tree of nodes, None for an empty file; where the text is not YAML, `source` has its error."""
    try:
        return tree_of(text)
    except MarkedYAMLError as problem:
        _explain(problem, source, text)
    except ReaderError as problem:
        before = text[: problem.position]
        source.values[()] = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        source.error((), f"这里有看不见的{called(text[problem.position])}", "删掉这个字符重新输入")
    except YAMLError:
        source.error((), "文件不符合 YAML 写法", "对照本目录 README.md 的例子检查")
    return None


def tree_of(text: str) -> Node | None:
    """The tree of nodes, None for an empty text. Raises YAMLError."""
    yaml = YAML(typ="base", pure=True)
    yaml.max_depth = MOST_DEEP
    try:
        node: Node | None = yaml.compose(text)
    except (OverflowError, ValueError) as wrong:  # "\UFFFFFFFF": ruamel asks Python for a character that there is not
        raise YAMLError from wrong
    return node


def _explain(problem: MarkedYAMLError, source: Source, text: str) -> None:
    opening = problem.context_mark if any(word in (problem.context or "") for word in OPENINGS) else None
    mark = opening or problem.problem_mark or problem.context_mark
    # Before ruamel's own words: over a full-width colon it read two lines as one, and blames the line after.
    for odd in odd_before(text, problem.problem_mark.line + 1) if problem.problem_mark else ():
        source.findings.append(Finding(source.file, odd.line, odd.column, Level.ERROR, odd.message, "", odd.suggestion))
    if source.findings:
        return
    if mark:
        source.values[()] = (mark.line + 1, mark.column + 1)
    told = f"{problem.context or ''} {problem.problem or ''}"
    message, suggestion = next(
        (words for phrase, words in PROBLEMS.items() if phrase in told),
        ("这里不符合 YAML 写法", "对照本目录 README.md 的例子检查"),
    )
    source.error((), message, suggestion)


def _plain(node: Node, trail: Trail, source: Source, seen: set[int]) -> object:
    """The node's value as text, list or dict, its place noted. Blank scalars are None."""
    source.values[trail] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, ScalarNode):
        return None if node.style is None and node.value in BLANKS else _word(node, trail, source)
    if id(node) in seen:  # an alias returns the node of its anchor, and may stand inside it
        source.error(trail, "不支持“&”“*”引用写法", "把内容完整写一遍")
        return None
    seen.add(id(node))
    if isinstance(node, SequenceNode):
        return [_plain(item, (*trail, index), source, seen) for index, item in enumerate(node.value)]
    return _mapping(node.value, trail, source, seen)


def _mapping(pairs: Iterable[tuple[Node, Node]], trail: Trail, source: Source, seen: set[int]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key_node, value_node in pairs:
        key, place = _word(key_node, trail, source), (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        inner = (*trail, key)
        if key in found:
            # For the length of the error the key stands where it was written again: a finding looks its place up.
            first, source.keys[inner] = source.keys[inner], place
            source.error(inner, f"“{key}”写了两次", f"第 {first[0]} 行已经写过，删去一处", value=key, at_key=True)
            source.keys[inner] = first
            continue
        source.keys[inner] = place
        found[key] = _plain(value_node, inner, source, seen)
    return found


def _word(node: Node, trail: Trail, source: Source) -> str:
    word, halves = HALVES.subn("�", str(node.value))
    if halves:
        source.error(trail, "“\\u”后面的编号只是半个字符", "直接写出这个字符")
    return word
