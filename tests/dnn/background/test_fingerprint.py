"""The fingerprint of a run: another one whenever its page has to be drawn anew, and no other while it trains."""

from __future__ import annotations

from dataclasses import replace

from dnn.background.commands import NewWeights, Pause, Reset, Resume, SetParameter, StepEpoch, StepIterations
from dnn.background.fingerprint import fingerprint
from dnn.background.manager import RunManager
from tests.dnn.background.running import LONG, ME, SOON, at_rest, config, ended, past, reconfigure


def test_it_follows_what_the_page_shows_of_a_run(runs: RunManager) -> None:
    run = runs.start(config(LONG), ME, paused=True)
    seen = [fingerprint(run)]
    for command in (reconfigure(run, l2=0.5), NewWeights(7)):
        seen.append(fingerprint(runs.command(run.id, ME, command)))
    assert len(set(seen)) == len(seen)


def test_the_buttons_of_the_run_leave_it_as_it_is(runs: RunManager) -> None:
    run = runs.start(config(LONG), ME, paused=True)
    seen = {fingerprint(run)}
    for command in (StepIterations(3), Resume(), Pause(), StepEpoch(), Reset(), Resume()):
        seen.add(fingerprint(runs.command(run.id, ME, command)))
    seen.add(fingerprint(runs.wait_until(run.id, past(1), SOON)))
    assert len(seen) == 1


def test_training_and_weights_set_by_hand_leave_it_as_it_is(runs: RunManager) -> None:
    run = runs.start(config(LONG), ME)
    first = runs.wait_until(run.id, past(1), SOON)
    later = runs.wait_until(run.id, past(first.iteration + 10), SOON)
    assert fingerprint(first) == fingerprint(later)
    runs.command(run.id, ME, Pause())
    paused = runs.wait_until(run.id, at_rest, SOON)
    runs.command(run.id, ME, SetParameter(1, "W", 0, 0, 2.0))
    edited = runs.wait_until(run.id, lambda now: at_rest(now) and bool(now.changes), SOON)
    assert fingerprint(edited) == fingerprint(paused)


def test_a_run_that_broke_off_changes_it_and_so_does_its_new_beginning(runs: RunManager) -> None:
    run = runs.start(config(LONG, target_cost=100.0), ME)
    end = fingerprint(runs.wait_until(run.id, ended, SOON))
    assert end not in (fingerprint(run), fingerprint(runs.command(run.id, ME, Reset())))


def test_a_run_that_came_to_its_end_has_the_same(runs: RunManager) -> None:
    run = runs.start(config(20), ME)
    assert fingerprint(runs.wait_until(run.id, ended, SOON)) == fingerprint(run)


def test_equal_runs_have_equal_ones(runs: RunManager) -> None:
    one, other = (runs.start(config(LONG), ME, paused=True) for _ in range(2))
    assert fingerprint(one) == fingerprint(other) != fingerprint(replace(other, status="failed"))
