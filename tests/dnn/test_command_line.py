"""The command line as a program: what it writes, what it says, how it ends."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dnn import __main__ as command_line
from dnn.activations import ACTIVATIONS
from dnn.backward import BackwardPass
from dnn.configuration import HYPERPARAMETERS, RunConfig
from dnn.datasets.registry import DATASETS
from dnn.export import EXPORTS
from dnn.initializers import INITIALIZERS
from dnn.lessons.gradient_check import check as gradient_check
from dnn.optimizers import OPTIMIZERS
from dnn.schedules import SCHEDULES
from dnn.shapes import FORMATS, shape_table
from dnn.training.advance import train
from tests.dnn.command_line import ROOT, configuration, run, shell

DIVERGING = {"dataset": {"name": "diabetes", "standardize": False}, "hyperparameters": {"learning_rate": 1000.0},
             "architecture": {"hidden": [{"activation": "relu"}], "initializer": "normal"}}  # fmt: skip


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file of costs."""
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


class TestTrain:
    def test_writes_each_cost_and_the_last_network(self, tmp_path: Path) -> None:
        path, costs, network = configuration(tmp_path), tmp_path / "costs.csv", tmp_path / "network.npz"
        done = run("train", path, "--costs", costs, "--save", network)
        assert (done.returncode, done.stderr) == (0, "")
        records = list(train(RunConfig.from_json(path.read_text())))
        assert [(int(row["iteration"]), int(row["epoch"]), float(row["cost"])) for row in rows(costs)] == [
            (record.iteration, record.epoch, record.cost) for record in records
        ]
        assert costs.read_text().startswith("iteration,epoch,cost\n1,1,")
        with np.load(network) as arrays:
            assert list(arrays) == ["W1", "b1", "W2", "b2", "W3", "b3"]
            for l, layer in enumerate(records[-1].parameters.layers, start=1):
                np.testing.assert_array_equal(arrays[f"W{l}"], layer.W)
                np.testing.assert_array_equal(arrays[f"b{l}"], layer.b)

    def test_the_costs_of_a_full_batch_have_an_epoch_each(self, tmp_path: Path) -> None:
        run("train", "-", "--iterations", 5, "--costs", tmp_path / "costs.csv", given='{"dataset": {"name": "xor"}}')
        assert [row["epoch"] for row in rows(tmp_path / "costs.csv")] == ["1", "2", "3", "4", "5"]

    def test_the_same_command_writes_the_same_bytes(self, tmp_path: Path) -> None:
        path, outputs = configuration(tmp_path), (tmp_path / "1.csv", tmp_path / "2.csv")
        for output in outputs:
            run("train", path, "--costs", output)
        assert outputs[0].read_bytes() == outputs[1].read_bytes()

    def test_says_the_cost_and_the_score_of_both_parts(self, tmp_path: Path) -> None:
        lines = run("train", configuration(tmp_path), "--iterations", 500).stdout.splitlines()
        assert lines[0] == "circles: 2 → 8 → 8 → 1, 70 training examples"
        assert lines[-3] == "All 500 iterations are done."
        assert lines[-2].startswith("train: J = 0.")
        assert lines[-1].startswith("test: J = 0.")
        assert "accuracy = " in lines[-1]

    def test_a_score_of_one_example_is_undefined_and_not_nan(self) -> None:
        document = {"dataset": {"name": "sine", "samples": 20, "test_fraction": 0.05}}
        lines = run("train", "-", "--iterations", 5, given=json.dumps(document)).stdout.splitlines()
        assert lines[-1].endswith("r2 undefined: one example has no spread") and "r2 = " in lines[-2]

    def test_the_penalty_is_told_apart_from_the_cost_of_the_data(self) -> None:
        document = {"dataset": {"name": "circles"}, "hyperparameters": {"l2": 5}}
        train, test = run("train", "-", "--iterations", 5, given=json.dumps(document)).stdout.splitlines()[-2:]
        J, of_data = (float(number) for number in re.findall(r"(0\.\d+)", train)[:2])
        assert of_data < J and "without the L2 penalty" in train and "penalty" not in test

    def test_stops_at_the_target_cost(self, tmp_path: Path) -> None:
        document = {"dataset": {"name": "circles"}, "hyperparameters": {"target_cost": 0.6}}
        done = run("train", configuration(tmp_path, document), "--costs", tmp_path / "costs.csv")
        costs = [float(row["cost"]) for row in rows(tmp_path / "costs.csv")]
        assert done.returncode == 0
        assert [cost <= 0.6 for cost in costs] == [False] * (len(costs) - 1) + [True]
        assert f"The target cost was reached at iteration {len(costs)}." in done.stdout

    def test_a_number_that_is_not_finite_ends_it_with_what_it_has(self, tmp_path: Path) -> None:
        costs, network = tmp_path / "costs.csv", tmp_path / "network.npz"
        done = run("train", configuration(tmp_path, DIVERGING), "--costs", costs, "--save", network)
        assert done.returncode == 1
        assert done.stderr.startswith("At iteration ")
        assert done.stderr.count("\n") == 1
        written = [float(row["cost"]) for row in rows(costs)]
        assert 1 <= len(written) < 1000
        assert np.isfinite(written).all()
        assert f"At iteration {len(written) + 1} " in done.stderr
        with np.load(network) as arrays:
            assert all(np.isfinite(array).all() for array in arrays.values())


