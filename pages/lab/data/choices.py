"""Choices of what is made of a table: target, features, task, what to do about gaps, how it is divided."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from dnn.datasets.contents import MAX_TABLE_FEATURES
from dnn.datasets.divisions import DIVISIONS
from dnn.datasets.options import MAX_TEST_FRACTION
from dnn.losses import TASKS
from dnn.tables.columns import FEATURE_KINDS
from dnn.tables.images import IMAGES
from dnn.tables.preparation import AUTO, DUPLICATES, MISSING, Preparation
from dnn.validation.option import MAX_SEED
from pages.lab.data import opened_table
from pages.lab.data.held_tables import OpenedTable
from pages.lab.data.opened_table import control_name
from pages.shared.frame.text import _, ngettext, say
from pages.shared.run.option_widgets import choice_menu, number_field
from pages.shared.session import control_keys


def draw(opened: OpenedTable, preparation: Preparation) -> Preparation:
    """Draw the widgets; the choices as they show them."""
    target = _target(opened, preparation)
    features = _features(opened, preparation, target)
    task, cleaning = _task(preparation), _cleaning(opened, preparation)
    division = _division(opened, preparation)
    chosen = replace(preparation, target=target, features=features, task=task, **cleaning, **division)
    if chosen != preparation:
        opened_table.choose(chosen)
    return chosen


def _target(opened: OpenedTable, preparation: Preparation) -> str:
    names = [column.name for column in opened.columns]
    chosen: str = _menu("target", _("Target: what is to be predicted"), names, preparation.target)
    return chosen


def _features(opened: OpenedTable, preparation: Preparation, target: str) -> tuple[str, ...]:
    """The features that are chosen; none where they are those that the app would choose."""
    if opened.table.target is not None:
        return ()  # an archive of arrays: the rows of X as they are
    names = [column.name for column in opened.columns if column.name != target]
    usual = [column.name for column in opened.columns if column.kind in FEATURE_KINDS and column.name != target]
    shown = [name for name in preparation.features or usual if name != target]
    name = control_name("features")
    if target != preparation.target:
        control_keys.set_control(name, shown)
    key = control_keys.control(name, shown)
    held = [each for each in control_keys.control_value(name) or [] if each in names]
    chosen = st.multiselect(
        _("Features: what it is predicted from"),
        names,
        default=held,
        key=key,
        placeholder=_("all that can be"),
    )
    ordered = tuple(each for each in names if each in set(chosen))
    return () if list(ordered) == usual else ordered


def _task(preparation: Preparation) -> str:
    titles = {AUTO: _("found by itself")} | {name: say(task.title) for name, task in TASKS.items()}
    chosen: str = _menu("task", _("Task"), list(titles), preparation.task, format_func=titles.__getitem__)
    return chosen


def _cleaning(opened: OpenedTable, preparation: Preparation) -> dict[str, Any]:
    """Ways with missing values, equal rows and large images, each where there are any."""
    chosen: dict[str, Any] = {
        "missing": preparation.missing,
        "duplicates": preparation.duplicates,
        "images": preparation.images,
    }
    missing = sum(column.missing for column in opened.columns)
    if missing:
        label = ngettext("{count} missing value", "{count} missing values", missing).format(count=f"{missing:,}")
        chosen["missing"] = _registry("missing", label, {name: say(title) for name, title in MISSING.items()}, chosen)
    if opened.duplicates:
        label = ngettext("{count} equal row", "{count} equal rows", opened.duplicates)
        titles = {name: say(title) for name, title in DUPLICATES.items()}
        chosen["duplicates"] = _registry("duplicates", label.format(count=f"{opened.duplicates:,}"), titles, chosen)
    if opened.table.image_shape is not None and len(opened.columns) - 1 > MAX_TABLE_FEATURES:
        titles = {name: say(title) for name, title in IMAGES.items()}
        chosen["images"] = _registry("images", _("Images, made smaller"), titles, chosen)
    return chosen


def _division(opened: OpenedTable, preparation: Preparation) -> dict[str, Any]:
    """The training and the test part, and the scaling."""
    chosen: dict[str, Any] = {}
    if not opened.table.test_rows:
        titles = {name: say(division.title) for name, division in DIVISIONS.items()}
        chosen["division"] = _registry("division", _("Test part"), titles, {"division": preparation.division})
        left, right = st.columns(2, gap="small")
        with left:
            chosen["test_fraction"] = number_field(
                *(control_name("test_fraction"), _("Test fraction"), 0.0, MAX_TEST_FRACTION),
                preparation.test_fraction, step=0.05, format="%.4g",
            )  # fmt: skip
        with right:
            chosen["seed"] = number_field(
                control_name("seed"), _("Seed of the split"), 0, MAX_SEED, preparation.seed, step=1
            )
    name = control_name("standardize")
    key = control_keys.control(name, preparation.standardize)
    help = _("Each feature to mean 0 and standard deviation 1, as learned on the training part alone.")
    chosen["standardize"] = st.toggle(_("Standardise"), value=control_keys.control_value(name), key=key, help=help)
    return chosen


def _registry(choice: str, label: str, titles: dict[str, str], values: dict[str, Any]) -> str:
    chosen: str = _menu(choice, label, list(titles), values[choice], format_func=titles.__getitem__)
    return chosen


def _menu(choice: str, label: str, options: list[str], value: str, **settings: Any) -> Any:
    return choice_menu(control_name(choice), label, options, value, **settings)
