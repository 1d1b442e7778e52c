"""A learner's answers as a document of its own, to be printed or kept: no scripts, no formulas that need any."""

from __future__ import annotations

from html import escape

from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.progress import open_step
from dnn.lessons.path.questions.ideas import IDEAS
from dnn.lessons.path.questions.registry import QUESTIONS
from dnn.lessons.path.questions.six_ideas import FORMS
from pages.learn.path import learner
from pages.learn.path.lesson_words import plain_words
from pages.learn.path.results import ideas_test
from pages.learn.path.results.answers import missed_ideas, score
from pages.shared.frame.text import _, ngettext, say
from pages.shared.session import session

STYLE = """
body { font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 1.6rem 0 0.3rem; break-after: avoid; }
table { border-collapse: collapse; width: 100%; }
td { border-top: 1px solid #ccc; padding: 0.25rem 0.5rem; vertical-align: top; }
tr { break-inside: avoid; } td:last-child { white-space: nowrap; text-align: right; } .repeat { font-weight: 600; }
"""


def document() -> bytes:
    """The document, in the visitor's language."""
    title = escape(_("My answers"))
    parts = [f"<h1>{title}</h1>", _tests()]
    parts += [_of_lesson(lesson) for lesson in learner.begun_lessons()]
    head = f'<!doctype html><html lang="{session.language()}"><meta charset="utf-8"><title>{title}</title>'
    return f"{head}<style>{STYLE}</style><body>{''.join(parts)}</body></html>".encode()


def _tests() -> str:
    before, after = (ideas_test.score_of(form) for form in FORMS)
    words = _("Six questions before: {before}; after: {after}.")
    shown = ["–" if each is None else str(each) for each in (before, after)]
    return f"<p>{escape(words.format(before=shown[0], after=shown[1]))}</p>"


def _of_lesson(lesson: Lesson) -> str:
    """One lesson: how far, what was right at once, each question with its tries, and what to repeat."""
    progress, (right, count) = learner.progress_of(lesson), score(lesson)
    of_steps = ngettext("{done} of {count} step", "{done} of {count} steps", len(lesson.steps))
    done = of_steps.format(done=open_step(lesson, progress), count=len(lesson.steps))
    of_questions = ngettext(
        "{right} of {count} question right at once", "{right} of {count} questions right at once", count
    )
    at_once = of_questions.format(right=right, count=count)
    rows = []
    for place, step in enumerate(lesson.steps):
        for which, asked in enumerate(step.questions):
            answered = progress.step(place).question(which)
            if answered.attempts:
                tries = len(answered.attempts)
                verdict = ngettext("{count} try", "{count} tries", tries).format(count=tries)
                rows.append(_row(str(place + 1), say(QUESTIONS[asked.kind].title), verdict))
    ideas = missed_ideas(lesson)
    repeat = "".join(f"<li>{escape(say(IDEAS[idea]))}</li>" for idea in ideas)
    heading = escape(_("To be repeated"))
    repeated = f'<p class="repeat">{heading}</p><ul>{repeat}</ul>' if ideas else ""
    title = escape(plain_words(lesson.title))
    return f"<h2>{title}</h2><p>{escape(done)} · {escape(at_once)}</p><table>{''.join(rows)}</table>{repeated}"


def _row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
