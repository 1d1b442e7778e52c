"""The table that is open: its choices, what was assumed and done, and pictures by which it is understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dnn.configuration import DatasetConfig
from dnn.errors import DnnError
from dnn.losses import TASKS
from dnn.tables.preparation import Preparation
from dnn.tables.prepare import PreparedTable
from dnn.tables.table_error import TooLargeError
from dnn.tables.training_data import dataset_of
from dnn.text.messages import Text
from pages.lab.data import choices, held_tables, opened_table
from pages.lab.data.held_tables import MadeTable, OpenedTable
from pages.lab.data.train_on import train_on
from pages.lab.data.understanding import baseline_view, columns_overview, image_examples
from pages.lab.data.understanding.histograms import histograms, legend, unshown
from pages.lab.data.understanding.scatter import scatter
from pages.lab.data.understanding.transposition import transposition
from pages.lab.data.ways import reading_choices, refusal, rows_editor
from pages.lab.data.ways.refusal import SAMPLED_ROWS, sample_words
from pages.shared.drawing import svg
from pages.shared.frame import notices
from pages.shared.frame.text import _, heading, literal, ngettext, say, strong
from pages.shared.session import session

FIRST_ROWS = 6
NOTES_OF_A_KIND = 4
"""Notes that are shown of those that differ in the column alone."""
NAMED_CLASSES = 12
"""Classes whose examples are counted in words."""


def draw(opened: OpenedTable, preparation: Preparation) -> None:
    """Draw it."""
    line = st.container(horizontal=True, vertical_alignment="center", gap="small", key="table_line")
    left, right = st.columns([0.34, 0.66], gap="medium")
    with left, st.container(key="table_choices", gap="small"):
        preparation = choices.draw(opened, preparation)
    made = _made(opened, preparation, right)
    dataset = None if made is None else dataset_of(made.content, made.prepared, preparation)
    with line:
        _line(opened, is_ready=made is not None)
    refusal.draw()
    with left:
        _notes(opened, None if made is None else made.prepared)
    with right, st.container(key="table_pictures", gap="small"):
        _rows(opened)
        if made is not None and dataset is not None:
            _pictures(opened, made.prepared, preparation)
            _to_beat(made.prepared, dataset)


def _made(opened: OpenedTable, preparation: Preparation, place: st.delta_generator.DeltaGenerator) -> MadeTable | None:
    """The matrices and their content, or a word in `place` on why there are none."""
    try:
        return held_tables.made_of(opened, preparation)
    except DnnError as problem:
        with place:
            notices.error(problem)
            if isinstance(problem, TooLargeError):
                _sample_button(opened)
        return None


def _sample_button(opened: OpenedTable) -> None:
    """The offer to go on with some of the rows."""
    options = replace(opened.options, sample_rows=SAMPLED_ROWS)
    st.button(
        sample_words(),
        icon=":material/filter_list:",
        key="take_sample",
        on_click=opened_table.read_again,
        args=(options,),
    )


def _train() -> None:
    """Train on what is made of the table on the page. It is looked up now, since a session that held it with the button
    would hold it as long as it lasts."""
    found = opened_table.current()
    if found is None:
        return
    opened, preparation = found
    try:
        made = held_tables.made_of(opened, preparation)
    except DnnError as problem:
        session.add_problem(problem)
        return
    train_on(made.content, opened.table.name, dataset_of(made.content, made.prepared, preparation))


def _line(opened: OpenedTable, *, is_ready: bool) -> None:
    """The name of what is open, and what can be done with it."""
    m, columns = opened.table.frame.shape
    rows = ngettext("{count} row", "{count} rows", m).format(count=f"{m:,}")
    wide = ngettext("{count} column", "{count} columns", columns).format(count=f"{columns:,}")
    st.markdown(strong(literal(opened.table.name)), width="content")
    st.caption(f"{rows} × {wide}", width="content")
    if opened.table.target is None:  # arrays are read in one way
        with st.popover(_("How it is read"), type="tertiary"):
            sample, seed = opened.options.sample_rows, opened.options.seed
            reading_choices.draw(opened.options, lambda: opened_table.read_again(reading_choices.chosen(sample, seed)))
    st.button(
        _("Another table"), icon=":material/close:", key="close_table", type="tertiary", on_click=opened_table.close
    )
    st.space("stretch")
    st.button(
        _("Train on these data"),
        key="train_on_table",
        type="primary",
        icon=":material/play_circle:",
        disabled=not is_ready,
        on_click=_train,
    )


def _notes(opened: OpenedTable, made: PreparedTable | None) -> None:
    """All that was assumed and done, in words."""
    done = () if made is None else (*_task_and_parts(made), *_note_lines(made.notes))
    read = _note_lines(opened.table.notes)
    for title, words in ((_("How it was read"), read), (_("What was done"), done)):
        if words:
            st.markdown(strong(title))
            st.markdown("\n".join(f"- {literal(each)}" for each in words))


def _note_lines(notes: Sequence[Text]) -> list[str]:
    """The notes in words; of many that say the same of as many columns, the first ones, and how many more there are."""
    lines = []
    counts = Counter(note.template for note in notes)
    shown: Counter[str] = Counter()
    for note in notes:
        shown[note.template] += 1
        more = counts[note.template] - NOTES_OF_A_KIND
        if shown[note.template] < NOTES_OF_A_KIND or more <= 0:
            lines.append(say(note))
        elif shown[note.template] == NOTES_OF_A_KIND:
            words = ngettext("{note} And so in {count} more column.", "{note} And so in {count} more columns.", more)
            lines.append(words.format(note=say(note), count=f"{more:,}"))
    return lines


def _task_and_parts(made: PreparedTable) -> tuple[str, ...]:
    task = _("Task: {task}.").format(task=say(TASKS[made.task].title))
    parts = _("{train} examples for training, {test} for testing.").format(
        train=f"{len(made.train):,}", test=f"{len(made.test):,}"
    )
    counts = [_counts(made, number) for number in range(len(made.class_names))]
    named = [f"{name}: {train:,} + {test:,}" for name, (train, test) in zip(made.class_names, counts, strict=True)]
    if not named:
        return task, parts
    words = _("Of each class, for training + testing: {classes}.")
    more = ["…"] if len(named) > NAMED_CLASSES else []
    return task, parts, words.format(classes=_(", ").join([*named[:NAMED_CLASSES], *more]))


def _counts(made: PreparedTable, number: int) -> tuple[int, int]:
    """The examples of a class in both parts."""
    is_of_class = made.labels == number  # (m,)
    return int(is_of_class[made.train].sum()), int(is_of_class[made.test].sum())


def _rows(opened: OpenedTable) -> None:
    """The first rows, and the columns."""
    st.markdown(heading(_("First rows")))
    first = opened.table.frame.head(FIRST_ROWS)
    st.dataframe(first, hide_index=True, height="content", placeholder="–", key="first_rows")
    with st.expander(_("Columns"), key="columns"):
        columns_overview.draw(opened)
    m, columns = opened.table.frame.shape
    if m <= rows_editor.MAX_EDITED_ROWS and columns <= rows_editor.MAX_EDITED_COLUMNS:
        editor = st.expander(_("Edit the rows"), key="edit_rows", on_change="rerun")
        if editor.open:
            with editor:
                rows_editor.draw(rows_editor.as_texts(opened.table), opened.table.name, f"rows_{opened.key[1]}")


def _pictures(opened: OpenedTable, made: PreparedTable, preparation: Preparation) -> None:
    """The matrices, the features and the examples."""
    n_x, m = made.X.shape
    st.markdown(heading(_("From rows to columns")))
    svg.picture(transposition(made), key="transposition")
    st.markdown(f"$X$: $(n_x, m) = ({n_x}, {m})$ &emsp; $Y$: $(n_y, m) = ({made.n_y}, {m})$")
    st.caption(
        _(
            "The course stacks examples as columns, so that one product W X serves all of them at once. Of these "
            "columns, {train} are trained on."
        ).format(train=f"{len(made.train):,}")
    )
    st.markdown(heading(_("Features")))
    if len(made.class_names) > 1:
        svg.picture(legend(made), key="class_legend")
    drawn = held_tables.picture(opened, preparation, ("histograms", session.language()), lambda: histograms(made))
    svg.picture(drawn, key="histograms")
    if unshown(made):
        more = ngettext("{count} more feature is not drawn.", "{count} more features are not drawn.", unshown(made))
        st.caption(more.format(count=unshown(made)))
    st.markdown(heading(_("Examples")))
    image_examples.draw(made)
    mode = session.theme_mode()
    appearance = "scatter", session.language(), mode
    figure = held_tables.picture(opened, preparation, appearance, lambda: scatter(made, mode))
    st.plotly_chart(figure, key="scatter", config={"displayModeBar": False})


def _to_beat(made: PreparedTable, dataset: DatasetConfig) -> None:
    """The baselines, or a word on why there are none."""
    st.markdown(heading(_("What a network has to beat")))
    try:
        baseline_view.draw(made, dataset)
    except DnnError as problem:
        notices.error(problem)
