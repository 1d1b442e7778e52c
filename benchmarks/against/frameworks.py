"""The other contestants: scikit-learn, PyTorch, JAX and Keras, each written as its users would write it."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from benchmarks.against.contestants import Contestant, NotHere, Numba, Ours, OursWithEvaluations, TightLoop
from benchmarks.workloads import Workload
from dnn.activations import Array
from dnn.network import Parameters


class ScikitLearn(Contestant):
    """MLPClassifier without momentum and L2, its weights replaced before it goes on; one fit is many epochs. It
    shuffles mini-batches as it does by default, in an order of its own."""

    name = "scikit-learn"
    shuffles = True

    def __init__(self, workload: Workload) -> None:
        from sklearn.neural_network import MLPClassifier

        super().__init__(workload)
        shuffles = self.shuffles and workload.batch < workload.m
        self.model = MLPClassifier(
            workload.sizes[1:-1], activation=workload.activation, solver="sgd", alpha=0.0, batch_size=workload.batch,
            learning_rate_init=workload.alpha, momentum=0.0, nesterovs_momentum=False, shuffle=shuffles, random_state=0,
            tol=0.0, n_iter_no_change=10**9, warm_start=True, max_iter=1,
        )  # fmt: skip
        self.rows = np.ascontiguousarray(workload.X.T)  # (m, n_x)
        self.labels = workload.Y.argmax(axis=0) if len(workload.Y) > 1 else workload.Y[0].astype(int)
        self.train(1)
        self.model.coefs_ = [layer.W.T.copy() for layer in workload.initial.layers]
        self.model.intercepts_ = [layer.b[:, 0].copy() for layer in workload.initial.layers]

    def orders(self, epochs: int) -> list[Array]:
        from sklearn.utils import shuffle

        order, state, orders = np.arange(self.workload.m), np.random.RandomState(0), []
        for _ in range(epochs):
            order = shuffle(order, random_state=state) if self.model.shuffle else order
            orders.append(order)
        return orders

    def train(self, epochs: int) -> None:
        self.model.max_iter = epochs
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it has not converged
            self.model.fit(self.rows, self.labels)

    def parameters(self) -> Parameters:
        pairs = zip(self.model.coefs_, self.model.intercepts_, strict=True)
        return self.workload.parameters([(W.T.copy(), b[:, np.newaxis].copy()) for W, b in pairs])


class ScikitLearnInOrder(ScikitLearn):
    """The same without shuffling: batches are slices of the data, and nothing has to be gathered."""

    name = "scikit-learn, not shuffling"
    shuffles = False

    def __init__(self, workload: Workload) -> None:
        if workload.batch == workload.m:
            raise NotHere("a full batch is not shuffled")
        super().__init__(workload)


class PyTorch(Contestant):
    """Modules, autograd and torch.optim.SGD, eager."""

    name = "PyTorch, eager"

    def __init__(self, workload: Workload) -> None:
        import torch
        from torch import nn

        super().__init__(workload)
        torch.set_num_threads(1)
        self.torch, binary = torch, workload.initial.task == "binary"
        functional = nn.functional
        self.loss = functional.binary_cross_entropy_with_logits if binary else functional.cross_entropy
        self.linears = []
        modules: list[Any] = []
        for layer in workload.initial.layers:
            linear = nn.Linear(layer.W.shape[1], layer.W.shape[0], dtype=getattr(torch, str(layer.W.dtype)))
            with torch.no_grad():
                linear.weight.copy_(torch.from_numpy(layer.W))
                linear.bias.copy_(torch.from_numpy(layer.b[:, 0]))
            self.linears.append(linear)
            modules += [linear, nn.Tanh() if workload.activation == "tanh" else nn.ReLU()]
        self.network = nn.Sequential(*modules[:-1])
        self.optimizer = torch.optim.SGD(self.network.parameters(), lr=workload.alpha)
        self.rows = torch.from_numpy(workload.X.T.copy())  # (m, n_x)
        self.targets = torch.from_numpy(workload.Y.T.copy())  # (m, n_y)

    def train(self, epochs: int) -> None:
        w = self.workload
        for _ in range(epochs):
            if w.batch == w.m:
                self._step(self.rows, self.targets)
            else:
                order = self.torch.from_numpy(w.order(self.epoch).copy())
                for examples in order.split(w.batch):
                    self._step(self.rows[examples], self.targets[examples])
            self.epoch += 1

    def _step(self, rows: Any, targets: Any) -> None:
        self.optimizer.zero_grad()
        self.loss(self.network(rows), targets).backward()
        self.optimizer.step()

    def parameters(self) -> Parameters:
        pairs = [(l.weight.detach().numpy().copy(), l.bias.detach().numpy()[:, np.newaxis]) for l in self.linears]
        return self.workload.parameters(pairs)


class Jax(Contestant):
    """One jitted step, called from Python for each batch."""

    name = "JAX, jitted step"

    def __init__(self, workload: Workload) -> None:
        import jax

        super().__init__(workload)
        jax.config.update("jax_enable_x64", True)
        self.jax, numpy = jax, jax.numpy
        activation = numpy.tanh if workload.activation == "tanh" else jax.nn.relu
        binary, alpha = workload.initial.task == "binary", workload.alpha

        def loss(parameters: Any, X: Any, Y: Any) -> Any:
            A = X
            for W, b in parameters[:-1]:
                A = activation(W @ A + b)
            W, b = parameters[-1]
            Z = W @ A + b
            if binary:
                return numpy.mean(numpy.logaddexp(0, Z) - Y * Z)
            return -numpy.mean((Y * jax.nn.log_softmax(Z, axis=0)).sum(axis=0))

        def step(parameters: Any, X: Any, Y: Any) -> Any:
            gradients = jax.grad(loss)(parameters, X, Y)
            return jax.tree.map(lambda theta, gradient: theta - alpha * gradient, parameters, gradients)

        self.pure_step = step
        self.matrices = [(numpy.array(layer.W), numpy.array(layer.b)) for layer in workload.initial.layers]
        self.X, self.Y = numpy.array(workload.X), numpy.array(workload.Y)
        self.step = jax.jit(step, donate_argnums=0)
        self.step_of = jax.jit(lambda parameters, examples: step(parameters, self.X[:, examples], self.Y[:, examples]),
                               donate_argnums=0)  # fmt: skip

    def train(self, epochs: int) -> None:
        w = self.workload
        for _ in range(epochs):
            if w.batch == w.m:
                self.matrices = self.step(self.matrices, self.X, self.Y)
            else:
                for examples in w.batches(w.order(self.epoch)):
                    self.matrices = self.step_of(self.matrices, examples)
            self.epoch += 1
        self.jax.block_until_ready(self.matrices)

    def parameters(self) -> Parameters:
        return self.workload.parameters([(np.array(W), np.array(b)) for W, b in self.matrices])


class JaxScan(Jax):
    """Many steps in one compiled loop: an epoch of mini-batches, or as many full batches as are asked for."""

    name = "JAX, compiled loop"

    def __init__(self, workload: Workload) -> None:
        super().__init__(workload)
        step, jax, X, Y = self.pure_step, self.jax, self.X, self.Y

        def full(parameters: Any, count: int) -> Any:
            return jax.lax.fori_loop(0, count, lambda i, carry: step(carry, X, Y), parameters)

        def epoch(parameters: Any, batches: Any) -> Any:
            def body(carry: Any, examples: Any) -> Any:
                return step(carry, X[:, examples], Y[:, examples]), None

            return jax.lax.scan(body, parameters, batches)[0]

        self.full, self.epoch_of = jax.jit(full, donate_argnums=0), jax.jit(epoch, donate_argnums=0)

    def train(self, epochs: int) -> None:
        w = self.workload
        if w.batch == w.m:
            self.matrices = self.full(self.matrices, epochs)
        else:
            whole = w.m // w.batch * w.batch
            for _ in range(epochs):
                order = w.order(self.epoch)
                self.matrices = self.epoch_of(self.matrices, order[:whole].reshape(-1, w.batch))
                if whole < w.m:
                    self.matrices = self.step_of(self.matrices, order[whole:])
                self.epoch += 1
        self.jax.block_until_ready(self.matrices)


class Keras(Contestant):
    """train_on_batch of a compiled model, on JAX unless KERAS_BACKEND says otherwise; its tanh there is float32."""

    name = "Keras, train_on_batch"
    narrow = True

    def __init__(self, workload: Workload) -> None:
        import keras

        super().__init__(workload)
        layers, dtype = keras.layers, str(workload.X.dtype)
        keras.config.set_floatx(dtype)
        binary, task_sizes = workload.initial.task == "binary", workload.sizes
        self.model = keras.Sequential([keras.Input((task_sizes[0],), dtype=dtype)])
        for l, n in enumerate(task_sizes[1:], start=1):
            activation = workload.activation if l < len(task_sizes) - 1 else None
            self.model.add(layers.Dense(n, activation=activation, dtype=dtype))
        losses = keras.losses
        loss = losses.BinaryCrossentropy if binary else losses.CategoricalCrossentropy
        self.model.compile(optimizer=keras.optimizers.SGD(workload.alpha), loss=loss(from_logits=True, dtype=dtype))
        self.model.set_weights([part for l in workload.initial.layers for part in (l.W.T, l.b[:, 0])])
        self.rows = np.ascontiguousarray(workload.X.T)  # (m, n_x)
        self.targets = np.ascontiguousarray(workload.Y.T)  # (m, n_y)

    def train(self, epochs: int) -> None:
        for _ in range(epochs):
            for examples in self.workload.batches(self.workload.order(self.epoch)):
                self.model.train_on_batch(self.rows[examples], self.targets[examples])
            self.epoch += 1

    def parameters(self) -> Parameters:
        weights = [np.array(part) for part in self.model.get_weights()]
        return self.workload.parameters(
            [(W.T.copy(), b[:, np.newaxis]) for W, b in zip(*[iter(weights)] * 2, strict=True)]
        )


def contestants() -> list[type[Contestant]]:
    """Everybody, ours first."""
    return [Ours, OursWithEvaluations, TightLoop, Numba, JaxScan, Jax, PyTorch, ScikitLearn, ScikitLearnInOrder, Keras]
