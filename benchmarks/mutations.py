"""Small changes to conditions of Python code, one at a time: what a test of that condition ought to notice.

Kinds:

    compare    `<` to `<=` or `>=`, `==` to `!=`, `in` to `not in`, `is` to `is not`, and so on
    logic      `and` to `or` and back; one operand dropped; `not` dropped
    guard      a condition that always holds, or never; `continue`, `break` or an early `return` taken away
    number     a number one higher, one lower; a boolean turned round
    choice     one of several constants dropped, such as a status from a set or a field that a rule reads
    call       `any` to `all`, `min` to `max`, `.first` to `.last`; a call made for its effect dropped
    sum        `+` to `-`, `*` to `/`, `&` to `|`, and back

A comparison that is a condition or a part of one is not turned round as a whole as well: a test that notices that it
always holds, or never, or that it is dropped, notices that too.

Not touched are texts, annotations, assertions and imports, and what a finding says besides: its help, its fix and the
other places that it shows.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

_SWAPS: dict[type[ast.cmpop], tuple[type[ast.cmpop] | None, type[ast.cmpop]]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (None, ast.NotEq),
    ast.NotEq: (None, ast.Eq),
    ast.Is: (None, ast.IsNot),
    ast.IsNot: (None, ast.Is),
    ast.In: (None, ast.NotIn),
    ast.NotIn: (None, ast.In),
}
"""What a comparison turns into: at the limit, and round; None where it has no limit."""
_SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}
_ATTRIBUTES = {"first": "last", "last": "first"}
_NAMED = (ast.FunctionDef, ast.ClassDef)

Replacement = tuple[str, ast.AST | None]
"""The kind of a change, and what stands there afterwards; None where an entry of a list is dropped."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to one module, between two lines of it.

    `where` is the qualified name of its function, empty at the top of the module. `was` and `now` show the code around
    the change; `turn` tells apart changes that look the same in one function. `tree` makes the changed module.
    """

    kind: str
    where: str
    line: int
    last: int
    was: str
    now: str
    turn: int
    tree: Callable[[], ast.Module]

    @property
    def name(self) -> str:
        """What the mutant is called in records; it does not depend on lines."""
        again = f" (again: {self.turn})" if self.turn > 1 else ""
        return f"{self.where or 'module'}: {self.was} → {self.now}{again}"


@dataclass(frozen=True, slots=True)
class _Site:
    """A place in a tree: `index` is set where the place is one entry of a list; `above` is the parent of the parent."""

    above: ast.AST
    parent: ast.AST
    field: str
    index: int | None
    node: ast.AST
    shown: ast.AST
    where: str

    def put(self, new: ast.AST | None) -> None:
        """Change what stands here; None drops it from its list."""
        held = getattr(self.parent, self.field)
        if self.index is None:
            setattr(self.parent, self.field, new)
        elif new is None:
            del held[self.index]
        else:
            held[self.index] = new

    def restore(self, dropped: bool) -> None:
        """Take the change back."""
        if dropped:
            getattr(self.parent, self.field).insert(self.index, self.node)
        else:
            self.put(self.node)


def mutants_of(source: str) -> Iterator[Mutant]:
    """All changes to a module, in the order of its text."""
    seen: Counter[tuple[str, str, str]] = Counter()
    line = 0
    for number, site in enumerate(_sites(ast.parse(source))):
        line = getattr(site.node, "lineno", line)
        last = getattr(site.node, "end_lineno", None) or line
        for choice, (kind, new) in enumerate(_replacements(site)):
            was, now = _told(site, new)
            key = (site.where, was, now)
            seen[key] += 1
            yield Mutant(kind, site.where, line, last, was, now, seen[key], partial(_changed, source, number, choice))


def _changed(source: str, number: int, choice: int) -> ast.Module:
    tree = ast.parse(source)
    site = next(site for i, site in enumerate(_sites(tree)) if i == number)
    site.put(list(_replacements(site))[choice][1])
    return ast.fix_missing_locations(tree)


def _told(site: _Site, new: ast.AST | None) -> tuple[str, str]:
    """The code around a change, before and after it."""
    if isinstance(site.node, ast.stmt) and new is not None:
        head = _text(site.parent).split(": ")[0] + ": … " if isinstance(site.parent, ast.If | ast.While) else ""
        return head + _text(site.node), head + _text(new)
    was = _text(site.shown)
    site.put(new)
    now = _text(new if site.shown is site.node and new is not None else site.shown)
    site.restore(dropped=new is None)
    return was, now


def _text(node: ast.AST) -> str:
    """The code of a node in one line; of a statement with a body, its head and the first statement in it."""
    return " ".join(ast.unparse(node).split("\n")[:2]).replace("    ", "")


def _sites(tree: ast.Module) -> list[_Site]:
    return list(_below(tree, tree, ""))


def _below(above: ast.AST, node: ast.AST, where: str) -> Iterator[_Site]:
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "ctx"):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _is_untouched(child):
                continue
            if isinstance(node, ast.ClassDef) and isinstance(child, ast.AnnAssign):
                continue  # a field of a record
            # What is shown is the nearest expression around, or the head of the statement.
            around = node if isinstance(node, ast.expr | ast.If | ast.While | ast.comprehension) else child
            within = f"{where}.{node.name}".lstrip(".") if isinstance(node, _NAMED) and field == "body" else where
            yield _Site(above, node, field, index, child, around, within)
            yield from _below(node, child, within)


def _is_untouched(node: ast.AST) -> bool:
    match node:
        case ast.JoinedStr() | ast.Assert() | ast.Import() | ast.ImportFrom() | ast.Raise() | ast.arg():
            return True
        case ast.Expr(value=ast.Constant()):
            return True  # a docstring
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.keyword(arg="help" | "related" | "labels" | "fix"):
            return True
        case ast.Call(func=ast.Name(id="Related" | "Label")):
            return True
    return False


def _replacements(site: _Site) -> Iterator[Replacement]:
    node = site.node
    if _is_condition(site) and not isinstance(site.parent, ast.BoolOp):
        yield "guard", ast.Constant(False)
        if not isinstance(site.parent, ast.While):
            yield "guard", ast.Constant(True)
    match node:
        case ast.Compare():
            for i, operator in enumerate(node.ops):
                for swap in _SWAPS[type(operator)][: 1 if _is_condition(site) else 2]:
                    if swap is not None:
                        operators = [*node.ops[:i], swap(), *node.ops[i + 1 :]]
                        yield "compare", ast.Compare(node.left, operators, node.comparators)
        case ast.BoolOp():
            yield "logic", ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            for i in range(len(node.values)):
                rest = [*node.values[:i], *node.values[i + 1 :]]
                yield "logic", ast.BoolOp(node.op, rest) if len(rest) > 1 else rest[0]
        case ast.UnaryOp(op=ast.Not()) if not _is_condition(site):
            yield "logic", node.operand
        case ast.Constant(value=bool() as value):
            yield "number", ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield "number", ast.Constant(value + 1)
            yield "number", ast.Constant(value - 1)
        case ast.Constant(value=str()) if _is_one_of_several(site):
            yield "choice", None
        case ast.Call(func=ast.Name(id=name)) if name in _NAMES:
            yield "call", ast.Call(ast.Name(_NAMES[name], ast.Load()), node.args, node.keywords)
        case ast.Attribute(attr=name, ctx=ast.Load()) if name in _ATTRIBUTES:
            yield "call", ast.Attribute(node.value, _ATTRIBUTES[name], ast.Load())
        case ast.BinOp() if type(node.op) in _SUMS and not _has_text(node):
            yield "sum", ast.BinOp(node.left, _SUMS[type(node.op)](), node.right)
        case ast.AugAssign() if type(node.op) in _SUMS and not _has_text(node):
            yield "sum", ast.AugAssign(node.target, _SUMS[type(node.op)](), node.value)
        case ast.Continue() | ast.Break() | ast.Return(value=None) if not _is_all_of_a_guard(site):
            yield "guard", ast.Pass()
        case ast.Expr(value=ast.Call() | ast.YieldFrom()):
            yield "call", ast.Pass()


def _is_condition(site: _Site) -> bool:
    """Whether something is a condition of its own, or one of those that stand together."""
    if isinstance(site.parent, ast.comprehension):
        return site.field == "ifs"
    return site.field == "test" or isinstance(site.parent, ast.BoolOp)


def _is_all_of_a_guard(site: _Site) -> bool:
    """Whether a statement is all that hangs on a condition: a condition that never holds takes it away too."""
    return isinstance(site.parent, ast.If) and len(site.parent.body) == 1 and not site.parent.orelse


def _is_one_of_several(site: _Site) -> bool:
    """Whether a text is an entry of a set, of a series that is looked through, or a field named to `judged`."""
    match site.parent:
        case ast.Set():
            return True
        case ast.Tuple() | ast.List():
            return isinstance(site.above, ast.Compare | ast.For | ast.comprehension | ast.Assign | ast.AnnAssign)
        case ast.Call(func=ast.Attribute(attr="judged")):
            return True
    return False


def _has_text(node: ast.AST) -> bool:
    return any(
        isinstance(n, ast.JoinedStr) or (isinstance(n, ast.Constant) and isinstance(n.value, str))
        for n in ast.walk(node)
    )
