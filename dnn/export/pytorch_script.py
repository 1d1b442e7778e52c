"""The run as a PyTorch script: the same initial weights and batches, autograd instead of the course's backward pass."""

from __future__ import annotations

from string import Template

from dnn.activations import ACTIVATIONS
from dnn.configuration import RunConfig
from dnn.export import parts
from dnn.export.program_data import program_data
from dnn.initializers import INITIALIZERS
from dnn.losses import TASKS
from dnn.network import task_name
from dnn.optimizers import CONSTANTS, OPTIMIZERS

SCRIPT = Template('''\
"""A deep neural network with L layers, trained by $optimizer in PyTorch.

$origin.
The initial weights are drawn by NumPy as dnn draws them. Here an example is a row, as PyTorch has it.
The script prints the cost J of each iteration.
"""

${before}import numpy as np
import torch
from torch import nn
$after
$settings
torch.set_num_threads(1)
torch.set_default_dtype(torch.$precision)


$batches


$rate


def mean_loss(Z, Y):
    return $loss


rng = np.random.default_rng(seed)
network = nn.Sequential()
activations = [$activations]
for l in range(1, L + 1):
    shape = (n[l], n[l - 1])
    linear = nn.Linear(n[l - 1], n[l])
    with torch.no_grad():
        linear.weight.copy_(torch.from_numpy($weights))
        linear.bias.zero_()
    network.append(linear)
    if l < L:  # the loss takes Z of the output layer
        network.append(activations[l - 1])

optimizer = torch.optim.$constructor
$start
print("iteration,cost")
for iteration, (X_batch, Y_batch) in zip(range(1, iterations + 1), batches(), strict=False):
    rows, targets = (torch.from_numpy(np.ascontiguousarray(part.T)) for part in (X_batch, Y_batch))  # (m, n)
    weights = [module.weight for module in network if isinstance(module, nn.Linear)]
    cost = mean_loss(network(rows), targets) + l2 / (2 * len(rows)) * sum(W.square().sum() for W in weights)
    J = cost.item()
    print(f"{iteration},{J!r}")
    optimizer.zero_grad()
    cost.backward()
    for group in optimizer.param_groups:
        group["lr"] = float(learning_rate(iteration - 1))
    optimizer.step()
$target''')


def pytorch_script(config: RunConfig) -> str:
    """A Python script that repeats the run with PyTorch and prints the same costs."""
    h, hidden = config.hyperparameters, config.architecture.hidden
    optimizer = OPTIMIZERS[h.optimizer]
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
        loss=TASKS[task_name(config)].code.torch_loss,
        activations="".join(f"\n    {ACTIVATIONS[layer.activation].torch_module}," for layer in hidden)
        + ("\n" if hidden else ""),
        weights=INITIALIZERS[config.architecture.initializer].code,
        constructor=optimizer.torch.format(**{name: getattr(h, name) for name in CONSTANTS}),
        start=optimizer.torch_start(h),
        target=parts.target(config),
    )
    return parts.spaced(script)
