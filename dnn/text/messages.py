"""Texts that can be translated: an English template and the values that go into it."""

from __future__ import annotations

from collections.abc import Callable


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

    def render(self, translate: Callable[[str], str]) -> str:
        """The text in the language of `translate`, its values put in."""
        template = translate(self.template) if self.template else ""  # gettext("") is the head of the catalogue
        if not self.values:
            return template
        return template.format(
            **{name: value.render(translate) if isinstance(value, Text) else value for name, value in self.values}
        )

    def __str__(self) -> str:
        return self.render(lambda template: template)

    def __repr__(self) -> str:
        return f"Text({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.template, self.values) == (other.template, other.values)

    def __hash__(self) -> int:
        return hash((self.template, self.values))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Text is frozen; {name} cannot be set")

    def __reduce__(self) -> tuple[Callable[..., Text], tuple[str, tuple[tuple[str, object], ...]]]:
        return _restore, (self.template, self.values)


def _restore(template: str, values: tuple[tuple[str, object], ...]) -> Text:
    return Text(template, **dict(values))
