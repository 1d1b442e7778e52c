"""The run as a script in plain NumPy, in the letters of the course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import Template

from dnn.activations import LEAKY_SLOPE
from dnn.configuration import RunConfig
from dnn.export import parts

SIGMOID = """\
def sigmoid(Z):
    return np.exp(-np.logaddexp(0, -Z))
"""
SIGMOID_DERIVATIVE = """\
def sigmoid_derivative(Z):
    return sigmoid(Z) * sigmoid(-Z)
"""


@dataclass(frozen=True)
class ActivationCode:
    """The names of g and g', and the functions they need."""

    g: str
    derivative: str
    functions: tuple[str, ...]


def _two(name: str, value: str, derivative: str, *needed: str) -> ActivationCode:
    """An activation whose two functions are one expression each."""
    functions = (f"def {name}(Z):\n    return {value}\n", f"def {name}_derivative(Z):\n    return {derivative}\n")
    return ActivationCode(name, f"{name}_derivative", (*needed, *functions))


ACTIVATION_CODE: dict[str, ActivationCode] = {
    "sigmoid": ActivationCode("sigmoid", "sigmoid_derivative", (SIGMOID, SIGMOID_DERIVATIVE)),
    "tanh": _two("tanh", "np.tanh(Z)", "1 - np.tanh(Z) ** 2"),
    "relu": _two("relu", "np.maximum(Z, 0)", "(Z > 0).astype(dtype)"),
    "leaky_relu": _two(
        "leaky_relu", f"np.where(Z > 0, Z, {LEAKY_SLOPE} * Z)", f"np.where(Z > 0, 1, {LEAKY_SLOPE}).astype(dtype)"
    ),
    "elu": _two("elu", "np.where(Z > 0, Z, np.expm1(np.minimum(Z, 0)))", "np.exp(np.minimum(Z, 0))"),
    "silu": _two("silu", "Z * sigmoid(Z)", "sigmoid(Z) + Z * sigmoid_derivative(Z)", SIGMOID, SIGMOID_DERIVATIVE),
    "softplus": ActivationCode("softplus", "sigmoid", (SIGMOID, "def softplus(Z):\n    return np.logaddexp(0, Z)\n")),
    "linear": _two("linear", "Z", "np.ones_like(Z)"),
}
"""Activation function -> its code."""

OUTPUT_CODE: dict[str, str] = {
    "binary": '''\
def output(Z):
    """Sigmoid."""
    return np.exp(-np.logaddexp(0, -Z))  # (1, m)


def losses(Z, Y):
    """-(y log a + (1 - y) log(1 - a)), computed from z so that it is exact everywhere."""
    return (np.logaddexp(0, Z) - Y * Z).sum(axis=0)  # (m,)
''',
    "multiclass": '''\
def output(Z):
    """Softmax."""
    T = np.exp(Z - Z.max(axis=0))
    return T / T.sum(axis=0)  # (n_y, m)


def losses(Z, Y):
    """-Σ y log a, computed from z so that it is exact everywhere."""
    return np.logaddexp.reduce(Z, axis=0) - (Y * Z).sum(axis=0)  # (m,)
''',
    "regression": '''\
def output(Z):
    """The identity."""
    return Z  # (n_y, m)


def losses(Z, Y):
    """½ ‖a - y‖²"""
    return 0.5 * ((Z - Y) ** 2).sum(axis=0)  # (m,)
''',
}
"""Task -> the output activation g^[L] and the loss."""


@dataclass(frozen=True)
class UpdateCode:
    """An optimiser's arrays for each matrix, its constants as (name, hyperparameter), and the lines of one step."""

    slots: tuple[str, ...]
    constants: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]


UPDATE_CODE: dict[str, UpdateCode] = {
    "gradient_descent": UpdateCode((), (), ()),
    "momentum": UpdateCode(
        ("v",), (("beta", "momentum"),), ("v[...] = beta * v + (1 - beta) * gradient", "theta -= rate * v")
    ),
    "rmsprop": UpdateCode(
        ("s",),
        (("beta", "decay_rate"), ("epsilon", "epsilon")),
        ("s[...] = beta * s + (1 - beta) * gradient**2", "theta -= rate * gradient / (np.sqrt(s) + epsilon)"),
    ),
    "adam": UpdateCode(
        ("v", "s"),
        (("beta1", "beta1"), ("beta2", "beta2"), ("epsilon", "epsilon")),
        (
            "v[...] = beta1 * v + (1 - beta1) * gradient",
            "s[...] = beta2 * s + (1 - beta2) * gradient**2",
            "v_corrected, s_corrected = v / (1 - beta1**iteration), s / (1 - beta2**iteration)",
            "theta -= rate * v_corrected / (np.sqrt(s_corrected) + epsilon)",
        ),
    ),
}
"""Optimiser -> its code."""

