"""Invented names of members, an adjective and an animal: friendly, personal to nobody, and unique in a room."""

from __future__ import annotations

import random
import secrets
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from itertools import count, product

from dnn.errors import ConfigurationError
from dnn.text.messages import Text, Translations

MAX_MEMBER_NAME = 20
"""Characters of a name of one's own."""
MAX_SPINS = 3
"""Other names that a member may have invented for her."""
QUICK_TRIES = 20
"""Draws before all pairs are looked through for one that is not taken."""
VISIBLE = ("L", "M", "N", "P", "S", "Z")
"""Categories of Unicode that a name may be made of; not controls, nor what turns the direction of writing."""

ADJECTIVES = (
    Text("brave"), Text("bright"), Text("calm"), Text("cheerful"), Text("clever"), Text("curious"), Text("eager"),
    Text("gentle"), Text("golden"), Text("happy"), Text("honest"), Text("jolly"), Text("kind"), Text("lively"),
    Text("lucky"), Text("merry"), Text("mighty"), Text("nimble"), Text("patient"), Text("playful"), Text("polite"),
    Text("proud"), Text("quick"), Text("quiet"), Text("rosy"), Text("shiny"), Text("silver"), Text("smiling"),
    Text("snowy"), Text("steady"), Text("sunny"), Text("tidy"), Text("warm"), Text("wise"), Text("witty"),
    Text("wondering"),
)  # fmt: skip
ANIMALS = (
    Text("alpaca"), Text("antelope"), Text("badger"), Text("beaver"), Text("bison"), Text("camel"), Text("cat"),
    Text("crane"), Text("deer"), Text("dolphin"), Text("dove"), Text("eagle"), Text("elephant"), Text("falcon"),
    Text("finch"), Text("fox"), Text("gazelle"), Text("giraffe"), Text("hare"), Text("hedgehog"), Text("heron"),
    Text("horse"), Text("kangaroo"), Text("kingfisher"), Text("koala"), Text("lark"), Text("leopard"), Text("lion"),
    Text("lynx"), Text("magpie"), Text("otter"), Text("owl"), Text("panda"), Text("peacock"), Text("penguin"),
    Text("pony"), Text("puffin"), Text("rabbit"), Text("raccoon"), Text("robin"), Text("seal"), Text("sparrow"),
    Text("squirrel"), Text("swallow"), Text("swan"), Text("tiger"), Text("turtle"), Text("whale"), Text("wolf"),
    Text("zebra"),
)  # fmt: skip
WORDS = {word.template: word for word in (*ADJECTIVES, *ANIMALS)}


@dataclass(frozen=True)
class MemberName:
    """A name: words of ADJECTIVES and ANIMALS, with a number from 2 on where all pairs are taken; or one's own text."""

    adjective: str = ""
    animal: str = ""
    number: int = 1
    own: str = ""

    def render(self, catalogue: Translations) -> str:
        """The name in a language."""
        if self.own:
            return self.own
        words = {"adjective": WORDS[self.adjective], "animal": WORDS[self.animal]}
        if self.number == 1:
            return Text("{adjective} {animal}", **words).render(catalogue)
        return Text("{adjective} {animal} {number}", number=self.number, **words).render(catalogue)

    @property
    def key(self) -> str:
        """The name in one form, by which equal ones are known, whatever their case."""
        return self.own.casefold() if self.own else f"{self.adjective} {self.animal} {self.number}"


def invented_name(taken: Collection[str]) -> MemberName:
    """A name whose key is not taken."""
    for _ in range(QUICK_TRIES):
        name = MemberName(secrets.choice(ADJECTIVES).template, secrets.choice(ANIMALS).template)
        if name.key not in taken:
            return name
    pairs = list(product(ADJECTIVES, ANIMALS))
    random.shuffle(pairs)
    for number in count(1):
        for adjective, animal in pairs:
            name = MemberName(adjective.template, animal.template, number)
            if name.key not in taken:
                return name
    raise AssertionError("there is always another number")


def own_name(given: object) -> MemberName:
    """A name that somebody has typed, in one line; it is shown as it is, never as markup.

    Raises:
        ConfigurationError: it is empty or too long, or has characters that cannot be seen.
    """
    text = " ".join(unicodedata.normalize("NFC", given[:1_000]).split()) if isinstance(given, str) else ""
    is_visible = all(unicodedata.category(letter)[0] in VISIBLE for letter in text)
    if not 0 < len(text) <= MAX_MEMBER_NAME or not is_visible:
        expected = Text("a line of 1 to {count} characters that can be seen", count=MAX_MEMBER_NAME)
        raise ConfigurationError("name", expected, given, "Ada")
    return MemberName(own=text)
