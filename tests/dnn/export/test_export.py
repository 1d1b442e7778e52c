"""The exports: a script that is run gives the costs of the run, whatever was chosen."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dnn.activations import ACTIVATIONS
from dnn.configuration import RunConfig
from dnn.datasets.divisions import DIVISIONS, Division
from dnn.datasets.registry import OFFERED
from dnn.errors import ConfigurationError, DnnError
from dnn.export import EXPORTS, TrainedRun, export
from dnn.initializers import INITIALIZERS
from dnn.optimizers import OPTIMIZERS
from dnn.schedules import SCHEDULES
from dnn.training.advance import advance
from tests.dnn.export.own_tables import binary, on_table

ITERATIONS = 12
SCRIPTS = ("numpy", "pytorch")
TEXTS = [name for name, each in EXPORTS.items() if each.needs == "configuration"]


def configure(
    dataset: str = "iris",
    activation: str = "tanh",
    initializer: str = "xavier",
    schedule: str = "constant",
    depth: int = 2,
    **hyperparameters: Any,
) -> RunConfig:
    """A short run."""
    return RunConfig.from_dict(
        {
            "dataset": {"name": dataset},
            "architecture": {"hidden": [{"units": 5, "activation": activation}] * depth, "initializer": initializer},
            "hyperparameters": {
                "iterations": ITERATIONS,
                "learning_rate": 0.05,
                "schedule": {"name": schedule} | ({"every": 5} if schedule == "step" else {}),
                **hyperparameters,
            },
            "seed": 3,
        }
    )


def costs_of_script(config: RunConfig, to: str) -> np.ndarray:
    """(N,) what the exported script prints, run in this process."""
    if to == "pytorch":
        pytest.importorskip("torch")
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(export(config, to), f"{to}.py", "exec"), {"__name__": "__main__"})
    rows = [line.split(",") for line in printed.getvalue().splitlines()]
    assert rows[0] == ["iteration", "cost"]
    assert [int(row[0]) for row in rows[1:]] == list(range(1, len(rows)))
    return np.array([float(row[1]) for row in rows[1:]])


def assert_same_costs(config: RunConfig, to: str, tolerance: float = 1e-10) -> None:
    """The script prints the costs of the run."""
    np.testing.assert_allclose(
        costs_of_script(config, to), advance(config, None).costs, rtol=tolerance, atol=tolerance, err_msg=str(config)
    )


@pytest.mark.parametrize("to", SCRIPTS)
class TestScripts:
    @pytest.mark.parametrize("name", OFFERED)
    def test_every_dataset(self, name: str, to: str) -> None:
        assert_same_costs(configure(name), to)

    @pytest.mark.parametrize("name", ACTIVATIONS)
    def test_every_activation(self, name: str, to: str) -> None:
        assert_same_costs(configure(activation=name), to)

    @pytest.mark.parametrize("name", INITIALIZERS)
    def test_every_initializer(self, name: str, to: str) -> None:
        assert_same_costs(configure(initializer=name, activation="sigmoid"), to)

    @pytest.mark.parametrize("name", SCHEDULES)
    def test_every_schedule(self, name: str, to: str) -> None:
        assert_same_costs(configure(schedule=name), to)

    @pytest.mark.parametrize("name", OPTIMIZERS)
    @pytest.mark.parametrize("batch_size", [None, 16, 10_000])
    def test_every_optimizer_and_batches(self, name: str, batch_size: int | None, to: str) -> None:
        assert_same_costs(configure(optimizer=name, batch_size=batch_size, l2=0.3), to)

    def test_batches_over_many_epochs(self, to: str) -> None:
        assert_same_costs(configure(batch_size=50, iterations=300), to, tolerance=1e-8)

    def test_single_precision(self, to: str) -> None:
        assert_same_costs(configure(precision="float32"), to, tolerance=1e-5)

    def test_the_target_cost_ends_it(self, to: str) -> None:
        config = configure(activation="relu", learning_rate=0.5, iterations=500)
        target = float(advance(config, None).costs[6:8].mean())
        config = replace(config, hyperparameters=replace(config.hyperparameters, target_cost=target))
        costs = costs_of_script(config, to)
        assert len(costs) == len(advance(config, None).costs) == 8

    @pytest.mark.parametrize("depth", [0, 1, 6])
    def test_every_depth(self, depth: int, to: str) -> None:
        assert_same_costs(configure(depth=depth), to)

    def test_it_is_a_program_of_its_own(self, to: str, tmp_path: Path) -> None:
        if to == "pytorch":
            pytest.importorskip("torch")
        script = tmp_path / "run.py"
        script.write_text(export(configure(), to), "utf-8")
        root = Path(__file__).parents[3]
        done = subprocess.run(
            [sys.executable, "-W", "error", script], capture_output=True, text=True, cwd=tmp_path,
            env={"PYTHONPATH": str(root)},
        )  # fmt: skip
        assert done.stderr == ""
        assert len(done.stdout.splitlines()) == 1 + ITERATIONS

    @pytest.mark.parametrize("optimizer", OPTIMIZERS)
    @pytest.mark.parametrize("batch_size", [None, 16])
    def test_it_is_formatted(self, optimizer: str, batch_size: int | None, to: str) -> None:
        config = configure("circles", "softplus", "he", "step", optimizer=optimizer, batch_size=batch_size)
        command = [sys.executable, "-m", "ruff", "format", "--diff", "--line-length=120", "--isolated", "-"]
        done = subprocess.run(command, input=export(config, to), capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


@settings(max_examples=30)
@given(
    some.builds(
        configure,
        dataset=some.sampled_from(sorted(OFFERED)),
        activation=some.sampled_from(sorted(set(ACTIVATIONS) - {"relu", "leaky_relu"})),
        schedule=some.sampled_from(sorted(SCHEDULES)),
        depth=some.integers(0, 3),
        optimizer=some.sampled_from(["gradient_descent", "momentum"]),
        batch_size=some.none() | some.integers(1, 200),
        l2=some.sampled_from([0.0, 0.1]),
    )
)
def test_any_combination_in_numpy(config: RunConfig) -> None:
    assert_same_costs(config, "numpy", tolerance=1e-9)


def test_the_json_is_the_configuration() -> None:
    config = configure()
    assert RunConfig.from_json(export(config, "json")) == config


def test_the_report_holds_the_settings_the_table_and_the_configuration() -> None:
    config = configure("spirals", depth=1, learning_rate=0.125, optimizer="adam")
    text = export(config, "markdown")
    assert "| Learning rate α | 0.125 |" in text
    assert "| Optimiser | Adam |" in text
    assert "| W^[1] | (n^[1], n^[0]) | (5, 2) | 10 |  |" in text
    block = text.split("```json\n")[1].split("```")[0]
    assert RunConfig.from_dict(json.loads(block)) == config


@pytest.mark.parametrize("division", DIVISIONS.values(), ids=list(DIVISIONS))
@pytest.mark.parametrize("name", ["markdown", "html"])
def test_a_report_tells_a_choice_by_its_title(name: str, division: Division) -> None:
    run = TrainedRun.of(on_table(binary(20), {"division": division.name}))
    text = EXPORTS[name].content(run).decode("utf-8")
    before = text.partition("Configuration")[0]
    assert str(division.title) in before and division.name not in before


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_ends_its_last_line(name: str) -> None:
    assert export(configure(), name).endswith("\n")
    assert not export(configure(), name).endswith("\n\n")


def test_a_form_with_a_network_in_it_is_refused_where_there_is_none() -> None:
    with pytest.raises(ConfigurationError, match="a form that settings alone give, got 'weights'"):
        export(configure(), "weights")


@pytest.mark.parametrize("name", EXPORTS)
def test_the_content_of_every_form(name: str) -> None:
    form = EXPORTS[name]
    if not form.available():
        pytest.skip(f"needs {form.requires}, of the extra exports")
    run = TrainedRun.of(configure())
    content = form.content(run)
    assert content == form.content(run), "equal runs give equal files"
    if form.needs == "configuration":
        assert content.decode("utf-8") == form.write(run.config)
    assert not form.is_text or content.decode("utf-8").endswith("\n")


def test_a_form_whose_package_is_missing_says_so() -> None:
    form = replace(EXPORTS["weights"], requires="no_such_package")
    assert not form.available()
    with pytest.raises(DnnError, match="no_such_package"):
        form.content(TrainedRun.of(configure()))


def test_an_unknown_form_is_refused_in_a_sentence() -> None:
    with pytest.raises(ConfigurationError, match=f"{', '.join(EXPORTS)}, got 'fortran'"):
        export(configure(), "fortran")
