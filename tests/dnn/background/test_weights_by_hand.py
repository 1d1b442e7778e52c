"""Entries of W and b that a visitor sets, and the network as a browser gets it."""

from __future__ import annotations

import base64
from dataclasses import replace

import numpy as np
import pytest

from dnn.background.commands import Pause, Reset, Resume, RunTo, SetParameter
from dnn.background.manager import RunManager
from dnn.background.run_snapshot import RunSnapshot
from dnn.errors import ConfigurationError
from dnn.network import flatten, initialize, parameter_count
from dnn.step import start
from dnn.training.advance import advance
from tests.dnn.background.running import LONG, ME, SOON, at_rest, config, costs_of, ended, past


def measured_again(before: RunSnapshot | None = None) -> object:
    """A condition: the run rests, was measured there, and another cost came out than before."""

    def condition(now: RunSnapshot) -> bool:
        if not at_rest(now) or now.current_evaluation is None:
            return False
        return (
            before is None
            or before.current_evaluation is None
            or now.current_evaluation.train_cost != before.current_evaluation.train_cost
        )

    return condition


def set_in(theta: np.ndarray, position: int, value: float) -> np.ndarray:
    changed = theta.copy()
    changed[position] = value
    return changed


class TestSetting:
    def test_it_changes_the_one_entry_and_the_cost(self, runs: RunManager) -> None:
        run = runs.start(config(), ME, paused=True)
        before = runs.wait_until(run.id, at_rest, SOON)
        runs.command(run.id, ME, SetParameter(1, "W", 2, 1, 3.5))
        after = runs.wait_until(run.id, measured_again(before), SOON)  # type: ignore[arg-type]
        assert before.state is not None and after.state is not None and after.iteration == 0
        np.testing.assert_array_equal(after.state.theta, set_in(before.state.theta, 2 * 2 + 1, 3.5))
        (change,) = after.changes
        assert (change.iteration, change.field, change.new) == (1, "W^[1]_3,2", 3.5)
        assert change.old == before.state.theta[5]

    def test_training_goes_on_from_there(self, runs: RunManager) -> None:
        run = runs.start(config(), ME, paused=True)
        runs.command(run.id, ME, SetParameter(2, "b", 0, 0, -1.0))
        runs.command(run.id, ME, Resume())
        runs.wait_until(run.id, ended, SOON)
        begin = start(config())
        begin = replace(begin, theta=set_in(begin.theta, len(begin.theta) - 1, -1.0))
        assert costs_of(runs, run.id)[1] == advance(config(), begin).costs.tolist()

    def test_one_that_comes_while_it_trains_counts_from_the_next_slice(self, runs: RunManager) -> None:
        run = runs.start(config(LONG), ME)
        runs.wait_until(run.id, past(1), SOON)
        runs.command(run.id, ME, SetParameter(1, "b", 3, 0, 2.0))
        runs.command(run.id, ME, Pause())
        now = runs.wait_until(run.id, lambda now: at_rest(now) and bool(now.changes), SOON)
        assert now.state is not None and now.state.theta[8 + 3] == 2.0

    def test_a_reset_brings_the_initial_weights_back(self, runs: RunManager) -> None:
        run = runs.start(config(), ME, paused=True)
        runs.command(run.id, ME, SetParameter(1, "W", 0, 0, 9.0))
        runs.wait_until(run.id, lambda now: bool(now.changes), SOON)
        runs.command(run.id, ME, Reset())
        now = runs.wait_until(run.id, at_rest, SOON)
        assert now.state is not None and not now.changes
        np.testing.assert_array_equal(now.state.theta, flatten(initialize(config())))

    def test_a_run_that_broke_off_may_go_on_with_a_repaired_entry(self, runs: RunManager) -> None:
        broken = config(LONG, name="plane", learning_rate=1000.0)
        run = runs.start(broken, ME)
        stopped = runs.wait_until(run.id, ended, SOON)
        assert stopped.stop is not None and stopped.stop.reason == "non_finite" and not stopped.can_go_on
        runs.command(run.id, ME, SetParameter(1, "W", 0, 0, 0.0))
        assert runs.wait_until(run.id, at_rest, SOON).can_go_on

    @pytest.mark.parametrize(
        ("layer", "quantity", "row", "column"),
        [(0, "W", 0, 0), (3, "W", 0, 0), (1, "W", 4, 0), (1, "W", 0, 2), (1, "b", 0, 1), (2, "b", 1, 0)],
    )
    def test_an_entry_that_there_is_not(
        self, runs: RunManager, layer: int, quantity: str, row: int, column: int
    ) -> None:
        run = runs.start(config(), ME, paused=True)
        with pytest.raises(ConfigurationError, match="whole number from"):
            runs.command(run.id, ME, SetParameter(layer, quantity, row, column, 1.0))
        assert runs.wait_until(run.id, at_rest, SOON).changes == ()

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e7, "1", True, None])
    def test_a_value_that_is_no_weight(self, value: object) -> None:
        with pytest.raises(ConfigurationError):
            SetParameter(1, "W", 0, 0, value)  # type: ignore[arg-type]

    @pytest.mark.parametrize("position", [(-1, "W", 0), (1, "Z", 0), (1.5, "W", 0), (True, "W", 0), (1, "W", -1)])
    def test_an_entry_that_cannot_be(self, position: tuple[object, object, object]) -> None:
        layer, quantity, row = position
        with pytest.raises(ConfigurationError):
            SetParameter(layer, quantity, row, 0, 1.0)  # type: ignore[arg-type]


