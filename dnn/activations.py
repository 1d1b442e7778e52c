"""The activation functions g of the hidden layers, each with its derivative g' taken at z.

All are exact at their limits: |z| = 1,000 gives neither an overflow warning nor NaN, in float32 and in float64.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dnn.text.messages import Text

Array = NDArray[Any]
"""A float32 or float64 array; functions keep the type they are given."""

LEAKY_SLOPE = 0.01
"""g'(z) of the leaky ReLU for z <= 0."""


@dataclass(frozen=True)
class Activation:
    """One activation function; a function and its derivative are one value.

    Attributes:
        name: what configurations call it.
        title: what visitors read.
        g: z of any shape -> a of the same shape.
        derivative: z of any shape -> g'(z) of the same shape; at the kink of a ReLU the left derivative.
        latex, derivative_latex: the two formulas.
        derivative_from_output: a = g(z) of any shape -> g'(z) of the same shape; None where a does not determine it.
        derivative_from_output_latex: its formula, or what g' is of a where there is more than one.
        why: how a determines g', or why it does not.
        g_code, derivative_code: the two in an exported NumPy script, expressions of Z and `dtype` that may call other
            functions of this table, as `sigmoid(Z)` or `sigmoid_derivative(Z)`.
        torch_module: the function as a PyTorch module.
        keras: the function as the argument `activation` of a layer in an exported Keras script.
        onnx: the function as an expression of Z in ONNX's operators, of which onnxruntime has float64 forms.
        limits: what a tends to on either side, where it tends to a number on both.
        is_piecewise_linear: True where g' is one number on either side of z = 0.
    """

    name: str
    title: Text
    g: Callable[[Array], Array]
    derivative: Callable[[Array], Array]
    latex: str
    derivative_latex: str
    derivative_from_output: Callable[[Array], Array] | None
    derivative_from_output_latex: str
    why: Text
    g_code: str
    derivative_code: str
    torch_module: str
    keras: str
    onnx: str
    limits: tuple[float, float] | None = None
    is_piecewise_linear: bool = False

    @property
    def can_die(self) -> bool:
        """True where a unit whose z is negative for every example gives 0 and learns nothing, as one of a ReLU."""
        z = np.array([-1.0])
        return bool(self.g(z)[0] == 0 and self.derivative(z)[0] == 0)


def sigmoid(z: Array) -> Array:
    """1 / (1 + e^-z), computed from e^-|z|, which cannot overflow."""
    decay = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, decay) / (1 + decay)


def sigmoid_derivative(z: Array) -> Array:
    """g'(z) = a (1 - a) = e^-|z| / (1 + e^-|z|)^2, exact where 1 - a would round to 0."""
    decay = np.exp(-np.abs(z))
    return decay / np.square(1 + decay)


def sigmoid_derivative_from_output(a: Array) -> Array:
    """a (1 - a), which rounds to 0 where a rounds to 1."""
    return a * (1 - a)


def tanh_derivative(z: Array) -> Array:
    """g'(z) = 1 - a^2 = 4 e^-2|z| / (1 + e^-2|z|)^2, exact where 1 - a^2 would round to 0."""
    decay = np.exp(-2 * np.abs(z))
    return 4 * decay / np.square(1 + decay)


def tanh_derivative_from_output(a: Array) -> Array:
    """1 - a^2 = (1 - a) (1 + a), which rounds to 0 where a rounds to 1 or -1."""
    return (1 - a) * (1 + a)


def relu(z: Array) -> Array:
    """max(0, z)"""
    return np.maximum(z, 0)


def relu_derivative(z: Array) -> Array:
    """1 where z > 0, else 0."""
    return (z > 0).astype(z.dtype)


def leaky_relu(z: Array) -> Array:
    """z where z > 0, else 0.01 z"""
    return np.maximum(z, z.dtype.type(LEAKY_SLOPE) * z)


def leaky_relu_derivative(z: Array) -> Array:
    """1 where z > 0, else 0.01."""
    return np.where(z > 0, z.dtype.type(1), z.dtype.type(LEAKY_SLOPE))


def elu(z: Array) -> Array:
    """z where z > 0, else e^z - 1."""
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))


def elu_derivative(z: Array) -> Array:
    """1 where z > 0, else e^z."""
    return np.exp(np.minimum(z, 0))


def elu_derivative_from_output(a: Array) -> Array:
    """1 where a > 0, else a + 1, which rounds to 0 where a rounds to -1."""
    return np.minimum(a, 0) + 1


def silu(z: Array) -> Array:
    """z sigmoid(z)"""
    return z * sigmoid(z)


def silu_derivative(z: Array) -> Array:
    """s + z s' with s = sigmoid(z)."""
    return sigmoid(z) + z * sigmoid_derivative(z)


def softplus(z: Array) -> Array:
    """ln(1 + e^z) = max(0, z) + ln(1 + e^-|z|)"""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def softplus_derivative_from_output(a: Array) -> Array:
    """1 - e^-a, computed without subtracting, so that it is exact where a is near 0."""
    return -np.expm1(-a)


