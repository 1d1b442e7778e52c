"""The run as a Keras script: the same initial weights and batches, the course's optimiser written out in Keras."""

from __future__ import annotations

import re
from string import Template

from dnn.activations import ACTIVATIONS
from dnn.configuration import RunConfig
from dnn.export import parts
from dnn.export.program_data import program_data
from dnn.initializers import INITIALIZERS
from dnn.losses import TASKS
from dnn.network import task_name
from dnn.optimizers import OPTIMIZERS, Optimizer

SCRIPT = Template('''\
"""A deep neural network with L layers, trained by $optimizer in Keras 3, on any of its backends.

$origin.
The initial weights are drawn by NumPy as dnn draws them. Here an example is a row, as Keras has it.
The script prints the cost J of each iteration.
"""

${before}import keras
import numpy as np
from keras import ops
$after
$settings
keras.config.set_floatx("$precision")


$batches


$rate


def sum_of_losses(Z, Y):
    Y = ops.convert_to_tensor(Y)
    return $loss


def output(Z):
    return $output


class Dense(keras.layers.Dense):
    """Z = A W + b and its activation in the precision of W, where keras.ops would multiply in float32 at most."""

    def call(self, A, training=None):
        W, b = ops.convert_to_tensor(self.kernel), ops.convert_to_tensor(self.bias)
        return self.activation(A @ W + b)


class Network(keras.Sequential):
    """Layers up to Z of the output layer; its cost is the mean loss and the L2 penalty of a batch of m examples."""

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        m_batch = ops.cast(ops.shape(y)[0], keras.config.floatx())
        squares = [ops.sum(ops.square(ops.convert_to_tensor(layer.kernel))) for layer in self.layers]
        return (sum_of_losses(y_pred, y) + l2 / 2 * sum(squares)) / m_batch


class Update(keras.optimizers.Optimizer):
    """One step of $optimizer, in the course's form."""

$slots    def update_step(self, gradient, variable, learning_rate):
$update

rng = np.random.default_rng(seed)
activations = [$activations]
network = Network([keras.Input((n[0],))])
for l in range(1, L + 1):
    shape = (n[l], n[l - 1])
    layer = Dense(n[l], activation=activations[l - 1])
    network.add(layer)
    W = ($weights).astype(dtype)
    layer.set_weights([W.T, np.zeros(n[l], dtype)])
network.compile(optimizer=Update(alpha))

print("iteration,cost")
for iteration, (X_batch, Y_batch) in zip(range(1, iterations + 1), batches(), strict=False):
    network.optimizer.learning_rate = float(learning_rate(iteration - 1))
    rows, targets = (np.ascontiguousarray(part.T) for part in (X_batch, Y_batch))  # (m, n)
    cost = network.compute_loss(y=targets, y_pred=network(rows))
    J = float(ops.stop_gradient(cost))  # train_on_batch returns a mean that may be one of float32
    print(f"{iteration},{J!r}")
    network.train_on_batch(rows, targets)
$target''')

BUILD = """\
    def build(self, variables):
        if not self.built:
            super().build(variables)
{lines}
"""


def keras_script(config: RunConfig) -> str:
    """A Python script that repeats the run with Keras and prints the same costs.

    Keras's own optimisers have other formulas (momentum without 1 - β, ε under RMSprop's root), so the course's is
    written out; what it is derived from is the entry's own code for NumPy.
    """
    h = config.hyperparameters
    optimizer, code = OPTIMIZERS[h.optimizer], TASKS[task_name(config)].code
    names = [ACTIVATIONS[layer.activation].keras for layer in config.architecture.hidden]
    data = program_data(config)
    script = SCRIPT.substitute(
        optimizer=h.optimizer.replace("_", " "),
        origin=data.origin,
        before=data.before,
        after=data.after,
        settings=parts.settings(config, data),
        precision=h.precision,
        batches=parts.batches(config).rstrip("\n"),
        rate=parts.learning_rate(config),
        loss=code.keras_loss,
        output=code.keras_output,
        slots=_slots(optimizer),
        update=_update(config, optimizer),
        activations="".join(f"\n    {name}," for name in (*names, '"linear"'))
        + "  # the loss takes Z of the output layer\n",
        weights=INITIALIZERS[config.architecture.initializer].code,
        target=parts.target(config),
    )
    return parts.spaced(script)


def _slots(optimizer: Optimizer) -> str:
    """The method that makes what the optimiser keeps, zero at the start."""
    if not optimizer.slots:
        return ""
    names = optimizer.slot_names
    lines = [f'            self.{name} = self.add_optimizer_variables(variables, "{name}")' for name in names]
    return BUILD.format(lines="\n".join(lines)) + "\n"


def _update(config: RunConfig, optimizer: Optimizer) -> str:
    """The lines of one step for one variable: in tensors, since products of variables are of float32 at most."""
    lines = [f"{name} = {getattr(config.hyperparameters, field)}" for name, field in optimizer.code_constants]
    lines.append("theta, rate = ops.convert_to_tensor(variable), ops.convert_to_tensor(learning_rate)")
    if any("iteration" in line for line in optimizer.code):
        lines.append("iteration = ops.cast(self.iterations + 1, keras.config.floatx())")
    if optimizer.slots:
        lines.append("i = self._get_variable_index(variable)")
    lines += [f"{name} = ops.convert_to_tensor(self.{name}[i])" for name in optimizer.slot_names]
    lines += map(_in_keras, optimizer.code)
    lines += [f"self.{name}[i].assign({name})" for name in optimizer.slot_names]
    return "".join(f"        {line}\n" for line in lines)


def _in_keras(line: str) -> str:
    """A line for NumPy as one for tensors, which are not changed in place."""
    line = re.sub(r"^(\w+)\[\.\.\.\] = ", r"\1 = ", line.replace("np.", "ops."))
    return re.sub(r"^theta -= (.*)$", r"variable.assign(theta - \1)", line)
