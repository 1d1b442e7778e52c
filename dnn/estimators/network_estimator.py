"""DnnClassifier and DnnRegressor: fit, predict and score as scikit-learn has them, on the library's own training.

Rows of X are examples here; inside they are columns, as everywhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dnn.configuration import ArchitectureConfig, HiddenLayer, Hyperparameters, RunConfig
from dnn.configuration.table import configuration_of
from dnn.datasets import Data, load_dataset
from dnn.datasets.contents import CONTENTS, TableContent
from dnn.datasets.data import Floats
from dnn.forward import output_Z
from dnn.losses import TASKS
from dnn.network import Parameters, parameters_at
from dnn.training.advance import TrainingStopped, advance

try:
    from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
    from sklearn.utils import check_random_state
    from sklearn.utils.multiclass import check_classification_targets
    from sklearn.utils.validation import check_is_fitted, validate_data
except ModuleNotFoundError as error:
    raise ImportError(
        "Expected scikit-learn to be installed for dnn.estimators, got nothing; try the extra sklearn of this project."
    ) from error

MAX_DRAWN_SEED = 2**31 - 1


class NetworkEstimator(BaseEstimator):
    """Base of classifier and regressor: the settings, the training, the way forward.

    Args:
        hidden_layers: the number of units of each hidden layer, from the input's side.
        activation: the hidden layers' activation, a name in ACTIVATIONS.
        learning_rate: α.
        iterations: updates of the weights.
        batch_size: examples of an update; None: all.
        optimizer: a name in OPTIMIZERS.
        initializer: a name in INITIALIZERS.
        l2: strength λ of the L2 penalty.
        standardize: whether features, and the targets of a regression, are brought to mean 0 and standard deviation 1.
        precision: "float64" or "float32".
        target_cost: the cost at which training ends early; None: it does not.
        random_state: a seed of the weights and of the order of the examples, a RandomState to draw it from, or None.

    Attributes:
        parameters_: the trained network.
        costs_: (iterations,) the cost J, L2 included, of each iteration before its update.
        n_iter_: the number of iterations made.
        n_features_in_: n_x.
        mean_, scale_: (n_x, 1) what is subtracted from features, and what they are then divided by.
        target_mean_, target_scale_: the same for the target; 0 and 1 for classes.
    """

    def __init__(
        self,
        hidden_layers: Sequence[int] = (16, 16),
        *,
        activation: str = "tanh",
        learning_rate: float = 0.01,
        iterations: int = 300,
        batch_size: int | None = None,
        optimizer: str = "adam",
        initializer: str = "xavier",
        l2: float = 0.0,
        standardize: bool = True,
        precision: str = "float64",
        target_cost: float | None = None,
        random_state: Any = None,
    ) -> None:
        self.hidden_layers = hidden_layers
        self.activation = activation
        self.learning_rate = learning_rate
        self.iterations = iterations
        self.batch_size = batch_size
        self.optimizer = optimizer
        self.initializer = initializer
        self.l2 = l2
        self.standardize = standardize
        self.precision = precision
        self.target_cost = target_cost
        self.random_state = random_state

    def _train(self, rows: Floats, labels: Floats, classes: int) -> None:
        """Train on rows (m, n_x) and labels (m,), and leave nothing of them in this process.

        Raises:
            ConfigurationError: a setting that cannot be used, or more data than a table may have.
            TrainingStopped: a number is not finite.
        """
        features = tuple(f"x{j}" for j in range(1, rows.shape[1] + 1))
        content = TableContent(rows.T, labels, features, tuple(str(number) for number in range(classes)))
        config = self._configuration(content)
        with CONTENTS.held(content):
            data = load_dataset(config.dataset)
            result = advance(config, None, evaluations=False)
        if result.stop is not None and result.stop.reason == "non_finite":
            raise TrainingStopped(result.stop)
        self._take(data, parameters_at(config, result.state.theta), result.costs)

    def _take(self, data: Data, parameters: Parameters, costs: Floats) -> None:
        self.parameters_, self.costs_, self.n_iter_ = parameters, costs, len(costs)
        self.mean_, self.scale_ = data.mean, data.scale
        self.target_mean_, self.target_scale_ = data.target_mean, data.target_scale

    def _configuration(self, content: TableContent) -> RunConfig:
        """The run that the settings describe; numbers of NumPy become Python's."""
        h = {
            name: _plain(getattr(self, name))
            for name in ("learning_rate", "iterations", "batch_size", "optimizer", "l2", "precision", "target_cost")
        }
        return RunConfig(
            dataset=configuration_of(content, test_fraction=0.0, standardize=_plain(self.standardize)),
            architecture=ArchitectureConfig(
                tuple(HiddenLayer(_plain(units), self.activation) for units in self.hidden_layers), self.initializer
            ),
            hyperparameters=Hyperparameters(**h),
            seed=self._seed(),
        )

    def _seed(self) -> int:
        if isinstance(self.random_state, int | np.integer):
            return int(self.random_state)
        return int(check_random_state(self.random_state).randint(MAX_DRAWN_SEED))

    def _output(self, X: ArrayLike) -> Floats:
        """Ŷ (n_y, m) of rows X (m, n_x)."""
        check_is_fitted(self)
        rows = validate_data(self, X, reset=False, dtype=np.float64)  # (m, n_x)
        inputs = (rows.T - self.mean_) / self.scale_  # (n_x, m)
        dtype = self.parameters_.layers[0].W.dtype
        Z = output_Z(self.parameters_, inputs.astype(dtype))  # (n_y, m)
        return np.asarray(TASKS[self.parameters_.task].output(Z), dtype=np.float64)  # (n_y, m)


