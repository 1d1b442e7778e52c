"""The parts that the exported scripts share: the settings, the learning rate, the batches."""

from __future__ import annotations

import re
from string import Template

from dnn.configuration import RunConfig
from dnn.export.program_data import ProgramData
from dnn.network import layer_sizes
from dnn.schedules import SCHEDULES
from dnn.shapes import training_examples

SETTINGS = Template("""\
n = $sizes  # n^[0] … n^[L]: the input, the hidden layers, the output
L = len(n) - 1
iterations = $iterations
alpha = $learning_rate  # learning rate
l2 = $l2  # strength of the L2 penalty
seed = $seed  # of the initial weights$and_of_the_order
dtype = np.$precision

${data}m = X.shape[1]
""")

FULL_BATCHES = '''\
def batches():
    """The whole training part, again and again."""
    while True:
        yield X, Y
'''

MINI_BATCHES = Template('''\
batch_size = $batch_size


def batches():
    """Mini-batches, every epoch in an order of its own."""
    epoch, rows = 0, max(1, 4096 // m)
    while True:
        rng = np.random.default_rng((seed, 1, epoch // rows))
        order = rng.permuted(np.broadcast_to(np.arange(m), (rows, m)), axis=1)[epoch % rows]
        for start in range(0, m, batch_size):
            examples = order[start : start + batch_size]
            yield X[:, examples], Y[:, examples]
        epoch += 1
''')

TARGET = """\
    if J <= {target}:  # the target cost
        break
"""


def settings(config: RunConfig, data: ProgramData) -> str:
    """The lines that set n, L, alpha …, X, Y and m."""
    h = config.hyperparameters
    return SETTINGS.substitute(
        sizes=list(layer_sizes(config)),
        iterations=h.iterations,
        learning_rate=h.learning_rate,
        l2=h.l2,
        seed=config.seed,
        and_of_the_order="" if is_full_batch(config) else " and of the order of the examples",
        precision=h.precision,
        data=data.lines,
    )


def batches(config: RunConfig) -> str:
    """The generator of (X, Y) of each iteration."""
    size = config.hyperparameters.batch_size
    return FULL_BATCHES if is_full_batch(config) else MINI_BATCHES.substitute(batch_size=size)


def is_full_batch(config: RunConfig) -> bool:
    """True if every iteration uses the whole training part."""
    size = config.hyperparameters.batch_size
    return size is None or size >= training_examples(config.dataset)


def learning_rate(config: RunConfig) -> str:
    """The function of the learning rate."""
    schedule = config.hyperparameters.schedule
    constants = "".join(f"{name} = {value}\n" for name, value in schedule.values().items())
    code = f'def learning_rate(t):\n    """After t iterations."""\n    return {SCHEDULES[schedule.name].code}\n'
    return f"{constants}\n\n{code}" if constants else code


def target(config: RunConfig) -> str:
    """The lines that end the loop at the target cost."""
    cost = config.hyperparameters.target_cost
    return "" if cost is None else TARGET.format(target=cost)


def spaced(script: str) -> str:
    """A script with two blank lines about its functions, and nowhere more than two."""
    script = re.sub(r"\n+(?=def )", "\n\n\n", script)
    return re.sub(r"\n{4,}", "\n\n\n", script)
