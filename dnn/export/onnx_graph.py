"""The trained network as an ONNX graph: examples as drawn in, probabilities or targets out."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from itertools import count
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

from dnn.activations import ACTIVATIONS, Array
from dnn.datasets import load_dataset
from dnn.datasets.data import Data
from dnn.datasets.features import FEATURES, PLANE_FEATURES
from dnn.export.drawn_examples import drawn_names
from dnn.export.onnx_opset import IR_VERSION, OPSET
from dnn.export.trained_run import TrainedRun
from dnn.losses import TASKS

INPUT, OUTPUT = "X", "Y_hat"


def onnx_model(run: TrainedRun) -> bytes:
    """The network as a model: X (batch, n) -> Y_hat (batch, n_y), one example a row.

    X are the features as they were drawn, in float64; features of the plane, standardisation and, for a regression, the
    way back to the unit of the targets are in the graph. As in dnn the layers alone have the run's precision: numbers
    far from 0 with a small spread, as years are, would lose it before they are standardised.
    """
    graph = _Graph()
    data = load_dataset(run.config.dataset)
    A = _standardised(graph, _inputs(graph, data), data)  # (batch, n_x)
    A = graph.cast(A, run.parameters.layers[0].W.dtype)
    for l, layer in enumerate(run.parameters.layers, start=1):
        W, b = graph.tensor(layer.W, f"W{l}"), graph.tensor(layer.b[:, 0], f"b{l}")
        Z = graph.node("Gemm", [A, W, b], transB=1)  # (batch, n)
        last = l == run.parameters.L
        entry = TASKS[run.parameters.task].code.onnx_output if last else ACTIVATIONS[layer.activation].onnx
        A = graph.expression(entry, {"Z": Z})  # (batch, n)
    if np.any(data.target_mean != 0) or np.any(data.target_scale != 1):
        A = graph.cast(A, np.dtype(np.float64))
        A = graph.node("Mul", [A, graph.tensor(data.target_scale.T)])
        A = graph.node("Add", [A, graph.tensor(data.target_mean.T)])  # (batch, n_y)
    graph.node("Identity", [A], OUTPUT)
    model = graph.model(len(drawn_names(data)), len(run.parameters.layers[-1].W))
    _describe(model, run, data)
    onnx.checker.check_model(model)
    return model.SerializeToString()


def _inputs(graph: _Graph, data: Data) -> str:
    """The features before they are standardised, (batch, n_x)."""
    if data.plane_train is None or data.feature_names == PLANE_FEATURES:
        return INPUT
    columns = {
        name: graph.node("Gather", [INPUT, graph.tensor(np.array([i], np.int64))], axis=1)
        for i, name in enumerate(PLANE_FEATURES)
    }  # (batch, 1) each
    features = [graph.expression(FEATURES[name].onnx, columns) for name in data.feature_names]
    return graph.node("Concat", features, axis=1)


def _standardised(graph: _Graph, X: str, data: Data) -> str:
    """(X - mean) / scale, (batch, n_x)."""
    if not (np.any(data.mean != 0) or np.any(data.scale != 1)):
        return X
    centred = graph.node("Sub", [X, graph.tensor(data.mean.T)])
    return graph.node("Div", [centred, graph.tensor(data.scale.T)])


def _describe(model: onnx.ModelProto, run: TrainedRun, data: Data) -> None:
    """Facts that a reader of the file has to know: the columns of X, the classes, the run."""
    model.producer_name = "DNN visual trainer"
    model.doc_string = (
        "X: one example a row, features as drawn, in float64; Y_hat: probabilities, or targets in their unit."
    )
    notes = {
        "features": ", ".join(drawn_names(data)),
        "classes": ", ".join(data.class_names),
        "iteration": str(run.iteration),
        "configuration": run.config.to_json(),
    }
    helper.set_model_props(model, notes)


class _Graph:
    """A graph as it grows, from its input in float64; every name in it is new."""

    def __init__(self) -> None:
        self._dtype: np.dtype[Any] = np.dtype(np.float64)
        self._nodes: list[onnx.NodeProto] = []
        self._tensors: list[onnx.TensorProto] = []
        self._numbers = count(1)

    def tensor(self, array: Array, name: str = "") -> str:
        """A constant of the graph, in its precision unless it holds whole numbers; its name."""
        name = name or f"constant_{next(self._numbers)}"
        kind = array.dtype if array.dtype == np.int64 else self._dtype
        self._tensors.append(numpy_helper.from_array(np.ascontiguousarray(array, kind), name))
        return name

    def cast(self, name: str, dtype: np.dtype[Any]) -> str:
        """A result in another precision, in which the graph goes on; its name."""
        if dtype == self._dtype:
            return name
        self._dtype = dtype
        return self.node("Cast", [name], to=helper.np_dtype_to_tensor_dtype(dtype))

    def node(self, operator: str, inputs: list[str], name: str = "", **attributes: Any) -> str:
        """An operator and its result; the result's name."""
        name = name or f"{operator.lower()}_{next(self._numbers)}"
        self._nodes.append(helper.make_node(operator, inputs, [name], name=f"{name}_node", **attributes))
        return name

    def expression(self, written: str, names: Mapping[str, str]) -> str:
        """An expression of operators, names and numbers, as entries of registries have them; its result's name."""
        return self._made(ast.parse(written, mode="eval").body, names)

    def _made(self, part: ast.expr, names: Mapping[str, str]) -> str:
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
            return self.node(part.func.id, [self._made(argument, names) for argument in part.args])
        if isinstance(part, ast.Name):
            return names[part.id]
        return self.tensor(np.array(ast.literal_eval(part), self._dtype))

    def model(self, n: int, n_y: int) -> onnx.ModelProto:
        """The model of the graph, whose input has n columns and whose output n_y."""
        ends = [
            helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(dtype), ["batch", width])
            for name, dtype, width in ((INPUT, np.dtype(np.float64), n), (OUTPUT, self._dtype, n_y))
        ]
        graph = helper.make_graph(self._nodes, "network", ends[:1], ends[1:], self._tensors)
        opset = helper.make_opsetid("", OPSET)
        return helper.make_model(graph, opset_imports=[opset], ir_version=IR_VERSION)
