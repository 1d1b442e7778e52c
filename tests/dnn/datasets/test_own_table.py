"""A table as a dataset: its configuration, its data against other sources, and what happens where it is missing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dnn import MissingContent, RunConfig, check_gradients, export, from_arrays, initialize, load_dataset, shape_table
from dnn import train as train_run
from dnn.configuration import DatasetConfig
from dnn.configuration.table import configuration_of
from dnn.datasets import DATASETS, OFFERED
from dnn.datasets.contents import CONTENTS, ContentReference, TableContent, to_bytes, to_file
from dnn.datasets.load import make_dataset
from dnn.datasets.own_table import content_of
from dnn.datasets.real import read_table
from dnn.errors import ConfigurationError
from dnn.network import layer_sizes
from dnn.training.advance import advance
from dnn.training.data import training_data
from tests.dnn.datasets.made_data import REAL

ROOT = Path(__file__).parents[3]
rng = np.random.default_rng(7)
X = rng.normal(3, 2, (3, 40))  # (n_x, m)
LABELS = np.repeat([0.0, 1.0, 2.0], [20, 12, 8])
NAMES = ("{zero}", "*one*", "two")


@pytest.fixture(autouse=True)
def a_store_of_its_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tests share the process; what one of them stores is forgotten when it is over."""
    digests: list[str] = []
    put = CONTENTS.put
    monkeypatch.setattr(CONTENTS, "put", lambda content: (digests.append(content.digest), put(content)))
    monkeypatch.setattr(CONTENTS, "resolver", None)
    yield
    for digest in digests:
        CONTENTS.discard(digest)


def table(X: np.ndarray = X, labels: np.ndarray = LABELS, classes: tuple[str, ...] = NAMES) -> TableContent:
    return TableContent(X, labels, tuple(f"feature {j}" for j in range(len(X))), classes)


def stored(**changed: Any) -> DatasetConfig:
    """The configuration of the small table, which is stored."""
    CONTENTS.put(table())
    return DatasetConfig.from_dict(configuration_of(table()).to_dict() | changed)


def imported(name: str, **options: Any) -> DatasetConfig:
    """A real dataset as somebody would import it."""
    numbers = read_table(name)
    return from_arrays(
        numbers[:, :-1].T,
        numbers[:, -1],
        class_names=[str(each) for each in DATASETS[name].class_names] or None,
        feature_names=DATASETS[name].feature_names,
        task=None if DATASETS[name].class_names else "regression",
        **options,
    )


@pytest.mark.parametrize("options", [{}, {"seed": 5, "test_fraction": 0.5, "standardize": False}], ids=str)
@pytest.mark.parametrize("name", REAL)
class TestRealDatasets:
    def test_imported_have_the_same_bits(self, name: str, options: dict[str, Any]) -> None:
        one = load_dataset(DatasetConfig.from_dict({"name": name} | options))
        other = load_dataset(imported(name, **options))
        for field in ("X_train", "Y_train", "X_test", "Y_test", "mean", "scale", "target_mean", "target_scale"):
            assert getattr(one, field).tobytes() == getattr(other, field).tobytes(), field
        assert (one.task, one.feature_names, one.class_names) == (other.task, other.feature_names, other.class_names)

    def test_imported_train_to_the_same_costs(self, name: str, options: dict[str, Any]) -> None:
        built_in = RunConfig(DatasetConfig.from_dict({"name": name} | options))
        costs = [
            advance(config, None, iterations=30).costs for config in (built_in, RunConfig(imported(name, **options)))
        ]
        assert costs[0].tobytes() == costs[1].tobytes()


class TestData:
    def test_are_those_of_a_computation_by_hand(self) -> None:
        data = make_dataset(stored(test_fraction=0.25))
        raw = np.hstack([data.X_train, data.X_test]) * data.scale + data.mean  # (n_x, m)
        labels = np.hstack([data.Y_train, data.Y_test]).argmax(axis=0)  # (m,)
        origin = [int(np.abs(X - raw[:, [k]]).sum(axis=0).argmin()) for k in range(40)]
        assert sorted(origin) == list(range(40))
        np.testing.assert_allclose(raw, X[:, origin], rtol=1e-12)
        np.testing.assert_array_equal(labels, LABELS[origin])
        trained_on = X[:, origin[: data.X_train.shape[1]]]
        np.testing.assert_allclose(data.mean[:, 0], [sum(row) / len(row) for row in trained_on], rtol=1e-12)
        np.testing.assert_array_equal(np.bincount(labels[data.X_train.shape[1] :]), [5, 3, 2])

    def test_names_are_the_visitor_s_words_and_no_templates(self) -> None:
        config = stored()
        assert make_dataset(config).class_names == NAMES
        texts = DATASETS["table"].class_names_for(config)
        assert tuple(text.template for text in texts) == ("{name}",) * 3 and tuple(map(str, texts)) == NAMES
        assert make_dataset(config).feature_names == ("feature 0", "feature 1", "feature 2")

    def test_a_subset_keeps_the_proportions(self) -> None:
        data = make_dataset(stored(samples=20, test_fraction=0))
        np.testing.assert_array_equal(data.Y_train.sum(axis=1), [10, 6, 4])

    def test_noise_is_in_units_of_each_feature(self) -> None:
        calm, noisy = (make_dataset(stored(noise=noise, test_fraction=0, standardize=False)) for noise in (0.0, 0.5))
        assert np.std((noisy.X_train - calm.X_train) / X.std(axis=1, keepdims=True)) == pytest.approx(0.5, rel=0.2)

    @pytest.mark.parametrize("classes", [("all",), ("a", "b"), ()], ids=["one class", "two classes", "regression"])
    @pytest.mark.parametrize("m", [1, 2])
    def test_very_small_tables_can_be_trained_on(self, m: int, classes: tuple[str, ...]) -> None:
        CONTENTS.put(small := table(X[:, :m], np.zeros(m), classes))
        config = RunConfig(configuration_of(small))
        assert np.isfinite(advance(config, None, iterations=20).costs).all()
        assert check_gradients(config).passed

    @pytest.mark.parametrize("size", [1e99, 1e-300])
    def test_numbers_of_every_size_are_standardised_to_finite_ones(self, size: float) -> None:
        CONTENTS.put(large := table(np.tanh(X) * size, X[0] / 10 * size, ()))
        data = load_dataset(configuration_of(large))
        assert np.isfinite(data.X_train).all() and np.isfinite(data.Y_test).all()
        assert (data.scale > 0).all() and (data.target_scale > 0).all()


