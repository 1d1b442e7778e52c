"""The steering of a room by Streamlit's own widgets."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dnn.background.services import get_rooms
from dnn.background.wire import RoomBar, RoomQuestion, RoomWallDocument
from dnn.configuration import RunConfig
from pages.locale.languages import translations
from pages.room.teacher import sendable, taught_room
from pages.room.teacher.taught_room import TaughtRoom
from pages.shared.frame.text import _, literal
from pages.shared.session import control_keys, session

GOAL, LESSON, STEP, PACE, PACE_STEP = "slow_goal", "slow_lesson", "slow_step", "slow_pace", "slow_pace_step"
SWEPT, LOW, HIGH = "slow_swept", "slow_low", "slow_high"


def draw(room: TaughtRoom) -> None:
    """The buttons and forms of who steers; nothing for who looks on."""
    if room.is_looking:
        return
    wall = taught_room.wall_of(room.id, room.key)
    act = partial(taught_room.steer, room)
    with st.container(horizontal=True, key="slow_steering"):
        is_paused, is_locked = wall["is_paused"], wall["is_locked"]
        pause = _("Go on") if is_paused else _("Pause all")
        st.button(pause, key="slow_pause", type="primary", on_click=act, args=("go_on" if is_paused else "pause",))
        lock = _("Unlock the room") if is_locked else _("Lock the room")
        st.button(lock, key="slow_lock", on_click=act, args=("unlock" if is_locked else "lock",))
        with st.popover(_("Send")):
            _send(room)
        with st.popover(_("Sweep")):
            _sweep(room)
        with st.popover(_("Goal")):
            _goal(room)
        with st.popover(_("Pace")):
            _pace(room)
        with st.popover(_("More")):
            _more(room)
    for knock in wall["waiting"]:
        if knock["standing"] == "waiting":
            _knock(room, knock["id"], knock["name"])


def _knock(room: TaughtRoom, member: str, name: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"knock_{member}"):
        st.markdown(_("{name} knocks.").format(name=literal(name)), width="content")
        act = partial(taught_room.steer, room, member=member)
        st.button(_("Let in"), key=f"admit_{member}", on_click=act, args=("admit",))
        st.button(_("Refuse"), key=f"refuse_{member}", on_click=act, args=("refuse",))


def _send(room: TaughtRoom) -> None:
    config = session.config()
    st.markdown(_("Your present setting"))
    st.caption(sendable.config_in_words(config))
    st.button(_("Send to all"), key="slow_send_setting", on_click=_send_setting, args=(room, config))
    lessons = sendable.sendable_lessons(session.visitor())
    first = next(iter(lessons))
    st.selectbox(
        _("Lesson"), list(lessons), format_func=lambda name: sendable.words_of(lessons[name].title),
        key=control_keys.control_among(LESSON, first, lessons, first),
    )  # fmt: skip
    steps = lessons[control_keys.control_value(LESSON)].steps
    st.selectbox(
        _("Step"), range(len(steps)), format_func=lambda step: f"{step + 1}. {sendable.words_of(steps[step].title)}",
        key=control_keys.control_among(STEP, 0, range(len(steps)), 0),
    )  # fmt: skip
    st.button(_("Send to all"), key="slow_send_step", on_click=_send_step, args=(room,))


def _send_setting(room: TaughtRoom, config: RunConfig) -> None:
    taught_room.steer(room, "push", push={"kind": "scenario", "config": config.to_dict()})


def _send_step(room: TaughtRoom) -> None:
    lesson, step = control_keys.control_value(LESSON), control_keys.control_value(STEP)
    taught_room.steer(room, "push", push={"kind": "lesson", "lesson": lesson, "step": step})


def _sweep(room: TaughtRoom) -> None:
    """Learning rates between two ends: the sweep that shows most."""
    low, high = sendable.RANGE_OF_RATES
    st.caption(_("Each seat trains your present setting with another value; all curves fall in one chart."))
    st.number_input(_("Learning rate α"), 1e-6, 100.0, low, format="%g", key=control_keys.control(LOW, low))
    st.number_input(_("to"), 1e-6, 100.0, high, format="%g", key=control_keys.control(HIGH, high))
    st.button(_("Send to all"), key="slow_send_sweep", on_click=_send_sweep, args=(room,))


def _send_sweep(room: TaughtRoom) -> None:
    config = session.config()
    ends = [control_keys.control_value(LOW), control_keys.control_value(HIGH)]
    push = {"kind": "sweep", "config": config.to_dict(), "choice": "learning_rate", "between": ends}
    taught_room.steer(room, "push", push=push)


def _goal(room: TaughtRoom) -> None:
    st.number_input(_("Cost below"), 0.0, 1e6, 0.1, format="%g", key=control_keys.control(GOAL, 0.1))
    st.button(_("Set"), key="slow_set_goal", on_click=_set_goal, args=(room,))
    st.button(
        _("No goal"), key="slow_no_goal", on_click=taught_room.steer, args=(room, "set_goal"), kwargs={"cost": None}
    )


def _set_goal(room: TaughtRoom) -> None:
    taught_room.steer(room, "set_goal", cost=control_keys.control_value(GOAL))


def _pace(room: TaughtRoom) -> None:
    kinds = {"free": _("free"), "up_to": _("up to a step"), "together": _("all at one step")}
    st.selectbox(_("Pace"), list(kinds), format_func=kinds.__getitem__, key=control_keys.control(PACE, "free"))
    st.number_input(_("Step"), 1, 100, 1, key=control_keys.control(PACE_STEP, 1))
    st.button(_("Set"), key="slow_set_pace", on_click=_set_pace, args=(room,))


def _set_pace(room: TaughtRoom) -> None:
    step = int(control_keys.control_value(PACE_STEP)) - 1
    taught_room.steer(room, "set_pace", pace=control_keys.control_value(PACE), step=step)


def _more(room: TaughtRoom) -> None:
    st.download_button(
        _("Results as CSV"), partial(_results, room), "room.csv", "text/csv", key="slow_results", on_click="ignore"
    )
    st.caption(_("The room with its names and answers is deleted for good; the runs stay with the students."))
    st.button(_("Close it now"), key="slow_close", on_click=taught_room.close, args=(room,))


def _results(room: TaughtRoom) -> str:
    return get_rooms().results(room.id, room.key, translations)


def draw_questions(room: TaughtRoom, wall: RoomWallDocument) -> None:
    """The questions that were answered, each with its bars once they are revealed."""
    for number, question in enumerate(reversed(wall["questions"])):
        with st.container(border=True, key=f"slow_question_{number}"):
            st.markdown(literal(question["question"]))
            if question["revealed"]:
                st.table(bars(question))
            if not room.is_looking:
                _question_buttons(room, question, number)


def _question_buttons(room: TaughtRoom, question: RoomQuestion, number: int) -> None:
    act = partial(taught_room.steer, room, question=question["question"])
    with st.container(horizontal=True, key=f"slow_question_buttons_{number}"):
        if not question["revealed"]:
            st.button(_("Reveal to all"), key=f"slow_reveal_{number}", on_click=act, args=("reveal",))
        if not question["is_second_open"]:
            st.button(_("Second vote"), key=f"slow_second_{number}", on_click=act, args=("second_vote",))
        elif question["revealed"] < 2:
            reveal = partial(act, vote=2)
            st.button(_("Reveal the second vote"), key=f"slow_reveal_{number}_2", on_click=reveal, args=("reveal",))


def bars(question: RoomQuestion) -> list[dict[str, object]]:
    """The answers to a question, counted."""
    return [
        {_("Answer"): _name(bar), _("first vote"): bar["first"], _("second vote"): bar["second"]}
        for bar in question["bars"]
    ]


def _name(bar: RoomBar) -> str:
    if bar["value"] is not None:
        return literal(str(bar["value"]))
    if bar["low"] is None or bar["high"] is None:
        return _("others")
    return _("{low} to {high}").format(low=f"{bar['low']:.4g}", high=f"{bar['high']:.4g}")
