"""Stratified parts: how many examples of each class go where, and which."""

from __future__ import annotations

import numpy as np

from dnn.datasets.data import Floats, Integers


def proportional_shares(sizes: Integers, total: int, low: Integers, high: Integers) -> Integers:
    """Divide `total` among groups in proportion to their sizes, each share within its bounds.

    Largest remainders (Hamilton's method); where the bounds leave no room for `total`, the nearest sum that
    they allow.

    Args:
        sizes: (groups,) how large each group is.
        total: what the shares should add up to.
        low, high: (groups,) bounds of each share, low <= high.

    Returns:
        (groups,) whole shares.
    """
    quota = sizes * (total / sizes.sum())
    shares = np.clip(np.floor(quota).astype(np.int64), low, high)
    reachable = min(max(total, int(low.sum())), int(high.sum()))
    while (missing := reachable - int(shares.sum())) != 0:
        step = 1 if missing > 0 else -1
        free = shares < high if step > 0 else shares > low
        shares[np.argmax(np.where(free, step * (quota - shares), -np.inf))] += step
    return shares


def stratified_subset(strata: Floats, count: int, rng: np.random.Generator) -> Integers:
    """The indices, ascending, of `count` examples in the proportions of their strata.

    Each stratum has one at least when `count` allows it.

    Args:
        strata: (m,) the number of each example's stratum: its class, or one and the same for a regression.
        count: how many to take, at most m.
    """
    _, members, sizes = np.unique(strata, return_inverse=True, return_counts=True)
    low = np.minimum(sizes, 1 if count >= sizes.size else 0)
    return _choose(members, proportional_shares(sizes, count, low, sizes), rng)


def stratified_split(strata: Floats, test_fraction: float, rng: np.random.Generator) -> tuple[Integers, Integers]:
    """The indices of the training part and of the test part, each ascending.

    A stratum of two examples or more has one at least in each part; a single example is trained on. A
    fraction of 0 keeps all for training.

    Args:
        strata: (m,) the number of each example's stratum: its class, or one and the same for a regression.
        test_fraction: share of the test part, 0 … 0.9.
    """
    everything = np.arange(strata.size)
    if test_fraction == 0:
        return everything, everything[:0]
    _, members, sizes = np.unique(strata, return_inverse=True, return_counts=True)
    total = round(test_fraction * strata.size)
    shares = proportional_shares(sizes, total, low=np.minimum(sizes - 1, 1), high=sizes - 1)
    test = _choose(members, shares, rng)
    return np.setdiff1d(everything, test, assume_unique=True), test


def _choose(members: Integers, shares: Integers, rng: np.random.Generator) -> Integers:
    """The first `shares[k]` of the shuffled members of each group k."""
    shuffled = rng.permutation(members.size)
    chosen = [shuffled[members[shuffled] == group][:share] for group, share in enumerate(shares)]
    return np.sort(np.concatenate(chosen))
