"""The result of a sweep in the visitor's language, in the words of the live view."""

from __future__ import annotations

from collections.abc import Mapping

from dnn.background.notebook.entry import NotebookEntry
from dnn.configuration import RunConfig
from dnn.configuration.variations import VARIATIONS, Variation
from pages.lab.train.sweep_result import SweepResult, Tried
from pages.live import live_texts
from pages.server.runs.setting_texts import changed_setting_texts, setting_labels, setting_texts
from pages.shared.frame.text import ngettext, say, sentences, translator

MAX_NAMED = 3
"""Diverged values that are named; the others are counted."""


def title(run: NotebookEntry) -> str:
    """The heading of the sweep that a run is one of: "Several values of α"."""
    texts, names = live_texts(translator()), setting_names(run)
    if len(names) > 1:
        return texts["sweep_title_two"].format(first=names[0], second=names[1])
    return texts["sweep_title"].format(setting=names[0])


def setting_names(run: NotebookEntry) -> list[str]:
    """The settings that a run's sweep varies; one alone by its symbol."""
    varied = _variations(run)
    if len(varied) > 1:
        return [say(each.title) for each in varied]
    return [say(setting_labels()[each.setting]) for each in varied]


def name(run: NotebookEntry) -> str:
    """The values that a run of a sweep tries: "α = 0.3, λ = 1"."""
    texts = changed_setting_texts(run.first_config, run.config, translator())
    settings = dict.fromkeys(each.setting for each in _variations(run))
    said = (f"{say(setting_labels()[setting])} = {texts[setting]}" for setting in settings)
    return live_texts(translator())["list_separator"].join(said)


def result_in_words(result: SweepResult, present: RunConfig) -> str:
    """The sentence on the best value, against the present one or the second best, and on those that diverged."""
    texts, best = live_texts(translator()), result.best
    parts = [texts["sweep_none"] if best is None else _best(result, best, present, texts)]
    diverged = [each for each in result.tried if each.diverged is not None]
    parts += [
        texts["sweep_diverged"].format(setting=name(each.middle), iteration=f"{each.diverged:,}")
        for each in diverged[:MAX_NAMED]
    ]
    more = len(diverged) - MAX_NAMED
    if more > 0:
        parts.append(ngettext("{count} more diverged.", "{count} more diverged.", more).format(count=more))
    return sentences(*parts)


def luck_in_words(result: SweepResult) -> str:
    """The word about luck; empty where there is none to speak of."""
    if result.best is None or result.second is None:
        return ""
    unsure = "luck_ranges" if len(result.best.runs) > 1 else "luck_one_seed"
    has_spread = result.is_luck is not None and not result.is_luck
    return live_texts(translator())["no_luck" if has_spread else unsure]


def cost_in_words(tried: Tried) -> str:
    """The cost of a value, with the range of its seeds; that it diverged, where it did."""
    if tried.diverged is not None:
        return f"{live_texts(translator())['state_diverged']} ({tried.diverged:,})"
    if tried.cost is None:
        return figure(None)
    spread = f" ({figure(tried.low)} – {figure(tried.high)})" if len(tried.runs) > 1 else ""
    return f"{figure(tried.cost)}{spread}"


def measure_name(result: SweepResult) -> str:
    """The cost that is compared."""
    return live_texts(translator())["test_cost" if result.is_test else "train_cost"]


def figure(cost: float | None) -> str:
    """A cost in four digits."""
    return "–" if cost is None else f"{cost:#.4g}"


def _variations(run: NotebookEntry) -> list[Variation]:
    return [VARIATIONS[each] for each in run.labels.varied if each in VARIATIONS]


def _best(result: SweepResult, best: Tried, present: RunConfig, texts: Mapping[str, str]) -> str:
    values = {
        "after": texts["amount_iterations"].format(number=f"{result.amount:,}"),
        "setting": name(best.middle),
        "measure": measure_name(result),
        "cost": figure(best.cost),
    }
    others = (each for each in result.tried if each is not best and each.cost is not None)
    other = next((each for each in others if _is_present(each.middle, present)), result.second)
    if other is None or other.cost is None or best.cost is None:
        return texts["sweep_best"].format(**values)
    difference = other.cost - best.cost
    delta = f"−{figure(difference)}" if difference > 0 else "±0"
    return texts["sweep_best_against"].format(**values, delta=delta, other=name(other.middle))


def _is_present(run: NotebookEntry, present: RunConfig) -> bool:
    """True if a run tries the values that the page has."""
    tried, shown = (setting_texts(each, translator()) for each in (run.first_config, present))
    return all(tried[each.setting] == shown[each.setting] for each in _variations(run))