class TestConfiguration:
    def test_is_complete_without_the_content(self) -> None:
        config = RunConfig(configuration_of(table()))
        assert RunConfig.from_json(config.to_json()) == config
        assert layer_sizes(config) == (3, 8, 8, 3)
        assert initialize(config).task == "multiclass"
        assert DATASETS["table"].classes_for(config.dataset) == 3

    def test_no_menu_offers_it(self) -> None:
        assert set(DATASETS) - set(OFFERED) == {"table"}

    @pytest.mark.parametrize("samples", [41, 100_000])
    def test_more_examples_than_there_are_are_refused(self, samples: int) -> None:
        with pytest.raises(ConfigurationError, match="samples to be at most 40"):
            stored(samples=samples)

    @pytest.mark.parametrize("field", ["n_x", "m", "classes"])
    def test_other_numbers_than_the_content_has_are_refused(self, field: str) -> None:
        fields = {"n_x": 3, "m": 40, "classes": 3, "digest": table().digest}
        reference = ContentReference(**fields | {field: 4})  # type: ignore[arg-type]
        with pytest.raises(ConfigurationError, match="as the table has it"):
            make_dataset(stored(content=str(reference)))

    def test_documents_name_it_by_its_digest(self) -> None:
        config = RunConfig(stored())
        assert table().digest in export(config, "json") and table().digest in export(config, "markdown")


class TestMissingContent:
    def test_is_one_sentence_everywhere(self) -> None:
        config = RunConfig(configuration_of(table()))
        sentence = (
            f"Expected the table {table().digest[:12]} to be stored here, got nothing; "
            "try importing it again, or ask its owner to share it."
        )
        calls: list[Any] = [load_dataset, content_of, DATASETS["table"].inputs_for, DATASETS["table"].class_names_for]
        for call in calls:
            with pytest.raises(MissingContent) as caught:
                call(config.dataset)
            assert str(caught.value) == sentence
        for call in (shape_table, check_gradients, lambda run: next(train_run(run)), lambda run: advance(run, None)):
            with pytest.raises(MissingContent):
                call(config)

    def test_a_resolver_brings_it(self) -> None:
        CONTENTS.resolver = {table().digest: to_bytes(table())}.get
        assert load_dataset(configuration_of(table())).class_names == NAMES

    def test_what_is_discarded_is_forgotten_everywhere(self) -> None:
        config = RunConfig(stored())
        advance(config, None, iterations=3)
        other = RunConfig(DatasetConfig.from_dict({"name": "circles"}))
        kept = training_data(other)
        CONTENTS.discard(table().digest)
        for call in (training_data, lambda run: load_dataset(run.dataset), lambda run: advance(run, None)):
            with pytest.raises(MissingContent):
                call(config)
        assert training_data(other) is kept

    @pytest.mark.workers
    def test_another_process_finds_it_by_its_resolver_and_gets_the_same_costs(self, tmp_path: Path) -> None:
        to_file(table(), tmp_path / f"{table().digest}.npz")
        config = RunConfig(stored())
        code = (
            "import sys, pathlib\n"
            "from dnn import RunConfig, train\n"
            "from dnn.datasets.contents import CONTENTS\n"
            "CONTENTS.resolver = lambda digest: pathlib.Path(f'{digest}.npz').read_bytes()\n"
            "print(*(record.cost for record in train(RunConfig.from_json(sys.stdin.read()), 5)))\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], input=config.to_json(), cwd=tmp_path, env={"PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert [float(cost) for cost in done.stdout.split()] == [record.cost for record in train_run(config, 5)]

    @pytest.mark.workers
    def test_the_command_line_says_it(self, tmp_path: Path) -> None:
        (tmp_path / "run.json").write_text(RunConfig(configuration_of(table())).to_json())
        done = subprocess.run(
            [sys.executable, "-m", "dnn", "train", "run.json"], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)},
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 2 and "to be stored here" in done.stderr and "Traceback" not in done.stderr
