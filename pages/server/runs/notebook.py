"""POST api/notebook: the runs of a visitor, after what she does to one of them. The body is a NotebookRequest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dnn.background.limits import NotOwner
from dnn.background.notebook.entry import NotebookEntry
from dnn.background.notebook.labels import RunLabels
from dnn.background.notebook.notebook import MAX_SWEEPS
from dnn.background.notebook.read_only_entry import Entry, ReadOnlyEntry
from dnn.background.notebook.sweeps import MAX_SEEDS
from dnn.background.services import get_run_manager
from dnn.background.wire import NotebookDocument, NotebookRow, TriedValue, VariationDocument
from dnn.configuration import RunConfig
from dnn.configuration.sections import check_choice, check_keys, section
from dnn.configuration.variations import VARIATIONS, Trial, Variation
from dnn.datasets import DATASETS
from dnn.errors import ConfigurationError
from dnn.losses import TASKS, Task
from dnn.network import layer_sizes
from dnn.text.messages import Text, Translations
from dnn.validation.checks import whole_number
from pages.locale.languages import translations
from pages.server.errors import NO_STORE
from pages.server.json_response import FastJSONResponse
from pages.server.paths import RUN_ID
from pages.server.runs.digests import data_digest, start_digest
from pages.server.runs.owner_request import Body, answer, owner_of, unknown_run
from pages.server.runs.setting_texts import changed_setting_texts, setting_labels, value_text


async def post_notebook(request: Request) -> Response:
    """Answer one request."""

    async def obey(body: Body) -> Response:
        owner = owner_of(request, body)
        if owner is None:
            raise NotOwner
        act = _action(body["action"], owner)
        return await run_in_threadpool(_answer, act, owner, translations(body["language"]))

    return await answer(request, {"action": None}, obey)


def _answer(act: Callable[[], object], owner: str, catalogue: Translations) -> Response:
    try:
        done = act()
    except KeyError:
        raise unknown_run() from None
    proposed_for = done if isinstance(done, RunConfig) else None
    return FastJSONResponse(notebook_document(owner, catalogue, proposed_for), headers=NO_STORE)


def notebook_document(owner: str, catalogue: Translations, proposed_for: RunConfig | None = None) -> NotebookDocument:
    """The runs of an owner, the latest first, in a language; and what can be tried around a configuration."""
    runs = get_run_manager()
    listed = runs.notebook.listed(owner)
    return {
        "runs": [_row(entry, catalogue) for entry in listed],
        "labels": {name: label.render(catalogue) for name, label in setting_labels().items()},
        "limit": runs.settings.runs_per_visitor,
        "star_limit": runs.settings.starred_runs_per_visitor,
        "sweep_limit": MAX_SWEEPS,
        "leaving": [entry.id for entry in runs.notebook.leaving(listed)],
        "is_durable": runs.settings.store != "memory",
        "variations": []
        if proposed_for is None
        else [_variation(each, proposed_for, catalogue) for each in VARIATIONS.values()],
    }


def _variation(variation: Variation, config: RunConfig, catalogue: Translations) -> VariationDocument:
    return {
        "name": variation.name,
        "title": variation.title.render(catalogue),
        "proposed": list(variation.proposed(config)),
        "options": [{"value": name, "text": title.render(catalogue)} for name, title in variation.options],
    }


def _tried(variation: Variation, value: Any, catalogue: Translations) -> TriedValue:
    return {
        "choice": variation.name,
        "title": variation.title.render(catalogue),
        "setting": variation.setting,
        "value": value,
        "text": value_text(variation, value, catalogue),
    }


def _row(entry: Entry, catalogue: Translations) -> NotebookRow:
    labels, config = entry.labels, entry.config
    can_go_on = isinstance(entry, NotebookEntry)
    return {
        "id": entry.id,
        "number": labels.number,
        "colour": labels.colour,
        "created": labels.created,
        "name": labels.name,
        "note": labels.note,
        "is_starred": labels.is_starred,
        "parent": labels.parent,
        "parent_iteration": labels.parent_iteration,
        "sweep": labels.sweep if can_go_on else None,
        "tries": _tries(labels, catalogue) if can_go_on else [],
        "sizes": [] if config is None else list(layer_sizes(config)),
        "activations": [] if config is None else _activations(config),
        "generation": entry.generation if isinstance(entry, NotebookEntry) else 0,
        "status": entry.status,
        "stop": entry.stop if isinstance(entry, NotebookEntry) else None,
        "iteration": entry.iteration,
        "epoch": entry.epoch,
        "train_cost": entry.train_cost,
        "train_data_cost": entry.train_data_cost,
        "test_cost": entry.test_cost,
        "train_score": entry.train_score,
        "test_score": entry.test_score,
        "seconds": entry.seconds,
        "score": "accuracy" if config is None else _task(config).score_name,
        "l2": 0.0 if config is None else config.hyperparameters.l2,
        "settings": {} if config is None else changed_setting_texts(entry.first_config or config, config, catalogue),
        "data": "" if config is None else data_digest(config),
        "start": "" if config is None else start_digest(config),
        "read_only": entry.reason.render(catalogue) if isinstance(entry, ReadOnlyEntry) else None,
    }


def _tries(labels: RunLabels, catalogue: Translations) -> list[TriedValue]:
    return [
        _tried(VARIATIONS[name], value, catalogue)
        for name, value in zip(labels.varied, labels.tried, strict=True)
        if name in VARIATIONS
    ]


def _task(config: RunConfig) -> Task:
    return TASKS[DATASETS[config.dataset.name].task_for(config.dataset)]


def _activations(config: RunConfig) -> list[str]:
    return [*(layer.activation for layer in config.architecture.hidden), _task(config).output_name]


def _action(document: object, owner: str) -> Callable[[], object]:
    """The act that a request asks for; none, where it only asks for the runs.

    Raises:
        ConfigurationError: an unknown action or key, or one that is missing.
    """
    if document is None:
        return lambda: None
    given = section("action", document)
    name = given.pop("name", None)
    check_choice("name", name, ACTIONS)
    act, keys = ACTIONS[name]
    check_keys(given, keys, Text("the action {name}", name=name))
    if "run" in keys:
        run_id = given.pop("run", None)
        if not isinstance(run_id, str) or not RUN_ID.fullmatch(run_id):
            raise ConfigurationError("run", Text("the id of a run, of letters, digits, - and _"), run_id, "")
        return lambda: act(run_id, owner, **given)
    return lambda: act(owner, **given)


def _write(run_id: str, owner: str, **texts: Any) -> None:
    label = texts.pop("label", None)
    get_run_manager().notebook.write(run_id, owner, name=label, **texts)


def _config_of(run_id: str, owner: str) -> RunConfig:
    """The configuration of the owner's run, or of one that she was offered. Raises KeyError where there is none."""
    runs = get_run_manager()
    found = runs.get(run_id) or runs.offer_of(run_id)
    if found is None:
        raise KeyError(run_id)
    if found.owner != owner:
        raise NotOwner
    return found.config


