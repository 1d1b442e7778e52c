"""Properties of every dataset."""

from __future__ import annotations

import dataclasses
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dnn.datasets import OFFERED, load_dataset
from dnn.errors import ConfigurationError
from tests.dnn.datasets.made_data import REAL, configure, labels_of, load, sorted_columns, whole

NAMES = list(OFFERED)
FIXED = [
    *("circles", "xor", "gaussians", "spirals", "moons", "plane", "sine"),
    *("and", "or", "xor_table"),
    *("breast_cancer", "digits", "iris", "diabetes"),
    "own",
]
TABLES = ("and", "or", "xor_table")
ROOT = Path(__file__).parents[3]
ARRAYS = ("X_train", "Y_train", "X_test", "Y_test", "mean", "scale", "target_mean", "target_scale")


def test_the_registry_holds_the_datasets_of_the_menu_in_order() -> None:
    assert [name for name in NAMES if name in FIXED] == FIXED, "links and configurations name these"
    assert all(entry.name == name for name, entry in OFFERED.items())


@pytest.mark.parametrize("name", NAMES)
class TestEveryDataset:
    def test_says_in_words_what_it_is_and_where_it_comes_from(self, name: str) -> None:
        entry = OFFERED[name]
        words = [entry.title, entry.description, entry.source, *entry.class_names]
        words += [text for option in entry.options for text in (option.title, option.help)]
        assert all(str(text).strip() for text in words)

    def test_takes_the_common_options_and_names_each_once(self, name: str) -> None:
        names = [option.name for option in OFFERED[name].options]
        assert {"samples", "noise", "test_fraction", "seed", "standardize"} <= set(names)
        assert len(names) == len(set(names))

    def test_gives_matrices_that_fit_one_another(self, name: str) -> None:
        config, entry, data = configure(name), OFFERED[name], load(name)
        n_x, n_y = len(entry.feature_names), entry.outputs_for(config)
        for X, Y in ((data.X_train, data.Y_train), (data.X_test, data.Y_test)):
            assert X.shape == (n_x, X.shape[1])
            assert Y.shape == (n_y, X.shape[1])
        assert data.feature_names == entry.feature_names
        assert data.task == entry.task_for(config)
        assert data.mean.shape == data.scale.shape == (n_x, 1)
        assert data.target_mean.shape == data.target_scale.shape == (n_y, 1)
        assert data.image_shape is None or np.prod(data.image_shape) == n_x

    def test_gives_finite_float64_that_nobody_can_change(self, name: str) -> None:
        data = load(name)
        for array in (getattr(data, field) for field in ARRAYS):
            assert array.dtype == np.float64
            assert np.isfinite(array).all()
            assert array.flags.c_contiguous
            assert not array.flags.writeable

    def test_labels_are_what_the_task_says(self, name: str) -> None:
        config, entry, data = configure(name), OFFERED[name], load(name)
        _, Y = whole(data)
        if data.task == "binary":
            assert set(np.unique(Y)) == {0.0, 1.0}
        elif data.task == "multiclass":
            assert set(np.unique(Y)) == {0.0, 1.0}
            assert (Y.sum(axis=0) == 1.0).all()
            assert (Y.sum(axis=1) > 0).all()
        else:
            assert np.unique(Y).size > 50
        assert len(data.class_names) == entry.classes_for(config)
        assert data.class_names == tuple(map(str, entry.class_names_for(config)))

    @pytest.mark.parametrize("settings", [{}, {"noise": 0.3, "test_fraction": 0.4, "seed": 7}])
    def test_the_same_configuration_gives_the_same_bits(self, name: str, settings: dict[str, Any]) -> None:
        one, other = load(name, **settings), load(name, **settings)
        assert one is not other
        for field in ARRAYS:
            assert getattr(one, field).tobytes() == getattr(other, field).tobytes()

    def test_it_is_made_once_and_cached(self, name: str) -> None:
        first = load_dataset(configure(name, seed=3))
        assert load_dataset(configure(name, seed=3)) is first
        for field in ARRAYS:
            assert getattr(first, field).tobytes() == getattr(load(name, seed=3), field).tobytes()

    def test_another_seed_gives_other_numbers(self, name: str) -> None:
        one, other = load(name, noise=0.1), load(name, noise=0.1, seed=1)
        assert not np.array_equal(one.X_train, other.X_train) or not np.array_equal(one.Y_train, other.Y_train)

    @pytest.mark.parametrize("fraction", [0.0, 0.1, 0.5, 0.9])
    def test_the_test_part_has_its_share_of_every_class(self, name: str, fraction: float) -> None:
        samples = 200 if name in TABLES else None
        data = load(name, test_fraction=fraction, **({"samples": samples} if samples else {}))
        m_train, m_test = data.X_train.shape[1], data.X_test.shape[1]
        expected = round(fraction * (m_train + m_test))
        assert m_test == expected or (
            name == "own" and expected - len(data.class_names) < m_test < expected
        )  # rounded a class
        if data.task == "regression":
            return
        classes = len(data.class_names)
        in_train = np.bincount(labels_of(data.Y_train), minlength=classes)
        in_test = np.bincount(labels_of(data.Y_test), minlength=classes)
        assert (np.abs(in_test - fraction * (in_train + in_test)) < 1).all()
        assert (in_train > 0).all()
        assert fraction == 0 or (in_test > 0).all()

    def test_another_split_divides_the_same_examples(self, name: str) -> None:
        one, other = whole(load(name, test_fraction=0.0)), whole(load(name, test_fraction=0.5))
        together = [sorted_columns(np.vstack(parts)) for parts in (one, other)]
        np.testing.assert_allclose(*together, atol=1e-8)

    def test_standardisation_is_learned_on_the_training_part_alone(self, name: str) -> None:
        raw = load(name, noise=0.1, test_fraction=0.5, standardize=False)
        data = load(name, noise=0.1, test_fraction=0.5, standardize=True)
        assert (raw.mean == 0).all() and (raw.scale == 1).all()
        np.testing.assert_allclose(data.mean[:, 0], raw.X_train.mean(axis=1), atol=1e-12)
        deviation = raw.X_train.std(axis=1)  # (n_x,) 0 for a pixel that is never inked
        np.testing.assert_allclose(data.scale[:, 0], np.where(deviation > 0, deviation, 1), rtol=1e-12)
        np.testing.assert_allclose(data.X_train.mean(axis=1), 0, atol=1e-9)
        np.testing.assert_allclose(data.X_train.std(axis=1), deviation > 0, rtol=1e-9)
        np.testing.assert_allclose(data.X_test, (raw.X_test - data.mean) / data.scale, atol=1e-9)

    def test_only_the_target_of_a_regression_is_standardised(self, name: str) -> None:
        raw, data = load(name, standardize=False), load(name, standardize=True)
        if data.task == "regression":
            np.testing.assert_allclose(data.Y_train.mean(), 0, atol=1e-9)
            np.testing.assert_allclose(data.Y_train.std(), 1, rtol=1e-9)
            np.testing.assert_allclose(data.Y_test * data.target_scale + data.target_mean, raw.Y_test)
        else:
            assert (data.target_mean == 0).all() and (data.target_scale == 1).all()
            np.testing.assert_array_equal(data.Y_train, raw.Y_train)

    def test_noise_has_the_size_it_says_and_leaves_classes_alone(self, name: str) -> None:
        calm, noisy = (load(name, noise=noise, standardize=False, **_many(name)) for noise in (0.0, 0.5))
        if OFFERED[name].noise_unit == "target":
            np.testing.assert_array_equal(calm.X_train, noisy.X_train)
            assert np.std(noisy.Y_train - calm.Y_train) == pytest.approx(0.5, rel=0.15)
            return
        np.testing.assert_array_equal(calm.Y_train, noisy.Y_train)
        added = np.hstack([noisy.X_train - calm.X_train, noisy.X_test - calm.X_test])  # (n_x, m)
        unit = whole(calm)[0].std(axis=1) if OFFERED[name].noise_unit == "feature" else np.ones(len(added))
        np.testing.assert_allclose(added.std(axis=1), 0.5 * unit, rtol=0.25, atol=1e-12)

    @pytest.mark.parametrize(
        ("option", "value"),
        [("samples", 3), ("samples", 20_001), ("noise", -0.1), ("test_fraction", 0.95), ("seed", -1)],
    )
    def test_values_out_of_range_are_refused_in_a_sentence(self, name: str, option: str, value: float) -> None:
        with pytest.raises(ConfigurationError, match=rf"^Expected .*{option}.* got {value}; try .*\.$"):
            configure(name, **{option: value})

    def test_an_option_it_does_not_have_is_refused(self, name: str) -> None:
        with pytest.raises(ConfigurationError, match="wings"):
            configure(name, wings=2)

    def test_a_configuration_and_its_data_travel_between_processes(self, name: str) -> None:
        config = configure(name)
        assert pickle.loads(pickle.dumps(config)) == config
        copy = pickle.loads(pickle.dumps(load_dataset(config)))
        np.testing.assert_array_equal(copy.X_train, load_dataset(config).X_train)


def _many(name: str) -> dict[str, int]:
    """Enough examples to measure a spread by."""
    return {} if name in REAL else {"samples": 400}


def test_a_constant_feature_of_a_training_part_is_shifted_and_not_scaled() -> None:
    data = load("and", samples=10, test_fraction=0.9, standardize=True, seed=0)
    assert data.X_train.shape[1] == 2
    constant = data.scale[:, 0] == 1
    assert (data.X_train[constant] == 0).all()
    assert np.isfinite(data.X_test).all()


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigurationError, match="circles"):
        configure("cirlces")


def test_defaults_are_part_of_a_configuration_s_value() -> None:
    spelled_out = configure("circles", samples=500, noise=0.1, test_fraction=0.3, seed=0, standardize=True)
    assert configure("circles") == spelled_out
    assert dataclasses.replace(spelled_out, seed=1) != spelled_out


def test_loading_takes_numpy_and_nothing_else() -> None:
    code = "import sys, dnn; dnn.load_dataset; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not {"sklearn", "scipy", "pandas", "streamlit", "plotly"} & set(loaded.stdout.split())
