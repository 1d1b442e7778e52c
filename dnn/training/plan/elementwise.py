"""The activation functions as lists of in-place NumPy calls, and the product with their derivatives.

`elementwise` binds an activation to a layer's buffer once. Its forward calls turn z, which the matrix product left
in the buffer, into a = g(z); its backward calls turn dA into dZ = dA * g'(z). What the derivative needs of z is
stored in the form that is cheapest to use: a itself (tanh, sigmoid), a mask of bits (ReLU), another function of z.
All arrays are flat views of (n, m) buffers, since a flat loop has no overhead per row.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from dnn.activations import ACTIVATIONS, LEAKY_SLOPE, Activation
from dnn.training.memory import Array, Call, Calls, aligned_zeros, constant


class Elementwise(NamedTuple):
    """Calls that compute a = g(z) in place, and a maker of calls that multiply a given buffer by g'(z)."""

    forward: Sequence[Call]
    backward: Callable[[Array], Calls]


def _linear(a: Array, scratch: Array) -> Elementwise:
    return Elementwise([], lambda d: [])


def _derivative_of_tanh(a: Array, out: Array) -> Calls:  # 1 - a^2
    one = constant(1.0, a.dtype)
    return [partial(np.square, a, out), partial(np.subtract, one, out, out)]


def _tanh(a: Array, scratch: Array) -> Elementwise:
    def backward(d: Array) -> Calls:
        return [*_derivative_of_tanh(a, scratch), partial(np.multiply, d, scratch, d)]

    return Elementwise([partial(np.tanh, a, a)], backward)


def _sigmoid_calls(z: Array, out: Array) -> Calls:
    """1 / (1 + e^-z). Where e^-z overflows to infinity the quotient is 0, the right limit."""
    one = constant(1.0, z.dtype)
    return [
        partial(np.negative, z, out),
        partial(np.exp, out, out),
        partial(np.add, out, one, out),
        partial(np.divide, one, out, out),
    ]


def _derivative_of_sigmoid(a: Array, out: Array) -> Calls:  # a - a^2
    return [partial(np.square, a, out), partial(np.subtract, a, out, out)]


def _sigmoid(a: Array, scratch: Array) -> Elementwise:
    def backward(d: Array) -> Calls:
        return [*_derivative_of_sigmoid(a, scratch), partial(np.multiply, d, scratch, d)]

    return Elementwise(_sigmoid_calls(a, a), backward)


def _bits(values: Array) -> Array:
    """The same memory read as signed integers of the same width."""
    return values.view(np.dtype(f"i{values.dtype.itemsize}"))


def _positive_mask(z: Array, mask: Array) -> Calls:
    """All bits of `mask` are 1 where z > 0 and 0 elsewhere: comparisons and np.maximum are several times slower.

    The sign bit of -bits(z) is 1 exactly where bits(z) > 0, that is where z > 0; the arithmetic shift spreads it.
    """
    width = constant(8 * mask.itemsize - 1, mask.dtype)
    return [partial(np.negative, _bits(z), mask), partial(np.right_shift, mask, width, mask)]


def _relu(a: Array, scratch: Array) -> Elementwise:
    mask = _bits(aligned_zeros(a.shape, a.dtype))
    forward: Calls = [*_positive_mask(a, mask), partial(np.bitwise_and, _bits(a), mask, _bits(a))]
    return Elementwise(forward, lambda d: [partial(np.bitwise_and, _bits(d), mask, _bits(d))])


def _leaky_relu(a: Array, scratch: Array) -> Elementwise:
    """Both directions multiply by g'(z), which is 1 or the slope: slope XOR (mask AND (slope XOR 1)), in bits."""
    derivative = aligned_zeros(a.shape, a.dtype)
    bits = _bits(derivative)
    slope, one = _bits(constant(LEAKY_SLOPE, a.dtype)), _bits(constant(1.0, a.dtype))
    forward: Calls = [
        *_positive_mask(a, bits),
        partial(np.bitwise_and, bits, slope ^ one, bits),
        partial(np.bitwise_xor, bits, slope, bits),
        partial(np.multiply, a, derivative, a),
    ]
    return Elementwise(forward, lambda d: [partial(np.multiply, d, derivative, d)])


