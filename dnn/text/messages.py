"""Texts that can be translated: an English template and the values that go into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from gettext import NullTranslations
from typing import Protocol


class Translations(Protocol):
    """A catalogue, as the standard library's gettext has them."""

    def gettext(self, message: str) -> str:
        """The translation of a message."""
        ...

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The translation of a message that stands in a singular and a plural form, in the form that n asks for."""
        ...


ENGLISH = NullTranslations()
"""The catalogue of the language in which the templates are written."""


class Text:
    """One sentence or phrase, frozen and equal by value.

    Args:
        template: the English words with `{names}` for the values; message catalogues are extracted from it.
        values: what the names stand for; a value may itself be a Text, and is translated with the rest.
    """

    __slots__ = ("template", "values")
    template: str
    values: tuple[tuple[str, object], ...]

    def __init__(self, template: str, **values: object) -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", tuple(sorted(values.items())))

    def render(self, translations: Translations) -> str:
        """The text in the language of a catalogue, its values put in."""
        template = self._translated(translations)
        if not self.values:
            return template
        return template.format(**{name: _rendered(value, translations) for name, value in self.values})

    def _translated(self, translations: Translations) -> str:
        """The template in the language of a catalogue."""
        return translations.gettext(self.template) if self.template else ""  # gettext("") is the catalogue's head

    def _parts(self) -> tuple[object, ...]:
        """The arguments that make this text, its values last."""
        return self.template, self.values

    def __str__(self) -> str:
        return self.render(ENGLISH)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and type(other) is type(self) and other._parts() == self._parts()

    def __hash__(self) -> int:
        return hash(self._parts())

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen; {name} cannot be set")

    def __reduce__(self) -> tuple[Callable[..., Text], tuple[object, ...]]:
        *arguments, _ = self._parts()
        return _restored, (type(self), tuple(arguments), self.values)


class CountedText(Text):
    """A text whose words follow a number: “1 point”, “2 points”.

    Args:
        singular, plural: the English templates for one and for any other number.
        number: which of them it is to be; it is the value of `{count}`, unless `values` has another way to write it.
        values: as those of a Text.
    """

    __slots__ = ("number", "plural")
    plural: str
    number: int

    def __init__(self, singular: str, plural: str, number: int, **values: object) -> None:
        super().__init__(singular, **{"count": number} | values)
        object.__setattr__(self, "plural", plural)
        object.__setattr__(self, "number", number)

    def _translated(self, translations: Translations) -> str:
        return translations.ngettext(self.template, self.plural, self.number)

    def _parts(self) -> tuple[object, ...]:
        return self.template, self.plural, self.number, self.values


SEPARATOR = Text(", ")
"""The mark between the items of a list in a sentence."""


class Enumeration(Text):
    """Items one after the other in a sentence, with what the language puts between them.

    Args:
        items: words, or values that are written as they are.
    """

    __slots__ = ("items",)
    items: tuple[object, ...]

    def __init__(self, items: Iterable[object]) -> None:
        super().__init__("")
        object.__setattr__(self, "items", tuple(items))

    def render(self, translations: Translations) -> str:
        return SEPARATOR.render(translations).join(str(_rendered(item, translations)) for item in self.items)

    def _parts(self) -> tuple[object, ...]:
        return self.items, self.values


def _rendered(value: object, translations: Translations) -> object:
    """A value of a text in the language of a catalogue, if it has words."""
    return value.render(translations) if isinstance(value, Text) else value


def _restored(kind: Callable[..., Text], arguments: tuple[object, ...], values: tuple[tuple[str, object], ...]) -> Text:
    return kind(*arguments, **dict(values))