class TestShapes:
    @pytest.mark.parametrize("format", FORMATS)
    @pytest.mark.parametrize("examples", ["all", "one"])
    def test_prints_the_table(self, tmp_path: Path, format: str, examples: Any) -> None:
        path = configuration(tmp_path)
        done = run("shapes", path, "--format", format, "--examples", examples)
        assert done.stdout == shape_table(RunConfig.from_json(path.read_text()), examples).to_text(format)
        assert (done.returncode, done.stderr) == (0, "")

    def test_is_a_plain_table_of_all_examples_by_itself(self, tmp_path: Path) -> None:
        path = configuration(tmp_path)
        assert run("shapes", path).stdout == run("shapes", path, "--format=table", "--examples=all").stdout

    def test_a_terminal_without_the_letters_gets_the_table_all_the_same(self, tmp_path: Path) -> None:
        done = run("shapes", configuration(tmp_path), PYTHONIOENCODING="ascii")
        assert (done.returncode, done.stderr) == (0, "")
        assert r"= \u0176" in done.stdout


class TestCheck:
    def test_passes(self, tmp_path: Path) -> None:
        done = run("check", configuration(tmp_path))
        assert (done.returncode, done.stderr) == (0, "")
        assert "dW^[3]" in done.stdout

    def test_a_wrong_gradient_is_exit_status_1(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        right = gradient_check.backward

        def doubled(*arguments: Any) -> tuple[BackwardPass, ...]:
            first, *others = right(*arguments)
            return dataclasses.replace(first, dW=2 * first.dW), *others

        monkeypatch.setattr(gradient_check, "backward", doubled)
        assert command_line.main(["check", str(configuration(tmp_path))]) == 1
        printed = capsys.readouterr()
        assert printed.err == "Backward propagation disagrees with central differences in dW^[1].\n"
        assert "wrong" in printed.out

    def test_a_planted_bug_is_exit_status_1_at_its_tensor(self, tmp_path: Path) -> None:
        done = run("check", configuration(tmp_path), "--plant", "dW_twice:2")
        assert done.returncode == 1
        assert "order of computation, is dW^[2]" in done.stderr
        hidden = run("check", configuration(tmp_path), "--plant", "b_never_updated")
        assert hidden.returncode == 1
        assert "the update of b^[1] does not follow them" in hidden.stderr

    @pytest.mark.parametrize(
        ("option", "value", "words"),
        [
            ("--epsilon", "0", "between 0 and 1"),
            ("--epsilon", "x", "between 0 and 1"),
            ("--entries", "0", "at least 1"),
            ("--entries", "٣", "at least 1"),
            ("--plant", "none", "Expected --plant to be one of dZ_sign"),
            ("--plant", "dW_twice:77", "dW_twice:1"),
        ],
    )
    def test_an_option_that_cannot_be_used_is_exit_status_2(
        self, tmp_path: Path, option: str, value: str, words: str
    ) -> None:
        done = run("check", configuration(tmp_path), option, value)
        assert (done.returncode, done.stdout) == (2, "")
        assert words in done.stderr and len(done.stderr.splitlines()) == 1

    def test_epsilon_and_entries(self, tmp_path: Path) -> None:
        done = run("check", configuration(tmp_path), "--epsilon", "1e-4", "--entries", "3")
        assert done.returncode == 0
        assert "random sample" in done.stdout


class TestExport:
    @pytest.mark.parametrize("name", EXPORTS)
    def test_writes_to_a_file_what_it_prints(self, tmp_path: Path, name: str) -> None:
        form, path, out = EXPORTS[name], configuration(tmp_path), tmp_path / "out"
        if not form.available():
            pytest.skip(f"needs {form.requires}, of the extra exports")
        assert run("export", path, "--to", name, "--out", out).stdout == ""
        if form.is_text:
            assert out.read_text("utf-8") == run("export", path, "--to", name).stdout
        else:
            piped = tmp_path / "piped"
            assert shell(f"dnn export {path} --to {name} | cat > {piped}").returncode == 0
            assert out.read_bytes() == piped.read_bytes()

    def test_words_of_a_form_may_have_hyphens_between_them(self, tmp_path: Path) -> None:
        path = configuration(tmp_path)
        one, other = (run("export", path, "--to", name).stdout for name in ("chart-svg", "chart_svg"))
        assert one == other and one.startswith("<svg")

    def test_the_weights_are_those_that_training_saves(self, tmp_path: Path) -> None:
        path, exported, saved = configuration(tmp_path), tmp_path / "exported.npz", tmp_path / "saved.npz"
        run("export", path, "--to", "weights", "--iterations", 7, "--out", exported)
        run("train", path, "--iterations", 7, "--save", saved)
        with np.load(exported) as one, np.load(saved) as other:
            assert one.files == other.files
            assert all(one[name].tobytes() == other[name].tobytes() for name in one.files)

    def test_a_run_that_diverges_is_written_as_far_as_it_is_finite(self, tmp_path: Path) -> None:
        hyperparameters = {"learning_rate": 1000.0, "iterations": 500}
        layers = {"hidden": [{"units": 5, "activation": "linear"}]}
        document = {"dataset": {"name": "diabetes"}, "architecture": layers, "hyperparameters": hyperparameters}
        path, out = configuration(tmp_path, document), tmp_path / "costs.csv"
        done = run("export", path, "--to", "costs", "--out", out)
        assert done.returncode == 1 and "the first to become NaN or Inf" in done.stderr
        assert 1 < len([line for line in out.read_text("utf-8").splitlines() if line[0] != "#"]) < 500

    def test_no_bytes_go_to_a_terminal(self, tmp_path: Path) -> None:
        path = configuration(tmp_path)
        command = f"'{sys.executable}' -W error -m dnn export {path} --to weights"
        done = shell(f'script --quiet --return --command "{command}" /dev/null')
        assert done.returncode == 2 and "--out circles.npz" in done.stdout

    def test_the_json_trains_to_the_same_costs(self, tmp_path: Path) -> None:
        path, again = configuration(tmp_path), tmp_path / "again.json"
        run("export", path, "--to", "json", "--out", again)
        for name, source in (("1.csv", path), ("2.csv", again)):
            run("train", source, "--costs", tmp_path / name)
        assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()


class TestHelp:
    def test_lists_every_name_and_key(self) -> None:
        done = run("--help")
        assert (done.returncode, done.stderr) == (0, "")
        words = set(done.stdout.replace(":", " ").replace("(", " ").replace(",", " ").split())
        for registry in (ACTIVATIONS, INITIALIZERS, OPTIMIZERS, SCHEDULES, DATASETS, HYPERPARAMETERS):
            assert set(registry) <= words
        for entry in (*DATASETS.values(), *SCHEDULES.values()):
            assert {option.name for option in entry.options} <= words

    def test_the_example_in_it_is_a_configuration(self) -> None:
        text = run("--help").stdout
        block = text[text.index("  {\n") : text.index("  }\n\n") + 4]
        assert RunConfig.from_json(block) == RunConfig.from_json('{"dataset": {"name": "circles"}}')

    @pytest.mark.parametrize("command", ["train", "shapes", "check", "export"])
    def test_each_command_has_its_own(self, command: str) -> None:
        assert "CONFIG.json" in run(command, "--help").stdout


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    path = configuration(tmp_path, {"dataset": {"name": "and"}, "architecture": {"hidden": [{}] * 32}})
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "dnn", "shapes", path], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait(60)