SCRIPT = Template('''\
"""A deep neural network with L layers, trained by $optimizer: forward, cost, backward, update, in NumPy.

The data come from the library dnn; everything else stands here. The script prints the cost J of each iteration.
"""

import numpy as np

from dnn import DatasetConfig, load_dataset

$settings


$functions$output


$batches


$rate

rng = np.random.default_rng(seed)
W, b = {}, {}
for l in range(1, L + 1):
    shape = (n[l], n[l - 1])
    W[l] = ($weights).astype(dtype)  # (n, n_previous)
    b[l] = np.zeros((n[l], 1), dtype)  # (n, 1)
$slots
print("iteration,cost")
for iteration, (A_0, Y_batch) in zip(range(1, iterations + 1), batches(), strict=False):
    m_batch = A_0.shape[1]
    Z, A = {}, {0: A_0}
    for l in range(1, L + 1):
        Z[l] = W[l] @ A[l - 1] + b[l]  # (n, m)
        A[l] = g[l](Z[l])  # (n, m)
    J = float(losses(Z[L], Y_batch).mean()) + l2 / (2 * m_batch) * float(sum((W[l] ** 2).sum() for l in W))
    print(f"{iteration},{J!r}")

    dZ, dW, db = {L: A[L] - Y_batch}, {}, {}
    for l in range(L, 0, -1):
        dW[l] = dZ[l] @ A[l - 1].T / m_batch + l2 / m_batch * W[l]  # (n, n_previous)
        db[l] = dZ[l].sum(axis=1, keepdims=True) / m_batch  # (n, 1)
        if l > 1:
            dA = W[l].T @ dZ[l]  # (n_previous, m)
            dZ[l - 1] = dA * g_derivative[l - 1](Z[l - 1])  # (n_previous, m)

    rate = learning_rate(iteration - 1)
$update$target''')


def numpy_script(config: RunConfig) -> str:
    """A Python script that repeats the run with NumPy and prints the same costs."""
    h = config.hyperparameters
    names = [layer.activation for layer in config.architecture.hidden]
    script = SCRIPT.substitute(
        optimizer=h.optimizer.replace("_", " "),
        settings=parts.settings(config),
        functions=_functions(names),
        output=OUTPUT_CODE[parts.task_of(config)] + "\n\n" + _tables(names),
        batches=parts.batches(config).rstrip("\n"),
        rate=parts.learning_rate(config),
        weights=parts.WEIGHTS[config.architecture.initializer],
        slots=_slots(config),
        update=_update(h.optimizer),
        target=parts.target(config),
    )
    return parts.spaced(script)


def _functions(names: Sequence[str]) -> str:
    """The activation functions that the hidden layers use, each once."""
    needed = dict.fromkeys(function for name in names for function in ACTIVATION_CODE[name].functions)
    return "".join(function + "\n\n" for function in needed)


def _tables(names: Sequence[str]) -> str:
    """g and g' by layer."""
    codes = [ACTIVATION_CODE[name] for name in names]
    g = "".join(f"{l}: {code.g}, " for l, code in enumerate(codes, start=1))
    derivatives = ", ".join(f"{l}: {code.derivative}" for l, code in enumerate(codes, start=1))
    return f"g = {{{g}L: output}}  # g^[l] by layer\ng_derivative = {{{derivatives}}}\n"


def _slots(config: RunConfig) -> str:
    """The constants of the optimiser and what it keeps."""
    code = UPDATE_CODE[config.hyperparameters.optimizer]
    constants = [f"{name} = {getattr(config.hyperparameters, field)}\n" for name, field in code.constants]
    kept = [
        f"{slot}_{letter} = {{l: np.zeros_like({letter}[l]) for l in {letter}}}\n"
        for slot in code.slots
        for letter in "Wb"
    ]
    return "".join(["\n", *constants, *kept]) if code.slots else ""


def _update(optimizer: str) -> str:
    """The lines of the loop that change W and b."""
    code = UPDATE_CODE[optimizer]
    if not code.slots:
        lines = ["for l in range(1, L + 1):", "    W[l] -= rate * dW[l]", "    b[l] -= rate * db[l]"]
    else:
        lines = ["for l in range(1, L + 1):"]
        names = ", ".join(("theta", "gradient", *code.slots))
        for_W, for_b = (
            "(" + ", ".join(f"{name}[l]" for name in (x, f"d{x}", *(f"{slot}_{x}" for slot in code.slots))) + ")"
            for x in "Wb"
        )
        lines += [f"    for {names} in ({for_W}, {for_b}):", *(f"        {line}" for line in code.lines)]
    return "".join(f"    {line}\n" for line in lines)
