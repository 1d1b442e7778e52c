"""Runs that are offered: one begins with its owner's first command, once, and nothing is kept without bound."""

from __future__ import annotations

import pytest

from dnn.background.commands import Pause, Resume, StepIterations
from dnn.background.limits import NotOwner
from dnn.background.manager import RunManager
from dnn.background.offers import RunOffer, RunOffers
from tests.dnn.background.running import LONG, ME, OTHER, SOON, config, past

OFFER = RunOffer(ME, config(LONG), 10.0)


def test_the_first_command_begins_the_run_that_was_offered(runs: RunManager) -> None:
    run_id = runs.offer(OFFER)
    assert runs.get(run_id) is None and runs.offer_of(run_id) == OFFER
    runs.command(run_id, ME, Resume())
    run = runs.wait_until(run_id, past(1), SOON)
    assert (run.id, run.owner, run.config, run.speed_limit) == (run_id, ME, OFFER.config, 10.0)
    assert runs.offer_of(run_id) is None
    runs.command(run_id, ME, Pause())
    assert len(runs) == 1


def test_it_begins_at_rest_and_then_obeys(runs: RunManager) -> None:
    run_id = runs.offer(OFFER)
    runs.command(run_id, ME, StepIterations(2))
    assert runs.wait_until(run_id, lambda run: not run.moving, SOON).iteration == 2


def test_a_stranger_begins_nothing(runs: RunManager) -> None:
    run_id = runs.offer(OFFER)
    with pytest.raises(NotOwner):
        runs.command(run_id, OTHER, Resume())
    assert runs.get(run_id) is None and runs.offer_of(run_id) == OFFER


def test_a_page_that_is_drawn_anew_offers_under_the_same_id(runs: RunManager) -> None:
    first = runs.offer(OFFER)
    other = RunOffer(ME, config(20), None)
    assert runs.offer(other, first) == first and runs.offer_of(first) == other


def test_an_id_that_was_not_offered_to_her_is_not_given(runs: RunManager) -> None:
    theirs = runs.offer(RunOffer(OTHER, config(20)))
    mine = runs.offer(OFFER, theirs)
    assert mine != theirs and runs.offer_of(theirs) == RunOffer(OTHER, config(20))
    running = runs.start(config(LONG), OTHER, paused=True)
    assert runs.offer(OFFER, running.id) not in (running.id, mine)


def test_the_offers_made_longest_ago_are_forgotten() -> None:
    offers = RunOffers(max_offers=2)
    first, second = offers.put(OFFER), offers.put(OFFER)
    offers.put(OFFER, first)
    third = offers.put(OFFER)
    assert [offers.get(each) for each in (first, second, third)] == [OFFER, None, OFFER] and len(offers) == 2


def test_one_that_is_forgotten_is_an_unknown_run(runs: RunManager) -> None:
    with pytest.raises(KeyError):
        runs.command("x" * 22, ME, Resume())
