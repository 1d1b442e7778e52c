"""Questions on the curves of an experiment: what a learning rate did, and which run is the best in something."""

from __future__ import annotations

from math import inf, isfinite

from dnn.errors import ConfigurationError
from dnn.lessons.path.option_checks import name_among
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.facts import fact, numbered_runs, value_word, word_of
from dnn.lessons.path.questions.kind import TELLING_RUNS, HintedDraft, QuestionKind
from dnn.lessons.path.questions.options import RUN, Options, word
from dnn.lessons.practice.question import Draft, Wrong
from dnn.text.messages import Text

OSCILLATING = 0.15
"""The share of iterations with a rising cost from which on a run oscillates."""
FEW_RISES = 0.05
"""The share up to which it falls steadily; between the two nothing is asked."""
SLOW, FAST = 0.5, 0.8
"""The shares of the best run's fall below which a run is too slow, and from which on it is right."""
CLEAR = 1.05
"""The least ratio of the second best and the best value."""
MIN_FINAL_COST = 1e-12


def read_curve(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The verdict on the learning rate of a run: too small, right, so large that the cost oscillates, or diverging."""
    runs = numbered_runs(network)
    k = chosen_run(network, options, runs)
    first, final, rises = (fact(network, name, k) for name in ("first_cost", "final_cost", "rises"))
    verdict = _verdict(network, runs, k)
    if verdict is None:
        return None
    texts = {
        "small": Text("too small: the cost falls steadily, but slowly"),
        "right": Text("right: the cost falls steadily and far"),
        "oscillating": Text("too large: the cost oscillates"),
        "diverging": Text("far too large: the cost diverges"),
    }
    percent = f"{100 * rises:.0f}"
    whys = {
        "small": Text("A rate is too small if the cost falls steadily, but other runs came much further down."),
        "right": Text("A rate is right if the cost hardly ever rises and comes nearly as far down as in the best run."),
        "oscillating": Text(
            "The cost oscillates if it rises again and again; here in {percent} % of the steps.", percent=percent
        ),
        "diverging": Text("A cost that diverges grows until it is no number any more (NaN); the run ends there."),
    }
    diverged = fact(network, "diverged", k)
    end = (
        Text("in iteration {iteration} it was no number any more (NaN)", iteration=f"{diverged:.0f}")
        if diverged
        else Text(
            "after {iterations} iterations it was {final}",
            iterations=f"{fact(network, 'iterations', k):.0f}",
            final=_cost(final),
        )
    )
    best = min(_least(network, each) for each in runs)
    return HintedDraft(
        Draft(
            Text(
                "In run “{label}” the cost began at {first}, {end}; it rose in {percent} % of the iterations. The best "
                "run came down to {best}. How is the learning rate of this run?",
                label=word_of(network, k),
                first=_cost(first),
                end=end,
                percent=percent,
                best=_cost(best),
            ),
            texts[verdict],
            whys[verdict],
            tuple((texts[other], whys[other]) for other in texts if other != verdict),
        ),
        (
            Text("Ask two things: does the cost rise again and again, and how far does it come down?"),
            Text(
                "Hardly any rises: too small or right. Many rises: too large. No number at the end (NaN): far too "
                "large."
            ),
            Text(
                "Compare {percent} % with 0 %, and {final} with {best}.",
                percent=percent,
                final=_cost(final),
                best=_cost(best),
            ),
        ),
    )


def _verdict(network: AskedNetwork, runs: list[int], k: int) -> str | None:
    """One of small, right, oscillating and diverging; None between two of them."""
    if fact(network, "diverged", k):
        return "diverging"
    rises, first, final = (fact(network, name, k) for name in ("rises", "first_cost", "final_cost"))
    if rises >= OSCILLATING:
        return "oscillating"
    possible = first - min(_least(network, each) for each in runs)
    if rises > FEW_RISES or possible <= 0 or not isfinite(final):
        return None
    share = (first - final) / possible
    if share < SLOW:
        return "small"
    return "right" if share > FAST else None


def chosen_run(network: AskedNetwork, options: Options, runs: list[int]) -> int:
    """The run that the options name, or one drawn.

    Raises:
        ConfigurationError: there is no such run.
    """
    k = options.get("run")
    if k is None:
        return network.random.choice(runs)
    if not isinstance(k, int) or k not in runs:
        raise ConfigurationError("run", Text("a run from 1 to {last}", last=runs[-1]), k, "1")
    return k


def _least(network: AskedNetwork, k: int) -> float:
    least = fact(network, "least_cost", k)
    return least if isfinite(least) else inf


def _cost(value: float) -> str:
    return f"{value:.3g}"


def best_rate(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The value tried whose run ends with the lowest cost and does not diverge."""
    runs = numbered_runs(network)
    ends = {k: inf if fact(network, "diverged", k) else fact(network, "final_cost", k) for k in runs}
    order = sorted((k for k in runs if isfinite(ends[k])), key=lambda k: ends[k])
    if not order or (len(order) > 1 and ends[order[1]] < CLEAR * ends[order[0]] + MIN_FINAL_COST):
        return None
    right = order[0]
    wrong: list[Wrong] = []
    for k in runs:
        if k in order:
            reason = Text("Its last cost is {cost}; another one came further down.", cost=_cost(ends[k]))
        else:
            reason = Text("It diverged in iteration {iteration}.", iteration=f"{fact(network, 'diverged', k):.0f}")
        if k != right:
            wrong.append((value_word(network, k), reason))
    wrong.append((Text("They all end with the same cost"), Text("Compare the last costs: they differ clearly.")))
    return HintedDraft(
        Draft(
            Text("Which of the values tried ended with the lowest cost?"),
            value_word(network, right),
            Text("Its last cost is {cost}, the lowest of all.", cost=_cost(ends[right])),
            tuple(wrong),
        ),
        (
            Text("Everything asked for was in the experiment: look at its runs again."),
            Text("Leave out the runs that diverged, and compare the last costs of the others."),
            Text(
                "{count} of {all} runs did not diverge. Which of their curves ends lowest?",
                count=len(order),
                all=len(runs),
            ),
        ),
    )


TITLES: dict[str, Text] = {
    "first_cost": Text("first cost"),
    "final_cost": Text("last cost"),
    "test_cost": Text("cost of the held-out data"),
    "score": Text("score"),
    "test_score": Text("score of the held-out data"),
    "rises": Text("share of iterations in which the cost rose"),
    "gradient_1": Text("size of dW of layer 1 at the start"),
    "rank_W1": Text("rank of W of layer 1 at the end"),
}
"""The facts that runs can be compared in."""


def extreme_run(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The run with the smallest or the largest of a fact."""
    runs, name = numbered_runs(network), word(options, "fact", network.random.choice(("final_cost", "first_cost")))
    is_largest = word(options, "extreme", network.random.choice(("smallest", "largest"))) == "largest"
    found = {k: value if isfinite(value := fact(network, name, k)) else inf for k in runs}
    order = sorted(runs, key=lambda k: found[k], reverse=is_largest)
    first, second = found[order[0]], found[order[1]] if len(order) > 1 else inf
    if not isfinite(first):
        return None
    if abs(first - second) < (CLEAR - 1) * max(abs(first), abs(second)) or first == second:
        return None
    title = TITLES[name]
    prompt = (
        Text("Which run has the largest value of this: {title}?", title=title)
        if is_largest
        else Text("Which run has the smallest value of this: {title}?", title=title)
    )
    same = Text("It is the same in all runs")
    wrong: list[Wrong] = [
        (word_of(network, k), Text("It has {value}; look at the others.", value=f"{found[k]:.3g}")) for k in order[1:]
    ]
    wrong.append((same, Text("Compare them: they differ clearly.")))
    return HintedDraft(
        Draft(prompt, word_of(network, order[0]), Text("It has {value}.", value=f"{first:.3g}"), tuple(wrong)),
        (
            Text("Everything asked for was in the experiment: look at its runs again."),
            Text("Compare the column “{title}” of all runs.", title=title),
            Text("One of the others has {value}.", value=f"{second:.3g}"),
        ),
    )


KINDS: tuple[QuestionKind, ...] = (
    QuestionKind("reading a curve", Text("Reading a curve"), "learning rate", TELLING_RUNS, read_curve, RUN, True),
    QuestionKind(
        "best value", Text("The best of the values tried"), "learning rate", TELLING_RUNS, best_rate, {}, True
    ),
    QuestionKind(
        "extreme run",
        Text("The run with the most or the least"),
        "learning rate",
        TELLING_RUNS,
        extreme_run,
        {"fact": name_among(*TITLES), "extreme": name_among("smallest", "largest")},
        True,
    ),
)
"""The kinds of this file."""
