"""The command line: python -m dnn train | shapes | check | export CONFIG.json

Exit status 0: done; 1: a gradient is wrong, or training met a number that is not finite; 2: the command or its
configuration cannot be used. What went wrong is one sentence on standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, TextIO

import numpy as np

from dnn.configuration import RunConfig
from dnn.errors import ConfigurationError, DnnError
from dnn.export import EXPORTS, export
from dnn.gradient_check import check_gradients
from dnn.help_text import reference
from dnn.losses import TASKS
from dnn.messages import Text
from dnn.milestones import Milestone
from dnn.network import initialize, layer_sizes, unflatten
from dnn.shapes import FORMATS, shape_table
from dnn.training import Slice, TrainingStopped, advance
from dnn.training_data import training_data
from dnn.training_state import TrainingState

DONE, FAILED, UNUSABLE = 0, 1, 2
SECONDS_BETWEEN_LINES = 2.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    try:
        parsed = _parser().parse_args(arguments)
        command: Callable[[RunConfig, argparse.Namespace], int] = parsed.command
        return command(_read(parsed.configuration), parsed)
    except TrainingStopped as stopped:
        return _fail(str(stopped), FAILED)
    except DnnError as error:
        return _fail(str(error), UNUSABLE)
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except OSError as error:
        return _fail(str(_file_sentence(error)), UNUSABLE)
    except KeyboardInterrupt:
        return _fail(str(Text("Stopped by the keyboard.")), FAILED)


def _train(config: RunConfig, parsed: argparse.Namespace) -> int:
    """train: the cost of each iteration to a file, the last network to another, a summary to the screen."""
    if parsed.iterations is not None:
        config = replace(config, hyperparameters=replace(config.hyperparameters, iterations=parsed.iterations))
    _say(f"{config.dataset.name}: {' → '.join(map(str, layer_sizes(config)))}, {training_data(config).train.m} examples")
    with _output(parsed.costs) as costs:
        if costs is not None:
            costs.write("iteration,epoch,cost\n")
        last = None
        for before, piece in _slices(config):
            if costs is not None:
                _write_costs(costs, config, before, piece)
            _say_progress(config, piece)
            last = piece
    assert last is not None
    if parsed.save is not None:
        _save(parsed.save, config, last.state)
    if last.stop is not None and last.stop.reason == "non_finite":
        raise TrainingStopped(last.stop)
    _say_summary(config, last)
    return DONE
