"""A line of NumPy as a formula in LaTeX, with the shape of every array in numbers below it."""

from __future__ import annotations

import ast

from dnn.lessons.mistakes.line import Line, Namespace, evaluate, shape_of, written
from dnn.lessons.mistakes.products import Shape

FUNCTIONS = {"np.log": r"\log", "loss": r"\mathcal{L}", "loss_prime": r"\mathcal{L}'"}
"""Functions that have a sign of their own."""
LETTERS = {"alpha": r"\alpha", "m": "m", "J": "J"}
LEVELS: dict[type[ast.operator], int] = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2, ast.MatMult: 3}
"""Precedence of each operator in a formula, where a product of matrices has no sign."""


def equation(line: Line, namespace: Namespace, got: Shape | None) -> str:
    """The formula of a line.

    Args:
        line: the line; its layer is `namespace["l"]`.
        namespace: what the letters stood for when it ran.
        got: the shape of its result; None where there is none.
    """
    name = _leaf(line.target, namespace)
    left = _labelled(name, "?" if got is None else str(got)) if got != () else name
    return f"{left}={_latex(line.statement.value, namespace)}"


def _labelled(formula: str, label: str) -> str:
    return rf"\underbrace{{{formula}}}_{{{label}}}"


def _latex(node: ast.expr, namespace: Namespace) -> str:
    match node:
        case ast.BinOp():
            return _operation(node, namespace)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return f"-{_bracketed(operand, namespace, 2)}"
        case ast.Attribute(value=ast.Name() | ast.Subscript() as array, attr="T"):
            letter, upper, layer = _leaf(array, namespace).partition("^{")
            transposed = letter + (upper + layer[:-1] + r"\," if upper else "^{") + r"\mathsf T}"
            return _labelled(transposed, str(shape_of(evaluate(node, namespace))))
        case ast.Attribute(value=inner, attr="T"):
            return _bracketed(inner, namespace, 4) + r"^{\mathsf T}"
        case ast.Call():
            return _call(node, namespace)
        case ast.Constant(value=value):
            return str(value)
        case ast.Name() | ast.Subscript(value=ast.Name()):
            shape = shape_of(evaluate(node, namespace))
            return _labelled(_leaf(node, namespace), str(shape)) if shape else _leaf(node, namespace)
    return _code(node, namespace)


def _operation(node: ast.BinOp, namespace: Namespace) -> str:
    """Two operands and what stands between them; a number in front is written as in a book, 1/m as a fraction."""
    level = LEVELS[type(node.op)]
    left, right = _bracketed(node.left, namespace, level), _bracketed(node.right, namespace, level + 1)
    match node.op:
        case ast.Div():
            sign, left = ("-", left[1:]) if left.startswith("-") else ("", left)
            return rf"{sign}\frac{{1}}{{{right}}}\,{left}"
        case ast.MatMult():
            return rf"{left}\,{right}"
        case ast.Mult():
            number = isinstance(node.left, ast.Name) and node.left.id in LETTERS
            return rf"{left}\,{right}" if number else rf"{left}\ast {right}"
        case ast.Add():
            return f"{left}+{right}"
    return f"{left}-{right}"


def _bracketed(node: ast.expr, namespace: Namespace, level: int) -> str:
    """A part in parentheses where it binds less tightly than `level`."""
    formula = _latex(node, namespace)
    loose = isinstance(node, ast.BinOp) and LEVELS[type(node.op)] < level
    return rf"\left({formula}\right)" if loose else formula


def _call(node: ast.Call, namespace: Namespace) -> str:
    match node.func:
        case ast.Subscript(value=ast.Name(id="g" | "g_prime" as name)):
            l = evaluate(node.func.slice, namespace)
            function = rf"g^{{[{l}]\prime}}" if name == "g_prime" else rf"g^{{[{l}]}}"
        case function_node:
            source = ast.unparse(function_node)
            function = FUNCTIONS.get(source) or _mono(source)
    arguments = [_latex(argument, namespace) for argument in node.args]
    arguments += [_mono(f"{keyword.arg}={ast.unparse(keyword.value)}") for keyword in node.keywords]
    return function + r"\left(" + r",\,".join(arguments) + r"\right)"


def _leaf(node: ast.expr, namespace: Namespace) -> str:
    """A letter with its layer above: W^{[2]}."""
    match node:
        case ast.Subscript(value=ast.Name(id=name), slice=index):
            layer = evaluate(index, namespace)
            return f"n^{{[{layer}]}}" if name == "n" else f"{name}^{{[{layer}]}}"
        case ast.Name(id=name) if len(name) < 3 or name in LETTERS:
            return LETTERS.get(name, name)
    return _code(node, namespace)


def _code(node: ast.expr, namespace: Namespace) -> str:
    return _mono(written(node, namespace))


def _mono(source: str) -> str:
    return r"\mathtt{" + source.replace("_", r"\_") + "}"
