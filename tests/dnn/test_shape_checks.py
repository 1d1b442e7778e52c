"""Arrays that do not fit are refused in one sentence, with what usually leads to them; none is broadcast in silence."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import dnn
from dnn.configuration import RunConfig
from dnn.errors import ConfigurationError, ShapeError
from dnn.lessons.recomputation.ways import WAYS, steps
from dnn.losses import TASKS
from dnn.validation.shape_checks import CLASS_NUMBERS, OTHER_COLUMNS, RANK_1, TRANSPOSED

M = 6
KINDS = {"binary": ("circles", {}), "multiclass": ("gaussians", {"classes": 3}), "regression": ("sine", {})}


def network(task: str) -> tuple[dnn.Parameters, np.ndarray, np.ndarray]:
    """A network of the task, X (2, 6) and Y (n_y, 6)."""
    name, options = KINDS[task]
    config = RunConfig.from_dict(
        {"dataset": {"name": name, **options}, "architecture": {"hidden": [{"units": 4, "activation": "tanh"}]}}
    )
    data = dnn.load_dataset(config.dataset)
    return dnn.initialize(config), data.X_train[:, :M], data.Y_train[:, :M]


def refused(sentence: str, cause: object | None, function: Callable[..., object], *arguments: object) -> None:
    with pytest.raises(ShapeError) as caught:
        function(*arguments)
    assert sentence in str(caught.value)
    if cause is not None:
        assert str(cause) in str(caught.value)


USERS_OF_LABELS = {
    "cost": lambda parameters, X, Y: dnn.cost(parameters, dnn.forward(parameters, X), Y),
    "backward": lambda parameters, X, Y: dnn.backward(parameters, dnn.forward(parameters, X), Y),
    "Task.cost": lambda parameters, X, Y: TASKS[parameters.task].cost(dnn.forward(parameters, X)[-1].Z, Y),
}
"""Every public function that takes Y."""


@pytest.mark.parametrize("user", USERS_OF_LABELS)
@pytest.mark.parametrize("task", TASKS)
class TestLabels:
    def test_those_that_fit_are_taken(self, user: str, task: str) -> None:
        parameters, X, Y = network(task)
        USERS_OF_LABELS[user](parameters, X, Y)

    def test_transposed_ones(self, user: str, task: str) -> None:
        parameters, X, Y = network(task)
        refused(f"Y should have shape (n_y, m) = {Y.shape}, got {Y.T.shape}", TRANSPOSED,
                USERS_OF_LABELS[user], parameters, X, Y.T)  # fmt: skip

    def test_rank_1_arrays(self, user: str, task: str) -> None:
        parameters, X, Y = network(task)
        cause = CLASS_NUMBERS if task == "multiclass" else RANK_1
        refused(f"got ({M},)", cause, USERS_OF_LABELS[user], parameters, X, Y.argmax(axis=0))

    def test_those_of_another_batch(self, user: str, task: str) -> None:
        parameters, X, Y = network(task)
        refused(f"got {Y[:, 1:].shape}", OTHER_COLUMNS, USERS_OF_LABELS[user], parameters, X, Y[:, 1:])

    @pytest.mark.parametrize("shape", [(), (1,), (0, M), (9, M), (1, 1, M)])
    def test_others(self, user: str, task: str, shape: tuple[int, ...]) -> None:
        parameters, X, _Y = network(task)
        refused(f"got {shape}", None, USERS_OF_LABELS[user], parameters, X, np.zeros(shape))


@pytest.mark.parametrize("shape", [(M, 1), (1, M), (M,)])
def test_class_numbers_instead_of_one_hot_columns(shape: tuple[int, ...]) -> None:
    parameters, X, Y = network("multiclass")
    refused(f"Y should have shape (n_y, m) = (3, {M}), got {shape}", CLASS_NUMBERS,
            USERS_OF_LABELS["cost"], parameters, X, Y.argmax(axis=0).reshape(shape))  # fmt: skip


class TestExamples:
    @pytest.mark.parametrize("user", [dnn.forward, dnn.predict])
    def test_they_are_columns(self, user: Callable[..., object]) -> None:
        parameters, X, _Y = network("binary")
        refused(f"X should have shape (n_x, m) = (2, {M}), got ({M}, 2)", TRANSPOSED, user, parameters, X.T)
        refused("X should have shape (n_x, m) = (2, 1), got (2,)", RANK_1, user, parameters, X[:, 0])
        refused(f"X should have shape (n_x, m) = (2, {M}), got (1, {M})", None, user, parameters, X[:1])
        refused("got ()", None, user, parameters, 1.0)

    def test_one_example_and_as_many_as_features_are_taken(self) -> None:
        parameters, X, _Y = network("binary")
        assert dnn.predict(parameters, X[:, :1]).shape == (1, 1)
        assert dnn.predict(parameters, X[:, :2]).shape == (1, 2)


class TestCaches:
    @pytest.mark.parametrize("user", [dnn.cost, dnn.backward])
    def test_those_of_another_network(self, user: Callable[..., object]) -> None:
        parameters, X, Y = network("binary")
        passes = dnn.forward(parameters, X)
        refused("passes should have shape (L,) = (2,), got (1,)", None, user, parameters, passes[:1], Y)
        refused(f"A^[0] should have shape (n^[0], m) = (2, {M}), got (4, {M})", None, user, parameters, passes[::-1], Y)
        wide = dnn.ForwardPass(passes[0].A_previous, passes[0].Z.T, passes[0].A)
        refused(f"Z^[1] should have shape (n^[1], m) = (4, {M}), got ({M}, 4)", TRANSPOSED,
                user, parameters, (wide, passes[1]), Y)  # fmt: skip

    @pytest.mark.parametrize("way", WAYS)
    def test_a_step_that_keeps_less_refuses_the_same_labels(self, way: str) -> None:
        parameters, X, Y = network("binary")
        memory = WAYS[way].memory(parameters, X)
        refused(f"Y should have shape (n_y, m) = (1, {M})", TRANSPOSED,
                lambda: list(steps(parameters, X, Y.T, memory)))  # fmt: skip
        refused(f"X should have shape (n_x, m) = (2, {M})", TRANSPOSED,
                lambda: list(steps(parameters, X.T, Y, memory)))  # fmt: skip


class TestLayers:
    @pytest.mark.parametrize(
        ("W", "b", "sentence", "cause"),
        [
            (np.zeros((3, 2)), np.zeros(3), "b should have shape (n^[l], 1) = (3, 1), got (3,)", RANK_1),
            (np.zeros((3, 2)), np.zeros((1, 3)), "b should have shape (n^[l], 1) = (3, 1), got (1, 3)", TRANSPOSED),
            (np.zeros((3, 2)), np.zeros((3, 6)), "b should have shape (n^[l], 1) = (3, 1), got (3, 6)", OTHER_COLUMNS),
            (np.zeros(3), np.zeros((1, 1)), "W should have shape (n^[l], n^[l-1]) = (1, 3), got (3,)", RANK_1),
        ],
    )
    def test_a_bias_or_weights_that_do_not_fit(
        self, W: np.ndarray, b: np.ndarray, sentence: str, cause: object
    ) -> None:
        refused(sentence, cause, dnn.Layer, W, b, "tanh")

    @pytest.mark.parametrize("name", ["Tanh", "", "relu ", None, 3])
    def test_an_activation_that_does_not_exist(self, name: object) -> None:
        with pytest.raises(ConfigurationError, match=r"Expected activation to be one of .*tanh.*softmax"):
            dnn.Layer(np.zeros((3, 2)), np.zeros((3, 1)), name)  # type: ignore[arg-type]

    def test_layers_that_do_not_follow_each_other(self) -> None:
        one, other = (dnn.Layer(np.zeros((n, 2)), np.zeros((n, 1)), "tanh") for n in (4, 1))
        refused(
            "W^[2] should have shape (n^[2], n^[1]) = (1, 4), got (1, 2)", None, dnn.Parameters, (one, other), "binary"
        )
        turned = dnn.Layer(np.zeros((4, 3)), np.zeros((4, 1)), "tanh")
        refused("W^[2] should have shape (n^[2], n^[1]) = (4, 4)", None, dnn.Parameters, (one, turned), "binary")

    def test_a_task_that_does_not_exist(self) -> None:
        with pytest.raises(ConfigurationError, match="Expected task to be one of binary, multiclass, regression"):
            dnn.Parameters((), "Binary")
