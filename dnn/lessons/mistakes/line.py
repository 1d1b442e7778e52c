"""One line of NumPy in the course's letters, as in `Z[l] = W[l] @ A[l-1] + b[l]`: shown, and run as it is shown.

The lines are constants of this library; nothing that a visitor writes ever becomes one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import CodeType
from typing import Any

import numpy as np

from dnn.lessons.mistakes.products import Operator, ProductResult, Shape, check_product

Namespace = dict[str, Any]
"""Values of the letters of a line."""

SIGNS: dict[type[ast.operator], Operator] = {
    ast.MatMult: "@",
    ast.Mult: "*",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Div: "/",
}
NUMBERS = ("l", "L", "m", "alpha", "n", "axis")
"""Letters that stand for no array."""


@cache
def _statement(source: str) -> ast.Assign:
    (statement,) = ast.parse(source).body
    assert isinstance(statement, ast.Assign), source
    return statement


@cache
def _code(source: str) -> CodeType:
    return compile(source, f"<{source}>", "exec")


@cache
def _symbol(source: str) -> str:
    (target,) = _statement(source).targets
    return ast.unparse(target.value if isinstance(target, ast.Subscript) else target)


@dataclass(frozen=True)
class Line:
    """One assignment; equal by its source."""

    source: str

    @property
    def statement(self) -> ast.Assign:
        """The assignment as a syntax tree."""
        return _statement(self.source)

    @property
    def code(self) -> CodeType:
        """The assignment compiled for `exec`."""
        return _code(self.source)

    @property
    def target(self) -> ast.expr:
        """The left side, which is assigned to."""
        return self.statement.targets[0]

    @property
    def symbol(self) -> str:
        """The letter that is assigned to, as in "Z"."""
        return _symbol(self.source)

    def layer(self, l: int, L: int) -> int:
        """The layer whose quantity is assigned to when the line runs for layer l; 0 for one that belongs to none."""
        return _layer(self, l, L)


@lru_cache(maxsize=4096)
def _layer(line: Line, l: int, L: int) -> int:
    return int(evaluate(line.target.slice, {"l": l, "L": L})) if isinstance(line.target, ast.Subscript) else 0


def evaluate(node: ast.expr, namespace: Namespace) -> Any:
    """The value of a part of a line."""
    return eval(compile(ast.fix_missing_locations(ast.Expression(node)), "<part>", "eval"), {"np": np, **namespace})


def written(node: ast.AST, namespace: Mapping[str, Any]) -> str:
    """A part of a line with the numbers of the layers put in: "W[2].T" for `W[l].T`."""
    return ast.unparse(_Numbered(namespace).visit(ast.parse(ast.unparse(node)).body[0]))


class _Numbered(ast.NodeTransformer):
    """Puts numbers for l and L, and works out l - 1."""

    def __init__(self, namespace: Mapping[str, Any]) -> None:
        self.numbers = {name: namespace[name] for name in ("l", "L")}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(self.numbers[node.id]) if node.id in self.numbers else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        left, right = self.visit(node.left), self.visit(node.right)
        if isinstance(left, ast.Constant) and isinstance(right, ast.Constant):
            return ast.Constant(evaluate(ast.BinOp(left, node.op, right), {}))
        return ast.BinOp(left, node.op, right)


def operands(line: Line, namespace: Namespace) -> tuple[tuple[str, Shape], ...]:
    """The arrays on the right of a line with their shapes, each once, in the order in which they stand there."""
    found: dict[str, Shape] = {}
    for node in _leaves(line.statement.value):
        found.setdefault(written(node, namespace), shape_of(evaluate(node, namespace)))
    return tuple(found.items())


def _leaves(node: ast.AST) -> Iterator[ast.expr]:
    """Letters with their layers, as W[l], that stand for arrays."""
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        if node.value.id not in (*NUMBERS, "g", "g_prime"):
            yield node
    elif isinstance(node, ast.Name):
        if node.id not in NUMBERS:
            yield node
    else:
        children = ast.iter_child_nodes(node)
        for child in children:
            if not (isinstance(node, ast.Call) and child is node.func):
                yield from _leaves(child)
            elif isinstance(child, ast.Attribute):  # np.sum(…) has np before its point, dZ.sum(…) an array
                yield from (leaf for leaf in _leaves(child.value) if ast.unparse(leaf) != "np")


def clash(line: Line, namespace: Namespace) -> ProductResult | None:
    """The innermost operation of a line that NumPy refuses; None where no operator and no pair of arguments is."""
    for node in _innermost_first(line.statement.value):
        match node:
            case ast.BinOp(left=left, op=op, right=right):
                operator = SIGNS[type(op)]
            case ast.Call(args=[left, right]):
                operator = "*"  # the loss takes Z and Y entry by entry
            case _:
                continue
        shapes = shape_of(evaluate(left, namespace)), shape_of(evaluate(right, namespace))
        result = check_product(shapes[0], operator, shapes[1], (written(left, namespace), written(right, namespace)))
        if not result.defined:
            return result
    return None


def _innermost_first(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        yield from _innermost_first(child)
    yield node


def shape_of(value: Any) -> Shape:
    """The shape of an array; () for a number."""
    return tuple(np.shape(value))
