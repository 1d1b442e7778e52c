"""The notations in which people write a shape, as regular expressions; nothing of them is ever executed."""

from __future__ import annotations

import re
import unicodedata

BREAK = re.compile(r"\r\n?|\n|[\v\f\x1c-\x1e\x85\u2028\u2029]")
COMMENT = re.compile(r"(?:#|//)[^\n]*")
OTHER_CHARACTERS = str.maketrans(
    {"、": ",", "。": ";", "【": "[", "】": "]", "〔": "(", "〕": ")", "“": '"', "”": '"', "‘": "'", "’": "'", "$": " "}
)
REPLACED = (
    (re.compile(r"\\times|\\cdot|×|✕|⋅"), "x"),
    (re.compile(r"\\in\b"), "∈"),
    (re.compile(r"\\(?:math|text|bold)[a-z]*|\\(?:left|right|hat)\b|\\[,;: ]"), ""),
    (re.compile(r"\b(?:np|numpy)\.u?int\d+\(\s*(\d+)\s*\)"), r"\1"),
)

SEPARATOR = re.compile(
    r"""(?: [\s;,|{}*•\\]+ | -(?![\d>]) | ['"]?[A-Za-z_]\w*['"]?\s*:\s*(?=\{)
        | (?:dtype\s*=\s*)?['"]?(?:torch\.)?(?:float|int|uint|bfloat)\d+['"]?\b )*""",
    re.VERBOSE,
)
"""Text between two entries: punctuation, the heading of a group, the type of the numbers."""

NAME = re.compile(
    r"""(?: (?:assert|shape\s+of|the|print\s*\() \s* )*
        (?: \w+ \s* \[ \s* (?=['"]) | (?:[A-Za-z]\w*\.)* ) ['"]?
        (?P<d> d | ∂ | Δ | δ | grad_? )?
        (?: (?P<hat> [Yy]_?(?:hat|pred) | Ŷ | ŷ ) | (?P<data> [XxYy] ) (?:_?train)? | (?P<symbol> [WwBbZzAa] )
            (?: [_^]?\s*(?: \[\s*(?P<square>\d+|L)\s*\] | \(\s*(?P<round>\d+|L)\s*\) | \{\s*(?P<curly>\d+|L)\s*\}
                          | \{\s*[\[(]\s*(?P<double>\d+|L)\s*[\])]\s*\} )
              | [_^]?(?P<plain>\d+|L)
              | [^\S\n]+(?P<apart>\d+)(?=[^\S\n]*[:=(\[→]) ) )
        (?![\w^])  ['"]? (?:\s*\])?""",
    re.VERBOSE,
)
"""A quantity: its symbol and, but for X, Y and Ŷ, the number of its layer or L for the last."""

LINK = re.compile(
    r"""\s* (?: \.\s*(?:shape|size\s*\(\s*\)) )? \s* (?: ['"]\s* )? (?:\|\s*)?
        (?: (?:has|with|of)\b\s* )? (?:的\s*)? (?:shape|size|形状|维度|维数|大小)? \s*
        (?: ==? | : | -+> | => | → | is\b | 是 | 为 | ∈\s*\{?\s*R\s*\}?\s*\^ )? \s*""",
    re.VERBOSE | re.IGNORECASE,
)
"""Text between a name and its shape."""

SHAPE = re.compile(
    r"""(?: torch\.Size\s*\(\s* | TensorShape\s*\(\s* )?
        (?: (?P<open>[\[({]) (?P<inside> [\s\d,x*X]*? ) [\])}]
          | (?P<bare> \d+(?:(?:[^\S\n]*[x*][^\S\n]*|X)\d+)+ | \d+(?:[^\S\n]*,[^\S\n]*\d+)+ | \d+(?:[^\S\n]+\d+)* ) )
        (?![\w.]) (?: \s*\) )*""",
    re.VERBOSE,
)
"""Numbers in brackets of any kind, or bare ones that go on to the end of the line at most."""

INSIDE = re.compile(r"\s*(?:\d+\s*(?:(?:[,xX*]\s*|\s)\d+\s*)*,?\s*)?")
"""Text within the brackets of a shape."""

ARRAY = re.compile(r"(?:\w+\.)*(?:array|tensor|Array)\s*\(\s*(?=\[)|(?=\[\s*\[)")
"""The start of an array that was printed itself."""


def plain(text: str) -> str:
    """The text with ordinary punctuation and digits, comments and LaTeX left out, every line under its number."""
    lines = BREAK.sub("\n", text).split("\n")  # before NFKC, so that no line is won or lost
    text = "\n".join(unicodedata.normalize("NFKC", line) for line in lines).translate(OTHER_CHARACTERS)
    text = COMMENT.sub("", text)
    for pattern, replacement in REPLACED:
        text = pattern.sub(replacement, text)
    return text
