"""Lists of shapes as visitors paste them, in every notation."""

from __future__ import annotations

import json
from collections.abc import Callable

from hypothesis import strategies as some

from dnn.shapes import rows_for

Entry = tuple[str, int, tuple[int, ...]]
"""Symbol, layer, shape."""


def written(symbol: str, layer: int, name: str) -> str:
    """The name of a quantity, X and Y without a layer."""
    return symbol if symbol in "XY" else name.format(s=symbol, l=layer)


def lines_of(name: str, shape: Callable[[tuple[int, ...]], str], between: str = "\n") -> Callable[[list[Entry]], str]:
    return lambda entries: between.join(written(s, l, name) + shape(dimensions) for s, l, dimensions in entries)


NOTATIONS: dict[str, Callable[[list[Entry]], str]] = {
    "colon": lines_of("{s}{l}", lambda d: f": {d}"),
    "brackets and equals": lines_of("{s}[{l}]", lambda d: f" = {d}".replace(" ", "")),
    "course": lines_of("{s}^[{l}]", lambda d: ": " + "x".join(map(str, d))),
    "LaTeX": lines_of("${s}^{{[{l}]}}", lambda d: rf" \in \mathbb{{R}}^{{{d[0]} \times {d[1]}}}$ \\"),
    "attribute": lines_of("{s}{l}.shape", lambda d: f" = {d}"),
    "printed": lines_of("{s}{l}", lambda d: f" {d}"),
    "f-string": lines_of("{s}{l}.shape=", lambda d: f"{d}"),
    "bare": lines_of("{s}{l}", lambda d: " " + " ".join(map(str, d))),
    "bare with a comma": lines_of("{s}_{l}", lambda d: " " + ", ".join(map(str, d))),
    "torch": lines_of("{s}{l}", lambda d: f": torch.Size([{d[0]}, {d[1]}])"),
    "NumPy's integers": lines_of("{s}{l}", lambda d: f": (np.int64({d[0]}), np.int64({d[1]}))"),
    "Chinese punctuation": lines_of("{s}{l}", lambda d: f"：（{d[0]}，{d[1]}）", "；"),
    "Chinese words": lines_of("{s}{l}", lambda d: f" 的形状是 {d[0]}×{d[1]}", "、"),
    "one line": lines_of("{s}{l}", lambda d: f" ({d[0]}, {d[1]})", "; "),
    "comments": lines_of("{s}{l}", lambda d: f": {d}  # W9: (1, 1)", "\n\n// layer\n"),
    "keys": lines_of("cache['{s}{l}'].shape", lambda d: f" == {d}"),
    "table": lines_of("| {s}{l} |", lambda d: f" {d} |"),
    "bullets": lines_of("{s} {l}", lambda d: f": {d}", "\n- "),
    "JSON": lambda entries: json.dumps({written(s, l, "{s}{l}"): list(d) for s, l, d in entries}),
    "JSON over many lines": lambda entries: json.dumps({written(s, l, "{s}{l}"): d for s, l, d in entries}, indent=2),
    "dictionary": lambda entries: repr({written(s, l, "{s}{l}"): d for s, l, d in entries}),
    "groups": lambda entries: json.dumps({"shapes": {written(s, l, "{s}{l}"): d for s, l, d in entries}}),
}

networks = some.tuples(some.lists(some.integers(1, 9), min_size=2, max_size=6), some.integers(1, 400))


def right_shapes(sizes: list[int], m: int) -> list[Entry]:
    return [(row.symbol, row.layer, row.shape) for row in rows_for(sizes, m)]
