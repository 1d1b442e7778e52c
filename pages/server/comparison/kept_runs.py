"""The runs of a visitor's notebook as those of a comparison."""

from __future__ import annotations

from collections.abc import Sequence

from dnn.background.replay.recipe import recipe_of
from dnn.background.services import get_run_manager
from dnn.errors import DnnError
from dnn.text.messages import Text
from pages.server.comparison.comparison_text import ComparedRun


def compared_runs(run_ids: Sequence[str], owner: str) -> list[ComparedRun]:
    """These runs of an owner, as far as they have come, in the order of their numbers.

    Raises:
        DnnError: one of them is not there, or not hers.
    """
    runs = get_run_manager()
    entries = {entry.id: entry for entry in runs.notebook.entries(owner)}
    curves = runs.curves(run_ids)  # which have the changes, and bring no run into memory
    found = []
    for run_id in dict.fromkeys(run_ids):
        entry, curve = entries.get(run_id), curves.get(run_id)
        if entry is None or curve is None:
            raise DnnError(Text("One of these runs is no longer in your list; choose others."))
        if entry.has_given_weights:
            began = Text(
                "Run {number} began with weights from a file, which no link carries and no comparison repeats; "
                "choose others.",
                number=entry.labels.number,
            )
            raise DnnError(began)
        recipe = recipe_of(entry, curve.changes)
        found.append(ComparedRun(recipe, entry.labels.number, entry.labels.colour))
    return sorted(found, key=lambda run: run.number)
