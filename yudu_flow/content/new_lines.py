"""New lines of a YAML text as the shipped files have them: what has parts on lines of its own, the rest in brackets."""

from collections.abc import Iterator, Mapping, Sequence

from yudu_flow.content.yaml_text import Tree, flow, scalar

SPREAD = ("parts", "measures", "assignments", "duties", "years", "breaks", "ladders")
"""Keys whose entries have lines of their own."""
LONGEST = 110
STEP = 2


def lines_of(value: Tree, column: int, *, spread: bool = True) -> list[str]:
    """The lines of a mapping, or of a list with a dash each; its mappings are in brackets unless they are `spread`."""
    pad = " " * column
    if isinstance(value, str):
        return [pad + flow(value)]
    if isinstance(value, Mapping):
        return [line for key, inner in value.items() for line in _pair(str(key), inner, column)]
    return [line for one in value for line in _dashed(one, pad, column, spread=spread)]


def _dashed(one: Tree, pad: str, column: int, *, spread: bool) -> Iterator[str]:
    if not (spread and isinstance(one, Mapping)):
        yield f"{pad}- {flow(one)}"
        return
    first, *others = lines_of(one, column + STEP)
    yield f"{pad}- {first.lstrip()}"
    yield from others


def _pair(key: str, value: Tree, column: int) -> Iterator[str]:
    line = f"{' ' * column}{_key(key)}: {flow(value)}"
    if isinstance(value, str) or not value or not (key in SPREAD or _is_deep(value, len(line))):
        yield line
        return
    yield f"{' ' * column}{_key(key)}:"
    yield from lines_of(value, column + STEP, spread=_is_spread(key, value))


def _is_spread(key: str, value: Tree) -> bool:
    return (key in SPREAD and key != "breaks") or isinstance(value, Mapping)


def _is_deep(value: Sequence[Tree] | Mapping[str, Tree], length: int) -> bool:
    """Whether it has parts that stand on lines of their own; others have them where a line gets too long."""
    if isinstance(value, Mapping):
        return length > LONGEST or any(key in SPREAD for key in value)
    return length > LONGEST and any(isinstance(one, Mapping) for one in value)


def _key(key: str) -> str:
    return key if key.isdigit() else scalar(key)