def _try_several(run_id: str, owner: str, tries: object = None, seeds: object = 1) -> None:
    if not isinstance(tries, list):
        raise ConfigurationError("tries", Text("a list"), tries, '[{"choice": "l2", "values": [0, 1]}]')
    number = whole_number("seeds", seeds, 1, MAX_SEEDS)
    config, trials, runs = _config_of(run_id, owner), [_trial(each) for each in tries], get_run_manager()
    runs.sweeps.start(owner, config, trials, number, runs.get(run_id))


def _trial(document: object) -> Trial:
    given = section("tries", document)
    check_keys(given, ("choice", "values"), Text("a setting that is tried"))
    check_choice("choice", given.get("choice"), VARIATIONS)
    values = given.get("values")
    if not isinstance(values, list):
        raise ConfigurationError("values", Text("a list"), values, "[0.03, 0.1, 0.3]")
    return Trial(VARIATIONS[given["choice"]], tuple(values))


ACTIONS: dict[str, tuple[Callable[..., object], tuple[str, ...]]] = {
    "write": (_write, ("run", "label", "note", "is_starred")),
    "delete": (lambda run_id, owner: get_run_manager().notebook.delete(run_id, owner), ("run",)),
    "restore": (lambda run_id, owner: get_run_manager().notebook.restore(run_id, owner), ("run",)),
    "propose": (_config_of, ("run",)),
    "try_several": (_try_several, ("run", "tries", "seeds")),
    "pause_sweep": (lambda run_id, owner: get_run_manager().sweeps.pause(run_id, owner), ("run",)),
    "resume_sweep": (lambda run_id, owner: get_run_manager().sweeps.resume(run_id, owner), ("run",)),
    "cancel_sweep": (lambda run_id, owner: get_run_manager().sweeps.cancel(run_id, owner), ("run",)),
    "let_go": (lambda owner: get_run_manager().notebook.let_go(owner), ()),
    "star_leaving": (lambda owner: get_run_manager().notebook.star_leaving(owner), ()),
    "delete_all": (lambda owner: get_run_manager().notebook.delete_all(owner), ()),
}
"""The actions by their names, with the further keys of their documents. `run` is the id of a run, or of a sweep."""
