"""Formulas in TeX as plain text, for places that set none: the wall of a room, and the entries of a menu.

Exponents and indices are Unicode's small letters where it has them (10⁻¹⁸, w₁, xᵀ). It has none of the brackets of a
layer, which stand behind a caret as in the course's own files: W^[l]. The wall's browser raises those.
"""

from __future__ import annotations

import re
import unicodedata

FORMULA = re.compile(r"\$([^$]+)\$")
MARKS_OF_MARKDOWN = re.compile(r"`|\*\*")
"""Marks of code and of strong words, which plain text shows without them."""
TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|\s+|.", re.DOTALL)
SYMBOLS = {
    r"\alpha": "α",
    r"\beta": "β",
    r"\lambda": "λ",
    r"\sigma": "σ",
    r"\theta": "θ",
    r"\infty": "∞",
    r"\sum": "Σ",
    r"\approx": "≈",
    r"\cdot": "·",
    r"\times": "×",
    r"\le": "≤",
    r"\ge": "≥",
    r"\ne": "≠",
    r"\to": "→",
    r"\dots": "…",
    r"\lVert": "‖",
    r"\rVert": "‖",
    r"\left": "",
    r"\right": "",
    r"\,": " ",
    r"\;": " ",
    r"\ ": " ",
    r"\{": "{",
    r"\}": "}",
    r"\%": "%",
    r"\_": "_",
    "'": "′",
    "-": "−",
    "*": "∗",
    "~": " ",
}
FUNCTIONS = (r"\exp", r"\ln", r"\log", r"\max", r"\min", r"\tanh")
"""Names that are set upright, with a space between them and letters beside them."""
ACCENTS = {r"\hat": "\u0302", r"\bar": "\u0304"}
"""Commands that put a mark on the letter behind them, with the mark as Unicode combines it."""
SCRIPT = {"L": "ℒ"}
SUPERSCRIPTS = dict(zip("0123456789+−()inT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁱⁿᵀ", strict=True))
SUBSCRIPTS = dict(zip("0123456789+−()aeijkmnpstx", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑᵢⱼₖₘₙₚₛₜₓ", strict=True))
COMMANDS = frozenset({*SYMBOLS, *FUNCTIONS, *ACCENTS, r"\frac", r"\sqrt", r"\mathcal"})
"""All commands that are known; the name of another one stands as it is."""
SPACES = re.compile(r" {2,}")
COMPOUND = re.compile(r"[+−·/ ]")


def plain(text: str) -> str:
    """A text in Markdown, whose formulas stand between dollar signs, as plain text."""
    parts = FORMULA.split(text)
    words = [plain_formula(part) if at % 2 else MARKS_OF_MARKDOWN.sub("", part) for at, part in enumerate(parts)]
    return "".join(words)


def plain_formula(tex: str) -> str:
    """A formula without its dollar signs as plain text."""
    return SPACES.sub(" ", _Reader(tex).sequence()).strip()


class _Reader:
    """A formula that is read from its beginning to its end, once."""

    def __init__(self, tex: str) -> None:
        self._tokens = TOKEN.findall(tex)
        self._at = 0

    def sequence(self) -> str:
        """All up to the end, or up to the brace that closes."""
        found = ""
        while self._at < len(self._tokens):
            token = self._take()
            if token == "}":
                break
            piece = self._piece(token)
            is_word = token in FUNCTIONS
            if (is_word and (found[-1:].isalnum() or found.endswith(")"))) or (
                found.endswith(_NAMES) and piece[:1].isalnum() and not is_word
            ):
                found += " "
            found += piece
        return found

    def _take(self) -> str:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _argument(self) -> str:
        """The argument of a command: the next group in braces, or the next token that is no space."""
        while self._at < len(self._tokens):
            token = self._take()
            if not token.isspace():
                return self._piece(token)
        return ""

    def _piece(self, token: str) -> str:
        if token.isspace():
            return " "
        if token == "{":
            return self.sequence()
        if token == "^":
            return _raised(self._argument())
        if token == "_":
            return _lowered(self._argument())
        if token in ACCENTS:
            return unicodedata.normalize("NFC", self._argument() + ACCENTS[token])
        if token == r"\frac":
            return f"{_bracketed(self._argument())}/{_bracketed(self._argument())}"
        if token == r"\sqrt":
            return f"√({self._argument()})"
        if token == r"\lVert":
            while self._at < len(self._tokens) and self._tokens[self._at].isspace():
                self._at += 1
        if token == r"\mathcal":
            letter = self._argument()
            return SCRIPT.get(letter, letter)
        return SYMBOLS.get(token, token.removeprefix("\\"))


_NAMES = tuple(name.removeprefix("\\") for name in FUNCTIONS)


def _bracketed(part: str) -> str:
    """The part of a fraction, in brackets where it is more than one number or name."""
    return f"({part})" if COMPOUND.search(part) else part


def _raised(exponent: str) -> str:
    """An exponent; the brackets of a layer, and what else Unicode has not raised, behind a caret."""
    layer = re.match(r"\[[^\]]*\]", exponent)
    if layer:
        return f"^{layer[0]}{_raised(exponent[layer.end() :]) if exponent[layer.end() :] else ''}"
    return _scripted(exponent, SUPERSCRIPTS, "^")


def _lowered(index: str) -> str:
    return _scripted(index, SUBSCRIPTS, "_")


def _scripted(text: str, letters: dict[str, str], sign: str) -> str:
    if all(letter in letters for letter in text):
        return "".join(letters[letter] for letter in text)
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"