def network_sent(runs: RunManager, run_id: str, known: int | None) -> dict[str, object] | None:
    payload = runs.poll(run_id, -1, -1, known)
    assert payload is not None
    network: dict[str, object] | None = payload["network"]
    return network


class TestNetworkPayload:
    def test_theta_travels_as_float32(self, runs: RunManager) -> None:
        run = runs.start(config(), ME, paused=True)
        runs.wait_until(run.id, at_rest, SOON)
        network = network_sent(runs, run.id, -1)
        assert network is not None and network["iteration"] == 0
        theta = np.frombuffer(base64.b64decode(str(network["theta"])), "<f4")
        np.testing.assert_array_equal(theta, flatten(initialize(config())).astype("<f4"))

    def test_only_who_asks_and_does_not_know_it_gets_it(self, runs: RunManager) -> None:
        run = runs.start(config(), ME, paused=True)
        runs.wait_until(run.id, at_rest, SOON)
        network = network_sent(runs, run.id, -1)
        assert network is not None and isinstance(network["version"], int)
        assert network_sent(runs, run.id, None) is None
        assert network_sent(runs, run.id, network["version"]) is None

    def test_the_version_grows_with_training_setting_and_reset(self, runs: RunManager) -> None:
        run = runs.start(config(), ME, paused=True)
        runs.wait_until(run.id, at_rest, SOON)
        versions = []

        def note() -> None:
            network = network_sent(runs, run.id, -1)
            assert network is not None
            versions.append(network["version"])

        note()
        runs.command(run.id, ME, RunTo(3))
        runs.wait_until(run.id, lambda now: at_rest(now) and now.iteration == 3, SOON)
        note()
        runs.command(run.id, ME, SetParameter(1, "W", 0, 0, 9.0))
        runs.wait_until(run.id, lambda now: at_rest(now) and bool(now.changes), SOON)
        note()
        runs.command(run.id, ME, Reset())
        runs.wait_until(run.id, at_rest, SOON)
        note()
        assert versions == sorted(set(versions))

    def test_a_large_network_is_not_sent_around(self, runs: RunManager, monkeypatch: pytest.MonkeyPatch) -> None:
        run = runs.start(config(), ME, paused=True)
        runs.wait_until(run.id, at_rest, SOON)
        monkeypatch.setattr("dnn.background.payload.MAX_SENT_PARAMETERS", parameter_count(config()) - 1)
        assert network_sent(runs, run.id, -1) is None
