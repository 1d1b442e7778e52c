"""The cells of the exported notebook: text in Markdown, and the functions of the course's assignments in NumPy."""

from __future__ import annotations

from collections.abc import Iterator
from string import Template

from dnn.configuration import RunConfig
from dnn.export import parts
from dnn.export.numpy_script import activation_functions, activation_table
from dnn.export.program_data import program_data
from dnn.initializers import INITIALIZERS
from dnn.losses import TASKS
from dnn.network import task_name
from dnn.optimizers import OPTIMIZERS

TITLE = """\
# A deep neural network, step by step

$layers layers, trained by $optimizer. The functions are those of the course's assignments; an example is a column,
and `parameters["W1"]`, `caches`, `grads["dW1"]` hold what they hold there. Two things differ, so that numbers stay
exact where a unit is saturated: the cost is computed from $$Z^{[L]}$$, and the way back begins with
$$dZ^{[L]} = A^{[L]} - Y$$ instead of $$dA^{[L]}$$.
"""

IMPORTS = """\
${before}import numpy as np
$after
$settings$test_part
n_y = Y.shape[0]
assert X.shape == (n[0], m)
assert Y.shape == (n[L], m)
print(f"X {X.shape}, Y {Y.shape}: one example per column")
"""

INITIALIZE = """\
def initialize_parameters_deep(layers_dims):
    \"\"\"W1, b1, …, WL, bL of a network with layers_dims = n[0], …, n[L] units.\"\"\"
    rng = np.random.default_rng(seed)
    parameters, n = {}, layers_dims
    for l in range(1, len(layers_dims)):
        shape = (n[l], n[l - 1])
        parameters[f"W{l}"] = ($weights).astype(dtype)
        parameters[f"b{l}"] = np.zeros((n[l], 1), dtype)
        assert parameters[f"W{l}"].shape == (n[l], n[l - 1])
        assert parameters[f"b{l}"].shape == (n[l], 1)
    return parameters


for name, array in initialize_parameters_deep(n).items():
    print(name, array.shape)
"""

FORWARD = """\
def linear_forward(A, W, b):
    \"\"\"Z = W A + b of one layer, and what the way back needs.\"\"\"
    Z = W @ A + b  # (n, m)
    assert Z.shape == (W.shape[0], A.shape[1])
    return Z, (A, W, b)


def linear_activation_forward(A_prev, W, b, activation):
    \"\"\"A = activation(Z) of one layer.\"\"\"
    Z, linear_cache = linear_forward(A_prev, W, b)
    A = activation(Z)  # (n, m)
    assert A.shape == Z.shape
    return A, (linear_cache, Z)


def L_model_forward(X, parameters):
    \"\"\"AL = A of the last layer, and the caches of all layers.\"\"\"
    caches, A = [], X
    for l in range(1, L + 1):
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], g[l])
        caches.append(cache)
    assert A.shape == (n[L], X.shape[1])
    return A, caches
"""

COST = """\
def compute_cost(ZL, Y, parameters):
    \"\"\"J: the mean loss, and the L2 penalty of the weights.\"\"\"
    m_batch = Y.shape[1]
    penalty = l2 / (2 * m_batch) * float(sum((parameters[f"W{l}"] ** 2).sum() for l in range(1, L + 1)))
    return float(losses(ZL, Y).mean()) + penalty


parameters = initialize_parameters_deep(n)
AL, caches = L_model_forward(X, parameters)
print("cost of the initial network, all examples:", compute_cost(caches[-1][1], Y, parameters))
"""