def _elu(a: Array, scratch: Array) -> Elementwise:
    below = aligned_zeros(a.shape, a.dtype)  # e^z - 1 where z < 0, else 0: g'(z) - 1
    zero, one = constant(0.0, a.dtype), constant(1.0, a.dtype)
    forward = [
        partial(np.minimum, a, zero, out=below),
        partial(np.expm1, below, below),
        partial(np.maximum, a, zero, out=a),
        partial(np.add, a, below, a),
    ]

    def backward(d: Array) -> Calls:
        return [partial(np.add, below, one, scratch), partial(np.multiply, d, scratch, d)]

    return Elementwise(forward, backward)


def _silu(a: Array, scratch: Array) -> Elementwise:
    gate = aligned_zeros(a.shape, a.dtype)  # s = sigmoid(z)

    def backward(d: Array) -> Calls:  # g'(z) = s + a (1 - s) = (a - a s) + s
        return [
            partial(np.multiply, a, gate, scratch),
            partial(np.subtract, a, scratch, scratch),
            partial(np.add, scratch, gate, scratch),
            partial(np.multiply, d, scratch, d),
        ]

    return Elementwise([*_sigmoid_calls(a, gate), partial(np.multiply, a, gate, a)], backward)


def _softplus(a: Array, scratch: Array) -> Elementwise:
    """log(1 + e^z) = max(z, 0) + log(1 + e^-|z|); its derivative sigmoid(z) is 1 - e^-a."""
    zero = constant(0.0, a.dtype)
    forward = [
        partial(np.absolute, a, scratch),
        partial(np.negative, scratch, scratch),
        partial(np.exp, scratch, scratch),
        partial(np.log1p, scratch, scratch),
        partial(np.maximum, a, zero, out=a),
        partial(np.add, a, scratch, a),
    ]

    def backward(d: Array) -> Calls:
        return [
            partial(np.negative, a, scratch),
            partial(np.expm1, scratch, scratch),
            partial(np.negative, scratch, scratch),
            partial(np.multiply, d, scratch, d),
        ]

    return Elementwise(forward, backward)


def _general(activation: Activation, a: Array, scratch: Array) -> Elementwise:
    """The functions of the registry themselves, a few times slower than calls written for one activation."""
    z = aligned_zeros(a.shape, a.dtype)

    def backward(d: Array) -> Calls:
        return [
            lambda: np.copyto(scratch, activation.derivative(z)),
            partial(np.multiply, d, scratch, d),
        ]

    return Elementwise([partial(np.copyto, z, a), lambda: np.copyto(a, activation.g(z))], backward)


class Written(NamedTuple):
    """The maker of the calls of an activation, and what they hold beside `a`."""

    make: Callable[[Array, Array], Elementwise]
    stores: bool
    """True if they store an array of the size of `a`."""
    uses_scratch: bool
    """True if they use the scratch buffer."""


ELEMENTWISE: dict[str, Written] = {
    "sigmoid": Written(_sigmoid, stores=False, uses_scratch=True),
    "tanh": Written(_tanh, stores=False, uses_scratch=True),
    "relu": Written(_relu, stores=True, uses_scratch=False),
    "leaky_relu": Written(_leaky_relu, stores=True, uses_scratch=False),
    "elu": Written(_elu, stores=True, uses_scratch=True),
    "silu": Written(_silu, stores=True, uses_scratch=True),
    "softplus": Written(_softplus, stores=False, uses_scratch=True),
    "linear": Written(_linear, stores=False, uses_scratch=False),
}
"""Name of an activation -> the calls written for it, where there are some: they are faster."""

DERIVATIVES_OF_A: dict[str, Callable[[Array, Array], Calls]] = {
    "sigmoid": _derivative_of_sigmoid,
    "tanh": _derivative_of_tanh,
}
"""Name of an activation -> the calls that compute g'(z) from a = g(z) into a buffer, where a alone gives it."""


def written(activation: str) -> Written:
    """The calls of an activation, those of the registry's own functions where none are written for it."""
    general = Written(partial(_general, ACTIVATIONS[activation]), stores=True, uses_scratch=True)
    return ELEMENTWISE.get(activation, general)


def elementwise(activation: str, a: Array, scratch: Array) -> Elementwise:
    """The calls of an activation for a layer's flat buffer `a` and a flat scratch buffer of its size."""
    return written(activation).make(a, scratch)
