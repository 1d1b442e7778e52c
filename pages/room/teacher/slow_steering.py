"""The steering of a room by Streamlit's own widgets, in the words of the wall."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from dnn.background.rooms.pushes import SPACINGS
from dnn.background.rooms.room import MAX_TITLE
from dnn.background.services import get_rooms
from dnn.background.wire import RoomSetting, RoomWallDocument
from dnn.configuration import RunConfig
from pages.locale.languages import translations
from pages.room.teacher import sendable, slow_own_run, taught_room
from pages.room.teacher.taught_room import TaughtRoom
from pages.shared.frame.text import _, literal
from pages.shared.session import control_keys, session

GOAL, LESSON, STEP, PACE, PACE_STEP = "slow_goal", "slow_lesson", "slow_step", "slow_pace", "slow_pace_step"
SWEPT, LOW, HIGH, SPACING = "slow_swept", "slow_low", "slow_high", "slow_spacing"
TITLE, OWN_NAMES, LOCKED, HIDDEN = "slow_title", "slow_own_names", "slow_locked", "slow_hidden"
Texts = Mapping[str, str]


def draw(room: TaughtRoom, texts: Texts) -> None:
    """The buttons and forms of who steers; nothing for who looks on."""
    if room.is_looking:
        return
    wall = taught_room.wall_of(room.id, room.key)
    act = partial(taught_room.steer, room)
    with st.container(horizontal=True, key="slow_steering"):
        is_paused, is_locked = wall["is_paused"], wall["is_locked"]
        pause = texts["go_on" if is_paused else "pause_all"]
        st.button(pause, key="slow_pause", type="primary", on_click=act, args=("go_on" if is_paused else "pause",))
        lock = texts["unlock_room" if is_locked else "lock_room"]
        st.button(lock, key="slow_lock", on_click=act, args=("unlock" if is_locked else "lock",))
        with st.popover(texts["menu_send"]):
            _send(room, texts)
        with st.popover(texts["menu_sweep"]):
            _sweep(room, texts)
        with st.popover(texts["menu_own_run"]):
            slow_own_run.draw(room, wall, texts)
        with st.popover(texts["menu_goal"]):
            _goal(room, texts)
        with st.popover(texts["menu_pace"]):
            _pace(room, texts)
        with st.popover(texts["menu_controls"]):
            _controls(room, wall, texts)
        with st.popover(texts["menu_more"]):
            _more(room, wall, texts)
    for knock in wall["waiting"]:
        if knock["standing"] == "waiting":
            _knock(room, knock["id"], knock["name"], texts)


def _knock(room: TaughtRoom, member: str, name: str, texts: Texts) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"knock_{member}"):
        st.markdown(texts["knocks"].format(name=literal(name)), width="content")
        act = partial(taught_room.steer, room, member=member)
        st.button(texts["admit"], key=f"admit_{member}", on_click=act, args=("admit",))
        st.button(texts["refuse"], key=f"refuse_{member}", on_click=act, args=("refuse",))


def _send(room: TaughtRoom, texts: Texts) -> None:
    config = session.config()
    st.markdown(texts["send_scenario"])
    st.caption(sendable.config_in_words(config))
    st.button(texts["send"], key="slow_send_setting", on_click=_send_setting, args=(room, config))
    lessons = sendable.sendable_lessons(session.visitor())
    first, titles_of = next(iter(lessons)), sendable.numbered_titles(lessons)
    st.selectbox(
        texts["lesson"], list(lessons), format_func=titles_of.__getitem__,
        key=control_keys.control_among(LESSON, first, lessons, first),
    )  # fmt: skip
    steps = lessons[control_keys.control_value(LESSON)].steps
    titles = [f"{number}. {sendable.words_of(step.title)}" for number, step in enumerate(steps, start=1)]
    st.selectbox(
        texts["step"], range(len(steps)), format_func=titles.__getitem__,
        key=control_keys.control_among(STEP, 0, range(len(steps)), 0),
    )  # fmt: skip
    st.button(texts["send"], key="slow_send_step", on_click=_send_step, args=(room,))


def _send_setting(room: TaughtRoom, config: RunConfig) -> None:
    taught_room.steer(room, "push", push={"kind": "scenario", "config": config.to_dict()})


def _send_step(room: TaughtRoom) -> None:
    lesson, step = control_keys.control_value(LESSON), control_keys.control_value(STEP)
    taught_room.steer(room, "push", push={"kind": "lesson", "lesson": lesson, "step": step})


def _sweep(room: TaughtRoom, texts: Texts) -> None:
    """Any setting: all of its values, or numbers between two ends."""
    settings = {each["name"]: each for each in sendable.settings_documents(session.config())}
    first = next(iter(settings))
    st.caption(texts["sweep_hint"])
    st.selectbox(
        texts["setting"], list(settings), format_func=lambda name: settings[name]["title"],
        key=control_keys.control_among(SWEPT, first, settings, first),
    )  # fmt: skip
    chosen = settings[control_keys.control_value(SWEPT)]
    if chosen["options"]:
        st.caption(texts["sweep_all"].format(names=texts["comma"].join(title for _name, title in chosen["options"])))
    else:
        low, high = (float(end) for end in (chosen["low"] or 0.0, chosen["high"] or 1.0))
        _number(texts["from"], _of(LOW, chosen), low)
        _number(texts["to"], _of(HIGH, chosen), high)
        spacings = {name: texts[f"scale_{name}"] for name in SPACINGS}
        usual = "log" if chosen["is_logarithmic"] else "even"
        st.selectbox(
            texts["scale"], list(spacings), format_func=spacings.__getitem__,
            key=control_keys.control(_of(SPACING, chosen), usual),
        )  # fmt: skip
    st.button(texts["send"], key="slow_send_sweep", on_click=_send_sweep, args=(room, chosen))


def _of(control: str, setting: RoomSetting) -> str:
    """The control of one setting, which keeps its own ends."""
    return f"{control}_{setting['name']}"


def _number(title: str, name: str, value: float) -> None:
    st.number_input(title, value=value, format="%g", key=control_keys.control(name, value))


def _send_sweep(room: TaughtRoom, setting: RoomSetting) -> None:
    push = {"kind": "sweep", "config": session.config().to_dict(), "choice": setting["name"]}
    if setting["options"]:
        taught_room.steer(room, "push", push=push | {"values": [name for name, _title in setting["options"]]})
        return
    ends = [control_keys.control_value(_of(control, setting)) for control in (LOW, HIGH)]
    spacing = control_keys.control_value(_of(SPACING, setting))
    taught_room.steer(room, "push", push=push | {"between": ends, "spacing": spacing})


def _goal(room: TaughtRoom, texts: Texts) -> None:
    st.number_input(texts["goal_below"], 0.0, 1e6, 0.1, format="%g", key=control_keys.control(GOAL, 0.1))
    st.button(texts["set"], key="slow_set_goal", on_click=_set_goal, args=(room,))
    st.button(
        _("No goal"), key="slow_no_goal", on_click=taught_room.steer, args=(room, "set_goal"), kwargs={"cost": None}
    )


def _set_goal(room: TaughtRoom) -> None:
    taught_room.steer(room, "set_goal", cost=control_keys.control_value(GOAL))


def _pace(room: TaughtRoom, texts: Texts) -> None:
    kinds = {name: texts[f"pace_{name}"] for name in ("free", "up_to", "together")}
    st.selectbox(texts["pace"], list(kinds), format_func=kinds.__getitem__, key=control_keys.control(PACE, "free"))
    st.number_input(texts["step"], 1, 100, 1, key=control_keys.control(PACE_STEP, 1))
    st.button(texts["set"], key="slow_set_pace", on_click=_set_pace, args=(room,))


def _set_pace(room: TaughtRoom) -> None:
    step = int(control_keys.control_value(PACE_STEP)) - 1
    taught_room.steer(room, "set_pace", pace=control_keys.control_value(PACE), step=step)


def _controls(room: TaughtRoom, wall: RoomWallDocument, texts: Texts) -> None:
    """The controls that students may not change, and those that they do not see."""
    titles = {each["name"]: each["title"] for each in sendable.control_documents()}
    st.caption(texts["controls_hint"])
    for name, state, held in (
        (LOCKED, "control_locked", wall["locked_controls"]),
        (HIDDEN, "control_hidden", wall["hidden_controls"]),
    ):
        known = [control for control in held if control in titles]
        st.multiselect(
            texts[state], list(titles), known, format_func=titles.__getitem__, key=control_keys.control(name, known),
            placeholder="–",
        )  # fmt: skip
    st.button(texts["set"], key="slow_set_controls", on_click=_set_controls, args=(room,))


def _set_controls(room: TaughtRoom) -> None:
    hidden = list(control_keys.control_value(HIDDEN) or [])
    locked = [name for name in control_keys.control_value(LOCKED) or [] if name not in hidden]
    taught_room.steer_all(room, [("hide_controls", {"controls": hidden}), ("lock_controls", {"controls": locked})])


def _more(room: TaughtRoom, wall: RoomWallDocument, texts: Texts) -> None:
    allowed = wall["allows_own_names"]
    st.toggle(
        texts["own_names"], allowed, key=control_keys.control(OWN_NAMES, allowed),
        on_change=control_keys.on_change(OWN_NAMES, partial(_allow_own_names, room)),
    )  # fmt: skip
    st.text_input(texts["title"], wall["title"], MAX_TITLE, key=control_keys.control(TITLE, wall["title"]))
    st.button(texts["set"], key="slow_set_title", on_click=_set_title, args=(room,))
    st.download_button(
        texts["results"], partial(_results, room), "room.csv", "text/csv", key="slow_results", on_click="ignore"
    )
    st.caption(texts["really_close"])
    st.button(texts["close_now"], key="slow_close", on_click=taught_room.close, args=(room,))


def _allow_own_names(room: TaughtRoom) -> None:
    taught_room.steer(room, "allow_own_names", is_on=bool(control_keys.control_value(OWN_NAMES)))


def _set_title(room: TaughtRoom) -> None:
    taught_room.steer(room, "set_title", title=control_keys.control_value(TITLE) or "")


def _results(room: TaughtRoom) -> str:
    return get_rooms().results(room.id, room.key, translations)