BACKWARD = """\
def linear_backward(dZ, cache):
    \"\"\"dA of the layer before, dW and db, from dZ.\"\"\"
    A_prev, W, b = cache
    m_batch = A_prev.shape[1]
    dW = dZ @ A_prev.T / m_batch + l2 / m_batch * W  # (n, n_prev)
    db = dZ.sum(axis=1, keepdims=True) / m_batch  # (n, 1)
    dA_prev = W.T @ dZ  # (n_prev, m)
    assert dA_prev.shape == A_prev.shape
    assert dW.shape == W.shape
    assert db.shape == b.shape
    return dA_prev, dW, db


def linear_activation_backward(dA, cache, activation_derivative):
    \"\"\"dA of the layer before, dW and db, from dA.\"\"\"
    linear_cache, Z = cache
    dZ = dA * activation_derivative(Z)  # (n, m)
    assert dZ.shape == Z.shape
    return linear_backward(dZ, linear_cache)


def L_model_backward(AL, Y, caches):
    \"\"\"dW1, db1, …, dWL, dbL.\"\"\"
    grads = {}
    dA, grads[f"dW{L}"], grads[f"db{L}"] = linear_backward(AL - Y, caches[L - 1][0])
    for l in range(L - 1, 0, -1):
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(dA, caches[l - 1], g_derivative[l])
    return grads
"""

CHECK = """\
def gradient_check(parameters, X, Y, epsilon=1e-6, entries=20):
    \"\"\"Relative difference of gradients and central differences, at some entries of each parameter.\"\"\"
    rng = np.random.default_rng(0)
    parameters = {name: array.astype(np.float64) for name, array in parameters.items()}
    AL, caches = L_model_forward(X, parameters)
    grads = L_model_backward(AL, Y, caches)
    found, expected = [], []
    for name, array in parameters.items():
        for i in rng.permutation(array.size)[:entries]:
            value, costs = array.flat[i], []
            for shifted in (value + epsilon, value - epsilon):
                array.flat[i] = shifted
                costs.append(compute_cost(L_model_forward(X, parameters)[1][-1][1], Y, parameters))
            array.flat[i] = value
            found.append(grads[f"d{name}"].flat[i])
            expected.append((costs[0] - costs[1]) / (2 * epsilon))
    found, expected = np.array(found), np.array(expected)
    return np.linalg.norm(found - expected) / max(np.linalg.norm(found) + np.linalg.norm(expected), 1e-300)


difference = gradient_check(initialize_parameters_deep(n), X.astype(np.float64), Y.astype(np.float64))
print(f"relative difference: {difference:.2e}")
print("they agree" if difference < 1e-6 else "they differ: a kink of a ReLU lies here, or gradients are near 0")
"""

UPDATE = """\
def initialize_optimizer(parameters):
    \"\"\"What $optimizer remembers of each parameter, zero at the start.\"\"\"
    return {name: [np.zeros_like(array) for _ in range($slots)] for name, array in parameters.items()}


def update_parameters(parameters, grads, rate, remembered, iteration):
    \"\"\"One step of $optimizer, in place.\"\"\"
    for name, theta in parameters.items():
        gradient = grads[f"d{name}"]
        assert gradient.shape == theta.shape
$lines    return parameters


$rate
"""

MODEL = """\
$batches


def L_layer_model(layers_dims, iterations, print_every):
    \"\"\"Train; the parameters after the last update, and the cost of each iteration before its update.\"\"\"
    parameters = initialize_parameters_deep(layers_dims)
    remembered, costs = initialize_optimizer(parameters), []
    for iteration, (X_batch, Y_batch) in zip(range(1, iterations + 1), batches(), strict=False):
        AL, caches = L_model_forward(X_batch, parameters)
        cost = compute_cost(caches[-1][1], Y_batch, parameters)
        costs.append(cost)
        if iteration == 1 or iteration % print_every == 0:
            print(f"iteration {iteration}: cost {cost:.6g}")
        grads = L_model_backward(AL, Y_batch, caches)
        parameters = update_parameters(parameters, grads, learning_rate(iteration - 1), remembered, iteration)
$target    return parameters, costs


parameters, costs = L_layer_model(n, iterations, print_every=max(1, iterations // 10))
"""

TARGET = """\
        if cost <= {target}:  # the target cost
            break
"""

CURVE = """\
try:
    import matplotlib.pyplot as plt
except ImportError:  # the curve as numbers
    for iteration in np.unique(np.linspace(1, len(costs), 20).astype(int)):
        print(f"{iteration:>8} {costs[iteration - 1]:.6g}")
else:
    plt.plot(range(1, len(costs) + 1), costs)
    plt.xlabel("iteration")
    plt.ylabel("cost J")
    plt.show()
"""

