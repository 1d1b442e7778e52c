"""The border of the app for links: what is good of one is taken, and whatever is not is named, all of it.

Names that are not the app's are passed over, as a letter's tracking code should be, unless they were meant for one of
its own.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace

from dnn.configuration import DatasetConfig, RunConfig
from dnn.datasets import DATASETS, load_dataset
from dnn.errors import ConfigurationError, DnnError
from dnn.text.messages import Text
from pages.shared.session import playground_link
from pages.shared.session.link import default_config, from_query, parameter_names, query_string, to_query

OTHER_NAMES: dict[str, str] = {
    **dict.fromkeys(("lr", "alpha", "eta", "rate"), "learning_rate"),
    **dict.fromkeys(("dataset", "datasetname"), "data"),
    **dict.fromkeys(("batch", "minibatch", "minibatchsize"), "batch_size"),
    **dict.fromkeys(("epochs", "iters", "numiterations"), "iterations"),
    **dict.fromkeys(("layers", "network", "hiddenlayers", "hiddenunits", "units", "activation"), "hidden"),
    **dict.fromkeys(("lambda", "lambd", "regularization", "weightdecay"), "l2"),
    **dict.fromkeys(("optimiser", "optim"), "optimizer"),
    **dict.fromkeys(("init", "initialization", "initialisation"), "initializer"),
    **dict.fromkeys(("weightseed", "randomseed"), "seed"),
    **dict.fromkeys(("language", "locale"), "lang"),
    **dict.fromkeys(("speed",), "pace"),
}
"""Names of parameters in other tools, in small letters without signs -> the app's name."""
ALIKE = 0.84
"""Similarity, from 0 to 1, from which on a name passes for another one misspelt."""
MAX_SHOWN = 60
"""Characters that are shown of a value."""


def read_link(
    query: Mapping[str, Sequence[str]],
    others: Set[str] = frozenset(),
    check: Callable[[DatasetConfig], object] = load_dataset,
) -> tuple[RunConfig, tuple[DnnError, ...]]:
    """The configuration of a link, and all that is wrong with the link.

    Args:
        query: the values of each parameter, of which the last one counts.
        others: names that are known besides those of configurations.
        check: raises a DnnError for a table that whoever opens the link may not use.
    """
    last = {name: values[-1] for name, values in query.items() if values}
    repeated = [_repeated(name, values) for name, values in query.items() if len(values) > 1]
    if playground_link.is_playground_link(last):
        strange = [_playground(last)]
        last = {name: value for name, value in last.items() if name not in playground_link.NAMES}
    else:
        strange = []
    config, refused = _settled({name: value for name, value in last.items() if name in parameter_names()})
    strange += _strange(last, parameter_names(config.dataset.name), others)
    config, missing = _with_data_at_hand(config, check)
    return config, (*strange, *repeated, *refused, *missing)


def _with_data_at_hand(config: RunConfig, check: Callable[[DatasetConfig], object]) -> tuple[RunConfig, list[DnnError]]:
    """The configuration with the usual data in the place of a table that is out of reach, and why."""
    if DATASETS[config.dataset.name].needs_content:
        try:
            check(config.dataset)
        except DnnError as error:
            return replace(config, dataset=default_config().dataset), [error]
    return config, []


def _settled(parameters: dict[str, str]) -> tuple[RunConfig, list[ConfigurationError]]:
    """The configuration of as many of the parameters as can stand together, and why the others cannot."""
    refused: list[ConfigurationError] = []
    while True:
        try:
            return from_query(parameters), refused
        except ConfigurationError as error:
            refused.append(error)
            del parameters[_culprit(parameters, error)]


def _culprit(parameters: Mapping[str, str], error: ConfigurationError) -> str:
    """The parameter without which this error does not arise: the one it names, if that is so."""
    for name in sorted(parameters, key=lambda name: name != error.field):
        try:
            from_query({other: value for other, value in parameters.items() if other != name})
        except ConfigurationError as remaining:
            if str(remaining) == str(error):
                continue
        return name
    return next(iter(parameters))


def _strange(parameters: Mapping[str, str], known: Set[str], others: Set[str]) -> list[ConfigurationError]:
    """A sentence for each name that was probably meant for a parameter, and for each that the dataset has not."""
    errors = []
    for name, value in parameters.items():
        if name in known or name in others:
            continue
        if name in parameter_names():
            expected = Text("left out, since the chosen data have no such setting")
            errors.append(ConfigurationError(name, expected, _short(value), Text("the link without it")))
        elif (meant := _meant(name, known | others)) is not None:
            expected = Text("the name of a setting")
            errors.append(ConfigurationError(name, expected, _short(f"{name}={value}"), _short(f"{meant}={value}")))
    return errors


def _meant(name: str, names: Set[str]) -> str | None:
    """The name that a name which is none was meant for; None where it is like none of them."""
    plain = {_plain(each): each for each in sorted(names)}
    if _plain(name) in OTHER_NAMES:
        return OTHER_NAMES[_plain(name)]
    alike = difflib.get_close_matches(_plain(name[:MAX_SHOWN]), plain, n=1, cutoff=ALIKE)
    return plain[alike[0]] if alike else None


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _repeated(name: str, values: Sequence[str]) -> ConfigurationError:
    shown = ", ".join(map(_short, values[:3]))
    return ConfigurationError(name, Text("given once"), shown, _short(f"{name}={values[-1]}"))


def _playground(query: Mapping[str, str]) -> ConfigurationError:
    """The sentence for a link of TensorFlow Playground, with the link that asks for the same here."""
    config, _refused = _settled(playground_link.translated(query))
    here = f"?{query_string(to_query(config))}"
    return ConfigurationError("link", Text("one of this app"), Text("a link of TensorFlow Playground"), here)


def _short(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"
