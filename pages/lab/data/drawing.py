"""The way "draw" to data of one's own: a board for points of classes, or for a curve; the same points as a table; and
the button that trains on them.
"""

from __future__ import annotations

import streamlit as st

from dnn.datasets.data import Floats
from dnn.datasets.own_points import MAX_POINTS, MIN_POINTS, OWN
from dnn.errors import DnnError
from pages.lab.data import drawn_points, points_table
from pages.lab.data.drawn_points import CLASSES, KINDS, Kind
from pages.lab.data.train_on import turn_to_training
from pages.live.drawing_board import drawing_board, drawing_texts
from pages.server.files.assets import view_path
from pages.shared.drawing.theme import CLASSES as CLASS_COLORS
from pages.shared.drawing.theme import FORWARD
from pages.shared.frame.text import _, say, sentences, translator
from pages.shared.run import run_commands
from pages.shared.run.network_description import taken_over_note
from pages.shared.session import control_keys, session, values

KIND = "drawing_kind"
TABLE = "drawing_table"
TAKEN = "drawing_taken_over"
"""The edition of the drawing that was made from other data, and the account of it."""


def draw() -> None:
    """Draw the board with what belongs to it."""
    kind = _chosen_kind()
    with st.container(key="drawing", gap="small"):
        _switch(kind)
        if session.routes_missing():
            st.info(_("The drawing board cannot be loaded here; the points can be typed into the table instead."))
        else:
            _board(kind)
        _actions(kind)
        if session.routes_missing() or _shows_table():
            points_table.draw(kind)


def board_key(kind: Kind) -> str:
    """The key of the component on which points of this kind are drawn."""
    return f"drawing_board_{kind.name}"


def _chosen_kind() -> Kind:
    """The kind that the visitor chose, or that of her data."""
    return KINDS.get(session.page_value(KIND, None) or "", None) or drawn_points.kind_of_data()


def _switch(kind: Kind) -> None:
    titles = {name: say(each.title) for name, each in KINDS.items()}
    st.segmented_control(
        _("What you draw"),
        list(titles),
        format_func=titles.__getitem__,
        required=True,
        key=control_keys.control(KIND, kind.name),
        default=kind.name,
        on_change=control_keys.on_change(KIND, _take_kind),
        label_visibility="collapsed",
    )


def _take_kind() -> None:
    session.set_page_value(KIND, control_keys.control_value(KIND))


def _board(kind: Kind) -> None:
    draft = drawn_points.draft(kind)
    is_classes = kind is CLASSES
    drawing_board(
        key=board_key(kind),
        module_url=view_path("drawing_board.js"),
        kind=kind.name,
        points=draft.letters,
        done=draft.done,
        max_points=MAX_POINTS,
        class_names=[say(name) for name in OWN.class_names] if is_classes else [],
        colors=CLASS_COLORS[: len(OWN.class_names)] if is_classes else [FORWARD],
        axes=kind.axes,
        texts=drawing_texts(translator()),
        on_drawn=lambda: drawn_points.take_drawn(kind, values.component_value(board_key(kind), "drawn")),
        on_unreachable=session.set_routes_missing,
    )


def _actions(kind: Kind) -> None:
    """Buttons for what can be done with the points, and what is to be said of them."""
    draft = drawn_points.draft(kind)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Train on these data"),
            key="train_on_drawing",
            type="primary",
            icon=":material/play_circle:",
            disabled=draft.count < MIN_POINTS,
            on_click=_train,
            args=(kind,),
        )
        if kind is CLASSES:
            st.button(
                _("Begin from the present data"),
                key="take_over_data",
                icon=":material/move_down:",
                help=_("The points of the data that are trained on now, to be drawn on; Undo brings yours back"),
                disabled=not drawn_points.can_be_taken_over(),
                on_click=_take_over,
            )
        if not session.routes_missing():
            st.toggle(
                _("Points as a table"),
                key=control_keys.control(TABLE, _shows_table()),
                on_change=control_keys.on_change(TABLE, _take_table),
            )
    st.caption(sentences(*_notes(kind)))


def _notes(kind: Kind) -> list[str]:
    """Sentences about the points."""
    draft = drawn_points.draft(kind)
    if draft.count < MIN_POINTS:
        return [_("Two points are the fewest that make data.")]
    stays = _("Network and hyperparameters stay as they are.")
    if kind is not CLASSES:
        return [_("Each point is an example: the network learns y from x."), stays]
    edition, taken = session.page_value(TAKEN, (None, None))
    account = taken_over_note(taken) if edition == draft.edition else ""
    return [*([account] if account else []), *_about_classes(drawn_points.points(draft.letters)[1]), stays]


def _about_classes(labels: Floats) -> list[str]:
    """A sentence where the class numbers (m,) leave a class without points."""
    present = set(labels.astype(int))
    if len(present) == 1:
        return [_("All points are of one class, which leaves nothing to tell apart; draw some of another one.")]
    absent = [say(OWN.class_names[k]) for k in range(max(present)) if k not in present]
    if not absent:
        return []
    words = _("The network has an output for a class without points, too: {classes}.")
    return [words.format(classes=_(", ").join(absent))]


def _shows_table() -> bool:
    return bool(session.page_value(TABLE, False))


def _take_table() -> None:
    session.set_page_value(TABLE, bool(control_keys.control_value(TABLE)))


def _take_over() -> None:
    def act() -> None:
        taken = drawn_points.take_over()
        session.set_page_value(TAKEN, (drawn_points.draft(CLASSES).edition, taken))

    run_commands.reporting(act)


def _train(kind: Kind) -> None:
    """Turn to the page that trains with what is drawn; the network and its hyperparameters stay."""
    try:
        turn_to_training(drawn_points.dataset(kind))
    except DnnError as problem:
        session.add_problem(problem)
