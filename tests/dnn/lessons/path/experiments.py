"""Facts of experiments as runs leave them, drawn at random."""

from __future__ import annotations

from random import Random

from dnn.lessons.path.questions.asked_network import Fact

TRIED = (0.01, 0.1, 0.3, 1.0, 3.0, 10.0)


def drawn_facts(random: Random, seeds: bool = False) -> dict[str, Fact]:
    """Facts of four to six runs, of different values or, with `seeds`, of two values with three seeds each."""
    facts: dict[str, Fact] = {}
    for k in range(1, (6 if seeds else random.randint(4, 6)) + 1):
        diverged = 0 if seeds or random.random() < 0.75 else random.randint(2, 90)
        first, share = random.uniform(0.6, 0.8), random.random()
        final = first * (1 - share)
        facts |= {
            f"label_{k}": f"run {k}",
            f"value_{k}": TRIED[(k - 1) // 3 if seeds else k - 1],
            f"first_cost_{k}": first,
            f"final_cost_{k}": float("nan") if diverged else final,
            f"least_cost_{k}": final * random.uniform(0.9, 1),
            f"test_cost_{k}": final * random.uniform(0.9, 2.5),
            f"score_{k}": random.choice((0.5, 0.7, 0.99, 1.0)),
            f"test_score_{k}": random.uniform(0.5, 1),
            f"rises_{k}": random.choice((0.0, 0.01, 0.3, 0.5)),
            f"diverged_{k}": diverged,
            f"iterations_{k}": diverged or 300,
            f"rank_W1_{k}": random.randint(1, 4),
            f"sizes_{k}": f"2, {2 + k}, {random.randint(1, 9)}, 1",
            f"gradient_1_{k}": 10.0 ** -random.randint(0, 18),
        }
    return facts