class DnnClassifier(ClassifierMixin, NetworkEstimator):
    """A classifier: sigmoid or softmax behind the hidden layers, trained on the cross-entropy.

    Its settings are those of NetworkEstimator.

    Attributes:
        classes_: (C,) the classes in sorted order.
    """

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Train anew.

        Args:
            X: (m, n_x) features, one example per row.
            y: (m,) classes.

        Raises:
            ValueError: arrays that do not fit, or a setting that cannot be used.
            TrainingStopped: a number is not finite.
        """
        rows, labels = validate_data(self, X, y, dtype=np.float64)  # (m, n_x), (m,)
        check_classification_targets(labels)
        self.classes_, numbers = np.unique(labels, return_inverse=True)  # (C,), (m,)
        self._train(rows, numbers.astype(np.float64), len(self.classes_))
        return self

    def predict_proba(self, X: ArrayLike) -> NDArray[np.float64]:
        """The probability of each class, (m, C), for rows X (m, n_x)."""
        output = self._output(X)  # (n_y, m)
        if len(self.classes_) == 1:
            return np.ones((output.shape[1], 1))
        return (np.concatenate([1 - output, output]) if len(output) == 1 else output).T  # (m, C)

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """The most probable class of each row of X (m, n_x): (m,)."""
        most_probable = self.predict_proba(X).argmax(axis=1)  # (m,)
        return self.classes_[most_probable]  # (m,)


class DnnRegressor(RegressorMixin, NetworkEstimator):
    """A regressor: a linear output behind the hidden layers, trained on half the squared error.

    Its settings are those of NetworkEstimator.
    """

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Train anew.

        Args:
            X: (m, n_x) features, one example per row.
            y: (m,) targets.

        Raises:
            ValueError: arrays that do not fit, or a setting that cannot be used.
            TrainingStopped: a number is not finite.
        """
        rows, targets = validate_data(self, X, y, dtype=np.float64, y_numeric=True)  # (m, n_x), (m,)
        self._train(rows, targets.astype(np.float64), 0)
        return self

    def predict(self, X: ArrayLike) -> NDArray[np.float64]:
        """The value of each row of X (m, n_x): (m,)."""
        output = self._output(X)  # (1, m)
        return (output * self.target_scale_ + self.target_mean_)[0]  # (m,)


def _plain(value: Any) -> Any:
    """A value as Python has it: searches try numbers of NumPy."""
    return value.item() if isinstance(value, np.generic) else value
