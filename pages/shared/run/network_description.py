"""The description of a network for its picture: sizes, activations, paths of its initial weights and its data."""

from __future__ import annotations

from dnn.activations import ACTIVATIONS
from dnn.background.payload import MAX_SENT_PARAMETERS
from dnn.background.wire import NetworkDescription, OwnPoints
from dnn.configuration import MAX_HIDDEN_LAYERS, MAX_UNITS, DatasetConfig, RunConfig
from dnn.configuration.point_editing import TakenOver
from dnn.datasets import DATASETS, load_dataset
from dnn.datasets.features import FEATURES
from dnn.datasets.own_points import MAX_POINTS, NAME, points_of
from dnn.datasets.picture import picture_of
from dnn.losses import TASKS
from dnn.network import layer_sizes, parameter_count, task_name
from pages.server.data_documents import offer
from pages.server.network_documents import offer_network
from pages.server.paths import data_path, network_path
from pages.shared.drawing import theme
from pages.shared.frame.text import _, ngettext, say, sentences
from pages.shared.session import session
from pages.shared.session.run_view import RunView

TAKEN_OVER = "taken_over"
"""Name of the page value that says how the data were taken over from which the own points were made."""


def describe(config: RunConfig, taken: TakenOver | None) -> NetworkDescription:
    """The network of a configuration and its data, as the live view takes them; `taken` as `taken_over_in` gives it."""
    data = load_dataset(config.dataset)
    task = TASKS[task_name(config)]
    parameters = parameter_count(config)
    picture = picture_of(data)
    return {
        "sizes": layer_sizes(config),
        "activations": [*(layer.activation for layer in config.architecture.hidden), task.output_name],
        "titles": [*(say(ACTIVATIONS[layer.activation].title) for layer in config.architecture.hidden),
                   task.output_name],
        "parameters": parameters,
        "too_large": MAX_SENT_PARAMETERS if parameters > MAX_SENT_PARAMETERS else None,
        "initial_url": network_path(offer_network(config)) if parameters <= MAX_SENT_PARAMETERS else None,
        "task": task.targets,
        "inputs": inputs(config),
        "input_names": input_names(config),
        "features": None if picture is None else picture.features,
        "classes": classes(config.dataset),
        "class_colors": theme.CLASSES,
        "points": own_points(config.dataset, taken),
        "drawable": data.plane_train is not None and not task.is_regression,
        "data_url": data_path(offer(config.dataset)),
        "l2": config.hyperparameters.l2,
        "examples": data.X_train.shape[1],
        "batch_size": config.hyperparameters.batch_size,
        "image_shape": data.image_shape,
        "max_units": MAX_UNITS,
        "max_layers": MAX_HIDDEN_LAYERS,
    }  # fmt: skip


def taken_over_in(view: RunView) -> TakenOver | None:
    """The account of how the own points of a view were taken over from other data; None where they were not."""
    taken: TakenOver | None = session.page_value(view.widget(TAKEN_OVER), None)
    return taken


def own_points(dataset: DatasetConfig, taken: TakenOver | None) -> OwnPoints | None:
    """Number and maximum of the own points, and a note on the data that they were made from."""
    if dataset.name != NAME:
        return None
    return {
        "count": points_of(dataset)[0].shape[1],
        "max_count": MAX_POINTS,
        "note": "" if taken is None else taken_over_note(taken),
    }


def taken_over_note(taken: TakenOver) -> str:
    """An account of points that were taken over, where not all stayed as they were."""
    words = []
    if taken.taken < taken.of:
        words.append(_kept(taken))
    if taken.moved:
        words.append(_moved(taken))
    return sentences(*words) if words else ""


def _kept(taken: TakenOver) -> str:
    words = ngettext("{kept} of {count} points was kept.", "{kept} of {count} points were kept.", taken.taken)
    return words.format(kept=f"{taken.taken:,}", count=f"{taken.of:,}")


def _moved(taken: TakenOver) -> str:
    words = ngettext(
        "{count} point beyond ±2 was moved to the edge.",
        "{count} points beyond ±2 were moved to the edge.",
        taken.moved,
    )
    return words.format(count=f"{taken.moved:,}")


def classes(dataset: DatasetConfig) -> list[str]:
    """The names of the classes; where the data have one alone, a second for what its unit says of all others."""
    names = [say(name) for name in DATASETS[dataset.name].class_names_for(dataset)]
    return [*names, _("another class")] if len(names) == 1 else names


def inputs(config: RunConfig) -> list[str]:
    """The names of the inputs beside their units: x₁."""
    data = load_dataset(config.dataset)
    if data.plane_train is not None:
        return [FEATURES[name].symbol for name in data.feature_names]
    return [f"x{subscript(number)}" for number in range(1, len(data.feature_names) + 1)]


def input_names(config: RunConfig) -> list[str]:
    """The names of the inputs where there is room: x₁ (mean radius)."""
    data = load_dataset(config.dataset)
    if data.plane_train is not None:
        return inputs(config)
    names = data.feature_names if data.image_shape is None else _pixels(*data.image_shape)
    return [f"{symbol} ({name})" for symbol, name in zip(inputs(config), names, strict=True)]


def _pixels(rows: int, columns: int) -> list[str]:
    name = _("pixel in row {row}, column {column}")
    return [name.format(row=row, column=column) for row in range(1, rows + 1) for column in range(1, columns + 1)]


def subscript(number: int) -> str:
    """12 as ₁₂"""
    return "".join("₀₁₂₃₄₅₆₇₈₉"[int(digit)] for digit in str(number))
