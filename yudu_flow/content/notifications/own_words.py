"""Whether a template prints what is one reader's own just as it is, or asks no more than whether it is there.

Then everything around it is the same for everybody who is told the same. What is not surely so is taken for not so.
"""

from jinja2 import nodes

OF_LETTER, OF_LINE = ("to", "bureau", "link"), ("owner", "unit", "link", "reason")
FIELDS = {*OF_LETTER, *OF_LINE}
MADE_OF_THEM = ("subject", "section")
BARE = ("letter", "line", "sections", "reasons", *MADE_OF_THEM)
HARMLESS = (
    *(nodes.Template, nodes.TemplateData, nodes.Block, nodes.If, nodes.For, nodes.Assign, nodes.Output),
    *(nodes.Name, nodes.Const, nodes.Tuple, nodes.List, nodes.Dict, nodes.Pair, nodes.CondExpr, nodes.Concat),
    *(nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.BinExpr, nodes.UnaryExpr),
)
FILTERS = ("join", "length")


def says_as_it_is(node: nodes.Node) -> bool:
    """Of a whole template, or of a part that is no own word itself."""
    match node:
        case nodes.Output():
            return all(_is_own(part) or says_as_it_is(part) for part in node.nodes)
        case nodes.If():
            rest = (*node.body, *node.elif_, *node.else_)
            return (_is_own(node.test) or says_as_it_is(node.test)) and all(map(says_as_it_is, rest))
        case nodes.For(target=nodes.Name(name="section"), iter=nodes.Name(name="sections")):
            return not (node.test or node.recursive) and all(map(says_as_it_is, (*node.body, *node.else_)))
        case nodes.Name():
            return node.name not in BARE
        case nodes.Getattr(node=nodes.Name()):
            return node.attr != "lines" and node.attr not in FIELDS
        case nodes.Getitem(node=nodes.Dict()):
            return says_as_it_is(node.node) and says_as_it_is(node.arg)
        case nodes.Filter() if node.name not in FILTERS:
            return False
    known = isinstance(node, (*HARMLESS, nodes.Filter, nodes.Getattr))
    return known and all(map(says_as_it_is, node.iter_child_nodes()))


def _is_own(node: nodes.Node) -> bool:
    match node:
        case nodes.Name():
            return node.name in (*MADE_OF_THEM, "reasons")
        case nodes.Getattr(node=nodes.Name(name="letter" | "line")):
            return node.attr in FIELDS
        case nodes.Filter(node=nodes.Name(name="reasons"), name="join"):
            return all(isinstance(given, nodes.Const) for given in node.args) and not node.kwargs
    return False
