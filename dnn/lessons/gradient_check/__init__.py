"""The gradient check: backward propagation against central differences of the cost, entry by entry.

    g̃ = (J(θ + ε) - J(θ - ε)) / 2ε,    relative error = ‖g - g̃‖ / (‖g‖ + ‖g̃‖)

in float64, for W and b of every layer, J being the mean loss without L2 (course, second part, week 1). ReLU, leaky
ReLU and ELU have a kink at z = 0, where a central difference sees both sides: an entry whose change by ± ε moves any
z of such a layer across 0 is skipped, and counted as skipped.
"""

from dnn.lessons.gradient_check.check import check_gradients, layer_checks
from dnn.lessons.gradient_check.comparison import Comparison, Entry, GradientReport, LayerCheck

__all__ = ["Comparison", "Entry", "GradientReport", "LayerCheck", "check_gradients", "layer_checks"]
