"""A lesson with every section and every key, and what each key takes."""

from __future__ import annotations

import copy
import json
from typing import Any

Path = tuple[str | int, ...]
"""The way to a value: keys of sections and places in lists."""

WHOLE: dict[str, Any] = {
    "title": "Everything",
    "aim": "You have seen every key.",
    "minutes": 4,
    "configuration": {
        "dataset": {"name": "circles", "samples": 60},
        "architecture": {"hidden": [{"units": 4, "activation": "tanh"}]},
        "hyperparameters": {"iterations": 20},
    },
    "units": [[3, 5]],
    "left_out_seeds": [1],
    "steps": [
        {
            "title": "A number",
            "text": "A layer is counted where something is computed.",
            "page": "notation",
            "configuration": {"seed": 7},
            "predict": {
                "kind": "number",
                "question": "How many layers?",
                "fact": "layers",
                "from": 0,
                "to": 8,
                "step": 0.5,
                "unit": "layers",
            },
            "try": {
                "experiment": "layers",
                "task": "Build one with three.",
                "controls": {"depth": [1, 2, 3]},
                "until": {"fact": "layers", "above": 2.5, "below": 3.5, "times": 1},
            },
            "see": {
                "question": "How many are there?",
                "choices": [
                    {"text": "3", "when": {"fact": "layers", "equals": 3}, "because": "Two hidden ones, the output."},
                    {"text": "4", "right": False, "because": "The input is not counted."},
                ],
            },
            "explain": "The input is layer 0.",
            "check": [{"kind": "layers", "options": {"described": True}}],
            "extra": "Count the numbers.",
        },
        {
            "title": "A choice, and runs",
            "text": "Two rates.",
            "predict": {
                "kind": "choice",
                "question": "Which is lower?",
                "choices": [
                    {"text": "the first", "because": "It is small.", "when": {"fact": "best", "equals": 1}},
                    {"text": "the second", "right": True},
                ],
            },
            "try": {
                "experiment": "runs",
                "options": {"scale": "log"},
                "runs": [
                    {"label": "small", "value": 0.1, "changes": {"hyperparameters": {"learning_rate": 0.1}}},
                    {"label": "other", "seed_shift": 1},
                ],
                "lines": {"constant_cost": "guessing"},
            },
        },
        {
            "title": "An order",
            "text": "The same.",
            "predict": {"kind": "order", "question": "In which order?", "fact": "final_cost"},
            "try": {"experiment": "runs", "runs": [{"label": "a"}, {"label": "b", "seed_shift": 1}]},
        },
        {
            "title": "A curve",
            "text": "The same.",
            "predict": {"kind": "curve", "question": "How does it fall?"},
            "try": {"experiment": "runs"},
        },
        {
            "title": "A question",
            "text": "About this network.",
            "predict": {"kind": "question", "question": "First of all:", "ask": {"kind": "all parameters"}},
            "try": {"experiment": "layers"},
        },
    ],
}

TEXT, NUMBER, WHOLE_NUMBER = (
    ("a text", [True, [], {}, "", None]),
    ("a number", ["x", True, None, [1]]),
    ("whole", [1.5, "x", -99]),
)
LIST, SECTION, FLAG = ("a list", ["x", 3, {}, None]), ("a section", ["x", 3, [1]]), ("true or false", [1, "yes", None])
LIMIT = ("a number, or the name of a fact", [True, None, [1], {}])