PREDICT = """\
for name, X_part, Y_part in (("training", X, Y), ("test", X_test, Y_test)):
    if X_part.shape[1]:
        A = L_model_forward(X_part, parameters)[0]  # (n_y, m)
        print(f"{name} part: $score_name = {$score:.4g}")
"""

SCORES = {
    "binary": ("accuracy", "np.mean((A > 0.5) == (Y_part > 0.5))"),
    "multiclass": ("accuracy", "np.mean(A.argmax(axis=0) == Y_part.argmax(axis=0))"),
    "regression": ("mean squared error", "np.mean((A - Y_part) ** 2)"),
}
"""Targets of a task -> the name of its score, and its code."""


def cells(config: RunConfig) -> Iterator[tuple[str, str]]:
    """Kind ("markdown", "code") and source of each cell."""
    h = config.hyperparameters
    names = [layer.activation for layer in config.architecture.hidden]
    optimizer, task = OPTIMIZERS[h.optimizer], TASKS[task_name(config)]
    called = h.optimizer.replace("_", " ")
    score_name, score = SCORES[task.targets]
    layers = len(names) + 1
    yield "markdown", Template(TITLE).substitute(layers=layers, optimizer=called)
    data = program_data(config, is_notebook=True)
    yield _code(
        IMPORTS,
        before=data.before,
        after=data.after,
        settings=parts.settings(config, data),
        test_part=data.test_part,
    )
    yield (
        "markdown",
        "## Initial parameters\n\n$W^{[l]}$ is $(n^{[l]}, n^{[l-1]})$, $b^{[l]}$ is $(n^{[l]}, 1)$ and starts at 0.",
    )
    yield _code(INITIALIZE, weights=INITIALIZERS[config.architecture.initializer].code)
    yield (
        "markdown",
        "## Activation functions and loss\n\n`g[l]` is the activation of layer l, `g_derivative[l]` its derivative.",
    )
    yield "code", parts.spaced(f"{activation_functions(names)}{task.code.functions}\n\n{activation_table(names)}")
    yield "markdown", "## Forward propagation\n\n$Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}$, $A^{[l]} = g^{[l]}(Z^{[l]})$"
    yield "code", FORWARD
    yield "markdown", f"## Cost\n\nThe loss of an example: ${task.loss_latex}$"
    yield "code", COST
    yield (
        "markdown",
        (
            "## Backward propagation\n\n$dW^{[l]} = \\frac{1}{m} dZ^{[l]} A^{[l-1]T}$, "
            "$dA^{[l-1]} = W^{[l]T} dZ^{[l]}$, $dZ^{[l]} = dA^{[l]} * g'^{[l]}(Z^{[l]})$"
        ),
    )
    yield "code", BACKWARD
    yield (
        "markdown",
        "## Gradient check\n\n"
        "Each gradient against $\\frac{J(\\theta+\\varepsilon)-J(\\theta-\\varepsilon)}{2\\varepsilon}$.",
    )
    yield "code", CHECK
    yield "markdown", f"## Update\n\n${optimizer.latex}$"
    yield _code(
        UPDATE,
        optimizer=called,
        slots=optimizer.slots,
        lines="".join(f"        {line}\n" for line in _update(config)),
        rate=parts.learning_rate(config),
    )
    yield "markdown", "## The model\n\nForward, cost, backward, update, again and again."
    target = "" if h.target_cost is None else TARGET.format(target=h.target_cost)
    yield _code(MODEL, batches=parts.batches(config).rstrip("\n"), target=target)
    yield "markdown", "## Cost curve"
    yield "code", CURVE
    yield "markdown", "## What it has learned"
    yield _code(PREDICT, score_name=score_name, score=score)


def _code(template: str, **values: object) -> tuple[str, str]:
    return "code", parts.spaced(Template(template).substitute(values))


def _update(config: RunConfig) -> Iterator[str]:
    """The lines that change theta."""
    optimizer = OPTIMIZERS[config.hyperparameters.optimizer]
    for name, field in optimizer.code_constants:
        yield f"{name} = {getattr(config.hyperparameters, field)}"
    if optimizer.slots:
        names = ", ".join(optimizer.slot_names)
        yield f"{names if optimizer.slots > 1 else f'({names},)'} = remembered[name]"
    yield from optimizer.code
