"""The check of our lessons for every learner's seed, those that train too: `python -m benchmarks.lessons.every_seed`.

It prints the seeds of a lesson for which a question cannot be asked, or not exactly one sentence is right: mend the
lesson, or leave them out (`left_out_seeds`).
"""

from __future__ import annotations

import sys
import time

from dnn.errors import DnnError
from dnn.lesson_files import check_lesson, lessons
from dnn.lessons.path.learner_config import learner_seeds
from dnn.lessons.path.lesson import Lesson


def refused_seeds(lesson: Lesson) -> dict[int, str]:
    """The seeds of a lesson that it cannot be given with, each with the reason."""
    found = {}
    for seed in learner_seeds(lesson):
        try:
            check_lesson(lesson, [seed])
        except DnnError as problem:
            found[seed] = str(problem)
    return found


def main() -> int:
    """Check the lessons that are named, or all of them."""
    wrong = 0
    for name in sys.argv[1:] or lessons():
        began = time.perf_counter()
        found = refused_seeds(lessons()[name])
        count = len(learner_seeds(lessons()[name]))
        sys.stdout.write(f"{name}: {count - len(found)} of {count} seeds in {time.perf_counter() - began:.1f} s\n")
        for seed, reason in found.items():
            sys.stdout.write(f"  seed {seed}: {reason}\n")
        wrong += len(found)
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