SECTIONS: dict[str, tuple[Path, dict[str, tuple[str, list[Any]]], set[str]]] = {
    "the lesson": (
        (),
        {
            "title": TEXT,
            "aim": TEXT,
            "minutes": WHOLE_NUMBER,
            "configuration": SECTION,
            "units": LIST,
            "left_out_seeds": LIST,
            "steps": LIST,
        },
        {"title", "aim", "minutes", "steps"},
    ),
    "a step": (
        ("steps", 0),
        {
            "title": TEXT,
            "text": TEXT,
            "page": TEXT,
            "configuration": SECTION,
            "predict": SECTION,
            "try": SECTION,
            "see": SECTION,
            "explain": TEXT,
            "check": LIST,
            "extra": TEXT,
        },
        {"title", "text", "try"},
    ),
    "try": (
        ("steps", 0, "try"),
        {
            "experiment": TEXT,
            "task": TEXT,
            "options": SECTION,
            "runs": LIST,
            "controls": SECTION,
            "until": SECTION,
            "lines": SECTION,
        },
        {"experiment"},
    ),
    "a run": (
        ("steps", 1, "try", "runs", 0),
        {"label": TEXT, "changes": SECTION, "value": NUMBER, "seed_shift": WHOLE_NUMBER},
        {"label"},
    ),
    "predict a number": (
        ("steps", 0, "predict"),
        {
            "kind": TEXT,
            "question": TEXT,
            "fact": TEXT,
            "from": NUMBER,
            "to": NUMBER,
            "step": NUMBER,
            "unit": TEXT,
        },
        {"kind", "question", "fact", "from", "to", "step"},
    ),
    "predict a choice": (
        ("steps", 1, "predict"),
        {"kind": TEXT, "question": TEXT, "choices": LIST},
        {"kind", "question", "choices"},
    ),
    "predict an order": (
        ("steps", 2, "predict"),
        {"kind": TEXT, "question": TEXT, "fact": TEXT},
        {"kind", "question", "fact"},
    ),
    "predict a curve": (("steps", 3, "predict"), {"kind": TEXT, "question": TEXT}, {"kind", "question"}),
    "predict an answer": (
        ("steps", 4, "predict"),
        {"kind": TEXT, "question": TEXT, "ask": SECTION},
        {"kind", "ask"},
    ),
    "see": (("steps", 0, "see"), {"question": TEXT, "choices": LIST}, {"question", "choices"}),
    "a choice of see": (
        ("steps", 0, "see", "choices", 0),
        {"text": TEXT, "because": TEXT, "when": SECTION, "right": FLAG},
        {"text", "because"},
    ),
    "a choice of predict": (
        ("steps", 1, "predict", "choices", 0),
        {"text": TEXT, "because": TEXT, "when": SECTION, "right": FLAG},
        {"text"},
    ),
    "a condition": (
        ("steps", 0, "try", "until"),
        {"fact": TEXT, "above": LIMIT, "below": LIMIT, "equals": LIMIT, "times": NUMBER},
        {"fact"},
    ),
    "a question": (("steps", 0, "check", 0), {"kind": TEXT, "options": SECTION}, {"kind"}),
}
"""For each section where one stands in WHOLE, its keys with what each is to be and what it is not, and those that have
to be there."""


def changed(path: Path, value: Any) -> dict[str, Any]:
    """WHOLE with another value at a place, a new key at its section's end."""
    document = copy.deepcopy(WHOLE)
    at(document, path[:-1])[path[-1]] = value
    return document


def without(path: Path) -> dict[str, Any]:
    """WHOLE without a key."""
    document = copy.deepcopy(WHOLE)
    del at(document, path[:-1])[path[-1]]
    return document


def at(document: Any, path: Path) -> Any:
    """The value at a place."""
    for key in path:
        document = document[key]
    return document


def written(document: dict[str, Any]) -> tuple[str, dict[Path, int]]:
    """A document as JSON, each key and each entry of a list in a line of its own, and the line of each."""
    rows: list[str] = []
    lines: dict[Path, int] = {}

    def write(value: Any, path: Path, head: str, end: str) -> None:
        rows.append("")
        lines[path] = len(rows)
        own = lines[path] - 1
        if not isinstance(value, dict | list) or not value:
            rows[own] = f"{head}{json.dumps(value)}{end}"
            return
        keys = list(value) if isinstance(value, dict) else range(len(value))
        rows[own] = head + ("{" if isinstance(value, dict) else "[")
        for place, key in enumerate(keys):
            name = f"{json.dumps(key)}: " if isinstance(value, dict) else ""
            write(value[key], (*path, key), name, "," if place + 1 < len(value) else "")
        rows.append(("}" if isinstance(value, dict) else "]") + end)

    write(document, (), "", "")
    return "\n".join(rows), lines
