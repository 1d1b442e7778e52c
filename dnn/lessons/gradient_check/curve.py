"""The error of central differences over ε: too large, and the curve bends; too small, and digits are lost.

The error of (J(θ + ε) - J(θ - ε)) / 2ε is about ε²/6 · J''' from truncation, and about u·J/ε from rounding, u being the
distance of neighbouring numbers about 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dnn.activations import Array
from dnn.lessons.gradient_check.check import CheckedNetwork, Effort, affordable, probes, sample

STEPS = 10.0 ** np.arange(-1, -12.25, -0.5)  # (23,)
"""Every ε that is tried."""


@dataclass(frozen=True, eq=False)
class Curve:
    """The relative error in all over ε, of the same entries for every ε.

    Attributes:
        steps: (k,) ε, falling.
        errors: (k,) ‖g - g̃‖ / (‖g‖ + ‖g̃‖) in all; NaN for an ε so large that it carries most entries across a kink.
        compared: how many entries.
    """

    steps: Array
    errors: Array
    compared: int

    @property
    def best(self) -> tuple[float, float] | None:
        """ε with the smallest error, and that error; None where no number is finite."""
        if not np.isfinite(self.errors).any():
            return None
        k = int(np.nanargmin(self.errors))
        return float(self.steps[k]), float(self.errors[k])


def error_curve(network: CheckedNetwork, effort: Effort) -> Curve:
    """Check the network with every ε of STEPS, within the work of `effort` altogether."""
    count, rng = len(STEPS), np.random.default_rng(network.seed)
    share = replace(effort, work=effort.work / count)
    m, max_entries = affordable(network.parameters, share, least=1)
    network = replace(network, X=network.X[:, :m], Y=network.Y[:, :m])
    g, g_hat, smooth = [], [], []
    for _l, gradient, probe in probes(network, effort):
        for letter, array in (("W", gradient.dW), ("b", gradient.db)):
            positions = sample(array.size, max_entries, rng)
            steps = np.repeat(STEPS, len(positions))  # (count k,)
            differences, is_smooth = probe.differences_with(letter, np.tile(positions, count), steps)
            g.append(array.ravel()[positions])  # (k,)
            g_hat.append(differences.reshape(count, -1))  # (count, k)
            smooth.append(is_smooth.reshape(count, -1))  # (count, k)
    return _curve(np.concatenate(g), np.concatenate(g_hat, axis=1), np.concatenate(smooth, axis=1))


@np.errstate(all="ignore")
def _curve(g: Array, g_hat: Array, smooth: Array) -> Curve:
    """The curve of g (k,), its differences (count, k), and whether each stays clear of kinks (count, k)."""
    clear = smooth.sum(axis=1)  # (count,)
    first = int((2 * clear >= clear.max()).argmax())  # the largest ε at which at least half of them are left
    compared = smooth[first:].all(axis=0)  # (k,)
    distance = np.linalg.norm((g_hat - g)[:, compared], axis=1)  # (count,)
    size = np.linalg.norm(g[compared]) + np.linalg.norm(g_hat[:, compared], axis=1)  # (count,)
    errors = np.where(size == 0, 0.0, distance / size)  # (count,)
    errors[:first] = np.nan
    return Curve(STEPS, errors, int(compared.sum()))