def linear(z: Array) -> Array:
    """z itself"""
    return z.copy()


ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        Activation(
            "sigmoid",
            Text("Sigmoid"),
            sigmoid,
            sigmoid_derivative,
            r"\sigma(z)=\frac{1}{1+e^{-z}}",
            r"\sigma'(z)=\sigma(z)\,(1-\sigma(z))",
            sigmoid_derivative_from_output,
            r"a\,(1-a)",
            Text("σ(z) is a itself, so σ(z)(1 − σ(z)) is a(1 − a)."),
            g_code="np.exp(-np.logaddexp(0, -Z))",
            derivative_code="sigmoid(Z) * sigmoid(-Z)",
            torch_module="nn.Sigmoid()",
            keras='"sigmoid"',
            onnx="Sigmoid(Z)",
            limits=(0.0, 1.0),
        ),
        Activation(
            "tanh",
            Text("Tanh"),
            np.tanh,
            tanh_derivative,
            r"\tanh(z)=\frac{e^{z}-e^{-z}}{e^{z}+e^{-z}}",
            r"\tanh'(z)=1-\tanh^2(z)",
            tanh_derivative_from_output,
            r"1-a^2",
            Text("tanh(z) is a itself, so 1 − tanh²(z) is 1 − a²."),
            g_code="np.tanh(Z)",
            derivative_code="1 - np.tanh(Z) ** 2",
            torch_module="nn.Tanh()",
            keras='"tanh"',
            onnx="Tanh(Z)",
            limits=(-1.0, 1.0),
        ),
        Activation(
            "relu",
            Text("ReLU"),
            relu,
            relu_derivative,
            r"\max(0,z)",
            r"\begin{cases}1&z>0\\0&z\le 0\end{cases}",
            relu_derivative,
            r"\begin{cases}1&a>0\\0&a=0\end{cases}",
            Text("a > 0 exactly where z > 0. How far below 0 z was is lost, but g′ is 0 there all the same."),
            g_code="np.maximum(Z, 0)",
            derivative_code="(Z > 0).astype(dtype)",
            torch_module="nn.ReLU()",
            keras='"relu"',
            onnx="Relu(Z)",
            is_piecewise_linear=True,
        ),
        Activation(
            "leaky_relu",
            Text("Leaky ReLU"),
            leaky_relu,
            leaky_relu_derivative,
            r"\max(0.01z,z)",
            r"\begin{cases}1&z>0\\0.01&z\le 0\end{cases}",
            leaky_relu_derivative,
            r"\begin{cases}1&a>0\\0.01&a\le 0\end{cases}",
            Text("a has the sign of z, because the slope 0.01 is positive; the sign is all that g′ asks for."),
            g_code=f"np.where(Z > 0, Z, {LEAKY_SLOPE} * Z)",
            derivative_code=f"np.where(Z > 0, 1, {LEAKY_SLOPE}).astype(dtype)",
            torch_module=f"nn.LeakyReLU({LEAKY_SLOPE})",
            keras=f"keras.layers.LeakyReLU(negative_slope={LEAKY_SLOPE})",
            onnx=f"Max(Z, Mul({LEAKY_SLOPE}, Z))",
            is_piecewise_linear=True,
        ),
        Activation(
            "elu",
            Text("ELU"),
            elu,
            elu_derivative,
            r"\begin{cases}z&z>0\\e^{z}-1&z\le 0\end{cases}",
            r"\begin{cases}1&z>0\\e^{z}&z\le 0\end{cases}",
            elu_derivative_from_output,
            r"\begin{cases}1&a>0\\a+1&a\le 0\end{cases}",
            Text("a has the sign of z, and where z ≤ 0, $e^z$ is a + 1."),
            g_code="np.where(Z > 0, Z, np.expm1(np.minimum(Z, 0)))",
            derivative_code="np.exp(np.minimum(Z, 0))",
            torch_module="nn.ELU()",
            keras='"elu"',
            onnx="Where(Greater(Z, 0), Z, Sub(Exp(Min(Z, 0)), 1))",
        ),
        Activation(
            "silu",
            Text("SiLU (swish)"),
            silu,
            silu_derivative,
            r"z\,\sigma(z)",
            r"\sigma(z)+z\,\sigma(z)\,(1-\sigma(z))",
            None,
            r"z=a+W_k(a\,e^{-a}),\;k\in\{0,-1\}",
            Text(
                "It falls to a = −0.278 at z = −1.278 and rises from there on, so every a between −0.278 and 0 "
                "belongs to two values of z with different g′, one on each branch of the Lambert W function. "
                "Only z says which one it was."
            ),
            g_code="Z * sigmoid(Z)",
            derivative_code="sigmoid(Z) + Z * sigmoid_derivative(Z)",
            torch_module="nn.SiLU()",
            keras='"silu"',
            onnx="Mul(Z, Sigmoid(Z))",
        ),
        Activation(
            "softplus",
            Text("Softplus"),
            softplus,
            sigmoid,
            r"\ln(1+e^{z})",
            r"\sigma(z)",
            softplus_derivative_from_output,
            r"1-e^{-a}",
            Text(r"$e^a$ is $1+e^z$, so $\sigma(z)=e^z/(1+e^z)$ is $1-e^{-a}$."),
            g_code="np.logaddexp(0, Z)",
            derivative_code="sigmoid(Z)",
            torch_module="nn.Softplus(threshold=40)",
            keras="lambda Z: -ops.log_sigmoid(-Z)",
            onnx="Add(Max(Z, 0), Log(Add(Exp(Neg(Abs(Z))), 1)))",
        ),
        Activation(
            "linear",
            Text("Linear"),
            linear,
            np.ones_like,
            r"z",
            r"1",
            np.ones_like,
            r"1",
            Text("g′ is 1 everywhere."),
            g_code="Z",
            derivative_code="np.ones_like(Z)",
            torch_module="nn.Identity()",
            keras='"linear"',
            onnx="Identity(Z)",
            is_piecewise_linear=True,
        ),
    )
}
"""All activation functions of hidden layers by name, in the order of the menu."""
