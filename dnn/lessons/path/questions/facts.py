"""Facts of an experiment by name and run: `score_2` is the score of its second run."""

from __future__ import annotations

from dnn.errors import ConfigurationError
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.text.messages import Enumeration, Text

MAX_SHOWN_FACTS = 12


def fact(network: AskedNetwork, name: str, k: int) -> float:
    """A number that run k of the experiment has found.

    Raises:
        ConfigurationError: it has not.
    """
    value = network.facts.get(f"{name}_{k}")
    if not isinstance(value, int | float):
        raise _missing(network, f"{name}_{k}")
    return float(value)


def numbered_runs(network: AskedNetwork) -> list[int]:
    """The numbers of the experiment's runs, from 1 on.

    Raises:
        ConfigurationError: there is none.
    """
    count = 0
    while f"label_{count + 1}" in network.facts:
        count += 1
    if not count:
        raise _missing(network, "label_1")
    return list(range(1, count + 1))


def word_of(network: AskedNetwork, k: int) -> str:
    """The label of run k; an f-string, a format or Markdown in it means nothing here."""
    return str(network.facts[f"label_{k}"])


def value_word(network: AskedNetwork, k: int) -> str:
    """The value tried in run k, as it is written."""
    return f"{fact(network, 'value', k):g}"


def _missing(network: AskedNetwork, name: str) -> ConfigurationError:
    expected = Text("such that {name} is among them", name=name)
    found = Enumeration(list(network.facts)[:MAX_SHOWN_FACTS]) if network.facts else Text("nothing")
    return ConfigurationError(Text("the facts of the experiment"), expected, found, Text("another experiment"))
