"""Not a number: a run that broke off because a number left the range, and where that began."""

from __future__ import annotations

from dnn.lessons.diagnosis.evidence import Evidence
from dnn.lessons.diagnosis.example_runs import deep, run_of
from dnn.lessons.diagnosis.finding import Account, Rule
from dnn.lessons.diagnosis.remedies import slower, xavier
from dnn.lessons.diagnosis.rules.trend import SLOWER
from dnn.text.messages import Text

_TOO_LARGE_AT_ONCE = Account(
    Text("Nothing has been learned yet: the initial weights alone make the values overflow and become NaN or Inf."),
    Text("Try Xavier's initial weights, or fewer layers."),
    xavier,
)


def _seen(evidence: Evidence) -> Text | None:
    stop = evidence.stop
    return stop.message if stop is not None and stop.reason == "non_finite" else None


RULE = Rule(
    "non_finite",
    Text("NaN or Inf"),
    _seen,
    Account(
        Text("Steps that are too large make the weights grow with every iteration, until a product overflows."),
        SLOWER,
        slower,
    ),
    example=run_of("sine", deep(16, "tanh", 2), learning_rate=1),
    shown_by="cost",
    order=0,
    more_examples=(run_of("circles", deep(10, "linear", 31), "large_normal", precision="float32", iterations=20),),
    account=lambda evidence: _TOO_LARGE_AT_ONCE if evidence.iteration == 0 else None,
)
