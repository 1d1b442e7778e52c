"""The languages of the interface and their catalogues, English being the language of the sources.

A catalogue is the text file `pages/locale/<code>/LC_MESSAGES/messages.po`; it is read as it stands, so there is
nothing to compile and nothing binary in the repository. `LANGUAGES` is the registry: adding a language is one entry
here and one catalogue.
"""

from __future__ import annotations

import gettext
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.core import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE_DIRECTORY = Path(__file__).parent
SOURCE_LANGUAGE = "en"


@dataclass(frozen=True)
class Language:
    """One language of the interface: its code in the link, and what it calls itself on a button."""

    code: str
    name: str


LANGUAGES: dict[str, Language] = {
    language.code: language for language in (Language("zh", "中文"), Language("en", "English"))
}


@lru_cache
def translations(code: str) -> gettext.NullTranslations:
    """The catalogue of one language; the source language needs none."""
    if code == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    with (LOCALE_DIRECTORY / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def preferred_language(accepted: str | None) -> str:
    """The language of the interface nearest to a browser's locale such as "zh-CN"; English where none is near."""
    if not accepted:
        return SOURCE_LANGUAGE
    locale = accepted.replace("-", "_")
    return negotiate_locale([locale, locale.split("_")[0]], list(LANGUAGES)) or SOURCE_LANGUAGE
