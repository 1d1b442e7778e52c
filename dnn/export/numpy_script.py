"""The run as a script in plain NumPy, in the letters of the course."""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import Template

from dnn.activations import ACTIVATIONS
from dnn.configuration import RunConfig
from dnn.export import parts
from dnn.export.program_data import program_data
from dnn.initializers import INITIALIZERS
from dnn.losses import TASKS
from dnn.network import task_name
from dnn.optimizers import OPTIMIZERS, Optimizer

FUNCTIONS: dict[str, str] = {
    name: code
    for entry in ACTIVATIONS.values()
    for name, code in ((entry.name, entry.g_code), (f"{entry.name}_derivative", entry.derivative_code))
}
"""Name of an activation function, or of its derivative, in the script -> its value, an expression of Z."""

SCRIPT = Template('''\
"""A deep neural network with L layers, trained by $optimizer: forward, cost, backward, update, in NumPy.

$origin; everything else stands here.
The script prints the cost J of each iteration.
"""

${before}import numpy as np
$after
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
    data = program_data(config)
    script = SCRIPT.substitute(
        optimizer=h.optimizer.replace("_", " "),
        origin=data.origin,
        before=data.before,
        after=data.after,
        settings=parts.settings(config, data),
        functions=activation_functions(names),
        output=TASKS[task_name(config)].code.functions + "\n\n" + activation_table(names),
        batches=parts.batches(config).rstrip("\n"),
        rate=parts.learning_rate(config),
        weights=INITIALIZERS[config.architecture.initializer].code,
        slots=_slots(config),
        update=_update(OPTIMIZERS[h.optimizer]),
        target=parts.target(config),
    )
    return parts.spaced(script)


def activation_functions(names: Sequence[str]) -> str:
    """The functions that the hidden layers use, each once."""
    needed = dict.fromkeys(function for name in names for function in _needed(name))
    return "".join(f"def {function}(Z):\n    return {FUNCTIONS[function]}\n\n\n" for function in needed)


def _needed(name: str) -> list[str]:
    """The functions of an activation: those of others that it calls, g, and g'."""
    functions = dict.fromkeys(function for own in _own(name) for function in (*_called(own), own))
    return sorted(functions, key=lambda function: function in (name, f"{name}_derivative"))


def _called(function: str) -> list[str]:
    """The functions that an expression calls, each after those that it calls itself."""
    called = [name for name in FUNCTIONS if re.search(rf"(?<![\w.]){name}\(", FUNCTIONS[function])]
    return [function for name in called for function in (*_called(name), name)]


def _own(name: str) -> tuple[str, str]:
    """The names of g and g'; where g' is nothing but another function of Z, it is that function itself."""
    same = next((other for other in FUNCTIONS if FUNCTIONS[f"{name}_derivative"] == f"{other}(Z)"), None)
    return name, same or f"{name}_derivative"


def activation_table(names: Sequence[str]) -> str:
    """g and g' by layer."""
    functions = [_own(name) for name in names]
    g = "".join(f"{l}: {own}, " for l, (own, _) in enumerate(functions, start=1))
    derivatives = ", ".join(f"{l}: {derivative}" for l, (_, derivative) in enumerate(functions, start=1))
    return f"g = {{{g}L: output}}  # g^[l] by layer\ng_derivative = {{{derivatives}}}\n"


def _slots(config: RunConfig) -> str:
    """The constants of the optimiser and what it keeps."""
    optimizer = OPTIMIZERS[config.hyperparameters.optimizer]
    lines = [f"{name} = {getattr(config.hyperparameters, field)}\n" for name, field in optimizer.code_constants]
    lines += [
        f"{slot}_{letter} = {{l: np.zeros_like({letter}[l]) for l in {letter}}}\n"
        for slot in optimizer.slot_names
        for letter in "Wb"
    ]
    return "".join(["\n", *lines]) if lines else ""


def _update(optimizer: Optimizer) -> str:
    """The lines of the loop that change W and b."""
    lines = ["for l in range(1, L + 1):"]
    if len(optimizer.code) == 1 and not optimizer.slots:
        line = optimizer.code[0]
        lines += [f"    {line.replace('theta', f'{x}[l]').replace('gradient', f'd{x}[l]')}" for x in "Wb"]
    else:
        names = ", ".join(("theta", "gradient", *optimizer.slot_names))
        for_W, for_b = (
            "("
            + ", ".join(f"{name}[l]" for name in (x, f"d{x}", *(f"{slot}_{x}" for slot in optimizer.slot_names)))
            + ")"
            for x in "Wb"
        )
        lines += [f"    for {names} in ({for_W}, {for_b}):", *(f"        {line}" for line in optimizer.code)]
    return "".join(f"    {line}\n" for line in lines)
