"""Table: what was read of a file, with everything that was assumed to read it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from dnn.datasets.data import Integers
from dnn.text.messages import CountedText, Text


@dataclass(frozen=True, eq=False)
class Table:
    """A table: one example a row, one column a quantity.

    Attributes:
        name: the file's name, as it was given; it is shown and never used as a path.
        frame: (m, columns) float64 for numbers (NaN where one is missing), "boolean" for true and false, datetime64
            for dates, "category" for text; names are text and distinct.
        rows: (m,) the row of the file that each example stands in, its first row being 1.
        notes: what was assumed, changed or left out, with counts.
        words: of each boolean column how false and true are written.
        target: the column that the file itself calls its labels.
        test_rows: how many of the last rows the file itself has for testing.
        image_shape: (rows, columns) or (rows, columns, channels) of the image that an example is.
    """

    name: str
    frame: pd.DataFrame
    rows: Integers
    notes: tuple[Text, ...] = ()
    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    target: str | None = None
    test_rows: int = 0
    image_shape: tuple[int, ...] | None = None

    def sampled(self, count: int, seed: int) -> Table:
        """The table with `count` of its rows, in their order; all of them where it has no more."""
        m = len(self.frame)
        if count >= m:
            return self
        chosen = np.sort(np.random.default_rng(seed).choice(m, size=count, replace=False))  # (count,)
        return replace(
            self,
            frame=self.frame.iloc[chosen].reset_index(drop=True),
            rows=self.rows[chosen],
            notes=(*self.notes, sample_note(count, m, seed)),
            test_rows=int((chosen >= m - self.test_rows).sum()),
        )


def sample_note(taken: int, m: int, seed: int) -> Text:
    """Words for a sample of `taken` of m rows."""
    return CountedText(
        "A sample of {sample} of {count} row, drawn with seed {seed}.",
        "A sample of {sample} of {count} rows, drawn with seed {seed}.",
        m,
        count=f"{m:,}",
        sample=f"{taken:,}",
        seed=seed,
    )
