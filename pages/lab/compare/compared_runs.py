"""The runs of a comparison as the page shows them: names by what differs, settings, words about the comparison."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from dnn.background.wire import ComparedRunData, ComparedSetting
from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.losses import TASKS
from dnn.network import parameter_count
from pages.server.comparison.comparison_text import ComparedRun, write_run
from pages.server.comparison.replay import TABLE_KEY, frame_count
from pages.server.paths import REPLAY
from pages.server.runs import table_keys
from pages.server.runs.digests import start_digest
from pages.server.runs.setting_texts import changed_setting_texts, setting_labels
from pages.shared.frame.text import _, ngettext, say, translator
from pages.shared.run import network_description
from pages.shared.session import session

MAX_NAMED_DIFFERENCES = 2
"""Differences that a run is named by; of more their number."""
NONE = "–"


def settings_in_words(run: ComparedRun) -> dict[str, str]:
    """The settings of a run in the visitor's language, "0.1 → 0.3" where one was changed while it trained."""
    recipe = run.recipe
    return changed_setting_texts(recipe.config, recipe.config_from(recipe.until), translator())


def differing_settings(runs: Sequence[ComparedRun]) -> list[ComparedSetting]:
    """The settings in which runs differ, with their values, in the order in which settings are listed."""
    texts = [settings_in_words(run) for run in runs]
    rows: list[ComparedSetting] = []
    for name, label in setting_labels().items():
        values = [each.get(name, NONE) for each in texts]
        if len(set(values)) > 1:
            rows.append({"label": say(label), "values": values})
    counts = [sum(change.entry is not None for change in run.recipe.changes) for run in runs]
    if len(set(counts)) > 1:
        rows.append({"label": _("Weights set by hand"), "values": [str(count) for count in counts]})
    return rows


def names(settings: Sequence[ComparedSetting], count: int) -> list[str]:
    """A name for each of so many runs: what it has other than the first, which is named by its own values."""
    found = []
    for index in range(count):
        others = [row for row in settings if index == 0 or row["values"][index] != row["values"][0]]
        if index and len(others) > MAX_NAMED_DIFFERENCES:
            found.append(ngettext("{count} change", "{count} changes", len(others)).format(count=len(others)))
        else:
            named = others[:MAX_NAMED_DIFFERENCES]
            found.append(_(", ").join(_difference(row, index) for row in named))
    return found


def titles(runs: Sequence[ComparedRun]) -> list[str]:
    """The number and the name of each run."""
    return [f"#{run.number} {name}" for run, name in zip(runs, names(differing_settings(runs), len(runs)), strict=True)]


def _difference(row: ComparedSetting, index: int) -> str:
    first, own = row["values"][0], row["values"][index]
    return f"{row['label']} {own}" if index == 0 else f"{row['label']} {first} → {own}"


def notes(runs: Sequence[ComparedRun]) -> list[str]:
    """Sentences about a comparison: whether all began alike, and why costs may not compare."""
    configs = [run.recipe.config for run in runs]
    sentences = []
    if not learn_from_the_same(configs):
        sentences.append(_("These runs learn from different data, so their costs do not compare."))
    elif len({config.hyperparameters.l2 > 0 for config in configs}) > 1:
        sentences.append(_("Some of these runs have an L2 term in J: compare their test costs, which have none."))
    starts = set(map(start_digest, configs))
    seeds = list(dict.fromkeys(str(config.seed) for config in configs))
    if len(starts) == 1:
        sentences.append(_("Same weights at iteration 0 ✓"))
    elif len(seeds) > 1:
        sentences.append(_("Different weights at iteration 0: seeds {seeds}").format(seeds=" / ".join(seeds)))
    else:
        sentences.append(_("Different weights at iteration 0: the networks differ"))
    return sentences


def learn_from_the_same(configs: Sequence[RunConfig]) -> bool:
    """True if all runs learn from the same data, so that their costs compare."""
    return len({config.dataset for config in configs}) == 1


def score_of(runs: Sequence[ComparedRun]) -> str:
    """The score of the first run's task: "accuracy" or "r2"."""
    return TASKS[load_dataset(runs[0].recipe.config.dataset).task].score_name


def run_data(runs: Sequence[ComparedRun], settings: Sequence[ComparedSetting]) -> list[ComparedRunData]:
    """The runs as the component takes them, with the settings in which they differ."""
    last, count, language = max(run.recipe.until for run in runs), frames_of(runs), session.language()
    found: list[ComparedRunData] = []
    for run, name in zip(runs, names(settings, len(runs)), strict=True):
        text = write_run(run)
        query: dict[str, str | int] = {"run": text, "last": last, "count": count, "language": language}
        key = table_keys.key_for(session.visitor(), run.recipe.config.dataset)
        query |= {} if key is None else {TABLE_KEY: key}
        found.append(
            {
                "text": text,
                "url": f"{REPLAY}?{urlencode(query)}",
                "number": run.number,
                "colour": run.colour,
                "name": name,
                "until": run.recipe.until,
                "network": network_description.describe(run.recipe.config, None),
                "document": None,
                "data_document": None,
            }
        )
    return found


def frames_of(runs: Sequence[ComparedRun]) -> int:
    """The number of networks of each run: that of the largest network, so that all have them at the same iterations."""
    return min(frame_count(parameter_count(run.recipe.config)) for run in runs)
