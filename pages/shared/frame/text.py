"""The words of the app in the language of the visitor whose page is being drawn."""

from __future__ import annotations

import re
from functools import reduce
from gettext import NullTranslations

from dnn.text.messages import Text
from pages.locale.languages import translations
from pages.shared.session import session

PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
"""Signs that may mean something in Markdown: all punctuation of ASCII, which may be escaped there."""
FOUND_IN_TEXT = re.compile(r":(?=//|[\w+-]+[:/])|www(?=\.)|(?<=[\w.+-])(?=@)", re.IGNORECASE)
"""Places at which a name of an icon or emoji or an address can be parted, which are found after Markdown was read."""
WORD_JOINER = "\u2060"
AFTER_FORMULA = re.compile(r"(?<!\\)\$([^$]+)(?<!\\)\$([.,;:!?)，。；：、！？）]*)")
"""A formula, and the signs right behind it."""
SMALLER = r"\footnotesize "
"""The size at which KaTeX writes signs of another script as large as the words around it."""
PLAIN_SYMBOL = re.compile(r"\b(d?[WbZA])\[(\w+)\]")


def _(message: str) -> str:
    """`message` in the visitor's language."""
    return translator().gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The message that a number asks for, in the visitor's language; the number is not put in yet."""
    return translator().ngettext(singular, plural, number)


def translator() -> NullTranslations:
    """The catalogue of the visitor's language, for callers with hundreds of messages."""
    return translations(session.language())


def say(text: Text) -> str:
    """A text of the library in the visitor's language, its values put in."""
    return text.render(translator())


def in_one_line(words: str) -> str:
    """Words for Markdown, in which what ends a sentence or a part of it stays with the formula before it: a browser may
    break the line there, and nothing but the formula itself keeps them together."""
    return AFTER_FORMULA.sub(_with_formula, words)


def _with_formula(found: re.Match[str]) -> str:
    formula, signs = found.groups()
    if not signs:
        return found[0]
    kept = signs if signs.isascii() else f"{SMALLER}{signs}"
    is_next = found.string[found.end() : found.end() + 1] == "$"  # two dollar signs would be another formula
    return rf"${formula}\text{{{kept}}}$" + " " * is_next


def sentences(*shown: str) -> str:
    """Sentences one after the other, with a space between them where the language has one."""
    return reduce(lambda before, after: _("{before} {after}").format(before=before, after=after), shown)


def literal(words: str) -> str:
    """Words in which a visitor's own may stand, for Markdown: shown letter by letter.

    No link, image, formula, colour or HTML comes of them: punctuation is escaped, and what is looked for after Markdown
    has been read is parted by a letter without width.
    """
    return PUNCTUATION.sub(r"\\\g<0>", FOUND_IN_TEXT.sub(rf"\g<0>{WORD_JOINER}", words))


def in_symbols(words: str) -> str:
    """Words for Markdown, in which W[1] stands as the book writes it."""
    return PLAIN_SYMBOL.sub(r"$\1^{[\2]}$", words)


def strong(words: str) -> str:
    """Words in bold. (A text is translated before it goes into an f-string, in which extraction finds nothing.)"""
    return f"**{words}**"


def heading(words: str) -> str:
    """Words as the heading of a part of a page."""
    return f"## {words}"


def labelled(label: str, words: str) -> str:
    """Words behind their label."""
    return _("{name}: {value}").format(name=f"**{label}**", value=words)
