"""The outputs of runs, worked out once by the worker of the pages for all visitors who have the same network."""

from __future__ import annotations

from functools import partial

from dnn.background.services import get_page_worker
from dnn.configuration import RunConfig
from dnn.lessons.path.run_output import RunOutput, output_of
from pages.shared.session.page_cache import PageCache

MAX_OUTPUT_BYTES, MAX_OUTPUTS = 24_000_000, 500
"""Of the outputs that are kept: one over the plane of two classes has 30 kB."""

_outputs: PageCache[RunOutput | None] = PageCache(MAX_OUTPUT_BYTES, lambda output: _size(output), MAX_OUTPUTS)


def output_at_hand(config: RunConfig) -> RunOutput | None:
    """The output of a run at its end; None where its data have no picture.

    Raises:
        DnnError: the worker cannot compute it.
    """
    return _outputs.get(config, partial(get_page_worker().compute, output_of, config))


def _size(output: RunOutput | None) -> int:
    return 1_000 + (0 if output is None else output.nbytes)
