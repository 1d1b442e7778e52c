"""The run as a Markdown report: what was set, what network follows from it, and how to repeat it."""

from __future__ import annotations

from dnn.activations import ACTIVATIONS
from dnn.configuration import HYPERPARAMETERS, RunConfig
from dnn.datasets.contents import to_letters
from dnn.datasets.own_table import content_of, digest_of
from dnn.datasets.registry import DATASETS
from dnn.initializers import INITIALIZERS
from dnn.losses import TASKS
from dnn.network import layer_sizes, parameter_count
from dnn.optimizers import OPTIMIZERS
from dnn.schedules import SCHEDULES
from dnn.shapes import shape_table
from dnn.text import text_table
from dnn.validation.option import Option


def report(config: RunConfig) -> str:
    """Data, network, hyperparameters, dimension table and configuration as Markdown."""
    sections = {
        "Data": text_table.markdown(("Setting", "Value"), data_rows(config)),
        "Network": text_table.markdown(("Layer", "Units", "Activation"), network_rows(config), right=(0, 1)),
        "Hyperparameters": text_table.markdown(("Setting", "Value"), hyperparameter_rows(config)),
        "Dimensions": shape_table(config).to_text("markdown"),
        "Configuration": f"Saved as `run.json`, `python -m dnn train run.json` repeats the run.\n\n"
        f"```json\n{config.to_json()}\n```\n",
    }
    return "\n".join([f"# {report_title(config)}\n", *(f"## {name}\n\n{text}" for name, text in sections.items())])


def report_title(config: RunConfig) -> str:
    """The dataset and the sizes of the layers."""
    return f"{DATASETS[config.dataset.name].title}: {' → '.join(map(str, layer_sizes(config)))}"


def data_rows(config: RunConfig) -> list[tuple[object, object]]:
    """The settings of the data."""
    dataset, values = DATASETS[config.dataset.name], config.dataset.values()
    rows = [(option.title, _shown(option, values[option.name])) for option in dataset.options]
    task = ("Task", TASKS[dataset.task_for(config.dataset)].title)
    return [("Dataset", dataset.title), task, *rows, *_table_rows(config)]


def _table_rows(config: RunConfig) -> list[tuple[object, object]]:
    """The place of a visitor's own table, whose examples the configuration does not hold."""
    if digest_of(config.dataset) is None:
        return []
    where = "in the link to these settings" if to_letters(content_of(config.dataset)) else "stored under its hash"
    return [("Examples", where)]


def network_rows(config: RunConfig) -> list[tuple[object, ...]]:
    """One line a layer, the input being layer 0, and the number of parameters."""
    sizes = layer_sizes(config)
    task = TASKS[DATASETS[config.dataset.name].task_for(config.dataset)]
    names = [str(ACTIVATIONS[layer.activation].title) for layer in config.architecture.hidden]
    rows = enumerate(zip(sizes, ["(input)", *names, f"{task.output_name} (output)"], strict=True))
    return [(l, n, name) for l, (n, name) in rows]


def hyperparameter_rows(config: RunConfig) -> list[tuple[object, object]]:
    """The settings of the training, and what follows from them."""
    h = config.hyperparameters
    schedule = h.schedule
    values = [(option.title, _shown(option, getattr(h, name))) for name, option in HYPERPARAMETERS.items()]
    own = [(option.title, schedule.values()[option.name]) for option in SCHEDULES[schedule.name].options]
    return [
        *((title, OPTIMIZERS[h.optimizer].title if value == h.optimizer else value) for title, value in values),
        ("Schedule", SCHEDULES[schedule.name].title),
        *own,
        ("Number of layers L", len(layer_sizes(config)) - 1),
        ("Initial weights", INITIALIZERS[config.architecture.initializer].title),
        ("Seed of the weights", config.seed),
        ("Number of parameters", parameter_count(config)),
    ]


def _shown(option: Option, value: object) -> object:
    """A value as readers are told it: a choice by its title; where there is none, all of the examples, or none of what
    can be set."""
    if option.choice_titles:
        return option.choice_titles[option.choices.index(str(value))]
    if value is None:
        return "all" if option.kind == "integer" else "none"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
