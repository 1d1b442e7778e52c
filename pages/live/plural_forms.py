"""The forms of a text whose words follow a number that only the browser knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from gettext import NullTranslations

from babel.core import Locale

from pages.locale.languages import SOURCE_LANGUAGE

TRIED = range(1000)
"""The numbers among which an example of each category is looked for."""


def language_of(translations: NullTranslations) -> str:
    """The code of the language of a catalogue."""
    return translations.info().get("language", SOURCE_LANGUAGE)


def plural_forms(translations: NullTranslations, key: str, message: Callable[[int], str]) -> dict[str, str]:
    """The forms of a text under keys such as points_one and points_other.

    The endings are the categories of Unicode, as `Intl.PluralRules` in the browser names them.

    Args:
        translations: the catalogue that `message` reads.
        key: what the keys begin with.
        message: the text that a number asks for.
    """
    return {f"{key}_{category}": message(number) for category, number in _examples(language_of(translations)).items()}


@cache
def _examples(language: str) -> dict[str, int]:
    """Category -> the smallest number of it."""
    found: dict[str, int] = {}
    for number in TRIED:
        found.setdefault(Locale.parse(language).plural_form(number), number)
    return found
