"""The acts of the teacher. All is called under the room's lock.

Each entry of STEERING gets the room, the values that came with it, and the runs of the class.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dnn.background.limits import NotOwner
from dnn.background.rooms import seats
from dnn.background.rooms.answers import read_question
from dnn.background.rooms.class_runs import ClassRuns, RunGlance
from dnn.background.rooms.held_room import HeldRoom
from dnn.background.rooms.member import Member, Star
from dnn.background.rooms.pushes import read_push
from dnn.background.rooms.refusals import NotNow
from dnn.background.rooms.room import MAX_HIDDEN_CONTROLS, TEACHER, TeacherRun, read_goal, read_pace, read_title
from dnn.configuration.sections import check_choice, check_keys, section
from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.checks import whole_number

MAX_PRESENTED = 5
"""Starred tiles that are presented side by side."""
MAX_REVEALED = 200
"""Questions that may be revealed in a room."""


@dataclass(frozen=True)
class Steered:
    """A room that is steered, with the values that came along, at a time in seconds since 1970; `visitor` is the key of
    who steers, by which runs are hers."""

    held: HeldRoom
    given: Mapping[str, Any]
    now: float
    runs: ClassRuns
    visitor: str = ""

    def member(self) -> Member:
        """The member that is meant. Raises ConfigurationError where there is none."""
        return meant_member(self.held, self.given.get("member"))

    def is_on(self) -> bool:
        """The position of a switch. Raises ConfigurationError."""
        is_on = self.given.get("is_on")
        if not isinstance(is_on, bool):
            raise ConfigurationError("is_on", Text("true or false"), is_on, "true")
        return is_on


def steer(steered: Steered, name: object) -> None:
    """Do what the teacher asks for.

    Raises:
        ConfigurationError: an unknown act or key, or a value that cannot be.
        NotNow: it cannot be done at present.
        NotOwner: the run is somebody else's.
    """
    check_choice("name", name, STEERING)
    act, keys = STEERING[str(name)]
    check_keys(steered.given, keys, Text("the act {name}", name=name))
    steered.held.touch(steered.now)
    act(steered)


def meant_member(held: HeldRoom, given: object) -> Member:
    """The member of an id from outside. Raises ConfigurationError where there is none."""
    member = held.members.get(given) if isinstance(given, str) else None
    if member is None:
        raise ConfigurationError("member", Text("the id of a member of this room"), given, Text("one of the wall's"))
    return member


def _pause(steered: Steered) -> None:
    """Still all hands: nobody may train, and what trains is paused until the room goes on."""
    held = steered.held
    held.change(is_paused=True)
    paused = steered.runs.pause({member.visitor for member in held})
    for member in held:
        stilled = (*member.stilled_runs, *paused.get(member.visitor, ()))
        held.put(replace(member, stilled_runs=tuple(dict.fromkeys(stilled))))


def _go_on(steered: Steered) -> None:
    steered.held.change(is_paused=False)
    for member in list(steered.held.members.values()):
        if member.stilled_runs:
            steered.runs.go_on(member.stilled_runs, member.visitor)
            steered.held.put(replace(member, stilled_runs=()))


def _lock(steered: Steered) -> None:
    steered.held.change(is_locked=True)


def _unlock(steered: Steered) -> None:
    steered.held.change(is_locked=False)
    seats.seat_all_waiting(steered.held)


def _push(steered: Steered) -> None:
    """Put something before all; of a spotlight on a member, the settings of her run. Second votes on anything else
    end, and their answers are kept."""
    held, document = steered.held, section("push", steered.given.get("push"))
    if document.get("kind") == "spotlight":
        member = meant_member(held, document.get("member"))
        document = {"kind": "spotlight", "member": member.id, "config": _glance(steered, member).config.to_dict()}
    push = read_push(document, held.room.push_number + 1, steered.now)
    votes = tuple(each for each in held.room.second_votes if push.asks(each))
    held.change(push=push, second_votes=votes)


def _set_goal(steered: Steered) -> None:
    steered.held.change(goal_cost=read_goal(steered.given.get("cost")))


def _set_pace(steered: Steered) -> None:
    steered.held.change(pace=read_pace(steered.given.get("pace"), steered.given.get("step")))


def _hide_controls(steered: Steered) -> None:
    steered.held.change(hidden_controls=_controls(steered.given.get("controls")))


def _lock_controls(steered: Steered) -> None:
    steered.held.change(locked_controls=_controls(steered.given.get("controls")))


def _controls(given: object) -> tuple[str, ...]:
    is_list = isinstance(given, list) and len(given) <= MAX_HIDDEN_CONTROLS
    if not isinstance(given, list) or not is_list or not all(_is_control(each) for each in given):
        expected = Text("a list of at most {count} names of controls", count=MAX_HIDDEN_CONTROLS)
        raise ConfigurationError("controls", expected, given, '["learning_rate"]')
    return tuple(dict.fromkeys(given))


def _is_control(given: object) -> bool:
    return isinstance(given, str) and 0 < len(given) <= 40 and given.isascii() and given.replace("_", "").isalnum()


def _reveal(steered: Steered) -> None:
    """Show everybody the answers to a question, up to the first or the second vote."""
    room, question = steered.held.room, read_question(steered.given.get("question"))
    vote = whole_number("vote", steered.given.get("vote", 1), 1, 2)
    if vote == 2 and question not in room.second_votes and not _is_answered_again(steered.held, question):
        raise NotNow(Text("There was no second vote on this question; begin it, or reveal the first one."))
    revealed = {**dict(room.revealed), question: vote}
    if len(revealed) > MAX_REVEALED:
        raise NotNow(Text("Expected at most {limit} revealed questions, got one more.", limit=MAX_REVEALED))
    steered.held.change(revealed=tuple(revealed.items()))


def _is_answered_again(held: HeldRoom, question: str) -> bool:
    """True if somebody has given a second vote on a question, be it over."""
    answers = (member.answers.get(question) for member in held.members.values())
    return any(answer is not None and answer.second is not None for answer in answers)


def _conceal(steered: Steered) -> None:
    question = read_question(steered.given.get("question"))
    kept = tuple(pair for pair in steered.held.room.revealed if pair[0] != question)
    steered.held.change(revealed=kept)


def _second_vote(steered: Steered) -> None:
    """Begin the second vote on a question, after the discussion; the first one is over with it."""
    room, question = steered.held.room, read_question(steered.given.get("question"))
    voted = tuple(dict.fromkeys((*room.second_votes, question)))
    if len(voted) > MAX_REVEALED:
        raise NotNow(Text("Expected at most {limit} second votes, got one more.", limit=MAX_REVEALED))
    steered.held.change(second_votes=voted)


def _end_second_vote(steered: Steered) -> None:
    """End the second vote on a question; its answers are kept."""
    question = read_question(steered.given.get("question"))
    steered.held.change(second_votes=tuple(each for each in steered.held.room.second_votes if each != question))


def _glance(steered: Steered, member: Member) -> RunGlance:
    glance = steered.runs.glances([member.run]).get(member.run)
    if glance is None or glance.owner != member.visitor:
        raise NotNow(Text("This student has no run at present; wait until the tile shows one."))
    return glance


def _star(steered: Steered) -> None:
    """Keep a member's tile as it is now."""
    member = steered.member()
    glance = _glance(steered, member)
    latest = glance.history.latest
    cost = None if latest is None or latest[1] != latest[1] or abs(latest[1]) == float("inf") else latest[1]
    star = Star(glance.run_id, glance.iteration, glance.config.to_json(), cost, steered.now)
    steered.held.put(replace(member, star=star))


def _unstar(steered: Steered) -> None:
    member = steered.member()
    steered.held.put(replace(member, star=None))
    steered.held.change(presented=tuple(each for each in steered.held.room.presented if each != member.id))


def _present(steered: Steered) -> None:
    """Present starred tiles side by side, in the order given; none ends it."""
    given = steered.given.get("members")
    if not isinstance(given, list) or len(given) > MAX_PRESENTED:
        expected = Text("a list of at most {count} ids of members", count=MAX_PRESENTED)
        raise ConfigurationError("members", expected, given, "[]")
    chosen = tuple(dict.fromkeys(_presentable(steered.held, each) for each in given))
    steered.held.change(presented=chosen)


def _presentable(held: HeldRoom, given: object) -> str:
    """The id of a tile that can be presented: the teacher's own, where it is shown, or a starred one."""
    if given == TEACHER and held.room.teacher_run is not None:
        return TEACHER
    member = meant_member(held, given)
    if member.star is None:
        raise NotNow(Text("Only starred tiles can be presented; star this one before."))
    return member.id


def _show_run(steered: Steered) -> None:
    """Show a run of the teacher's own with those of the class, in place of another one; None takes it away."""
    held, run_id = steered.held, steered.given.get("run")
    if run_id is None:
        held.take_teacher_run()
        return
    glance = steered.runs.glances([run_id]).get(run_id) if isinstance(run_id, str) else None
    if glance is None:
        raise ConfigurationError("run", Text("the id of a run of yours"), run_id, Text("one of your list"))
    if glance.owner != steered.visitor:
        raise NotOwner
    held.change(teacher_run=TeacherRun(glance.run_id, glance.owner, glance.name))


def _admit(steered: Steered) -> None:
    member = steered.member()
    if not member.is_seated:
        seats.seat(steered.held, member)


def _refuse(steered: Steered) -> None:
    member = steered.member()
    if member.standing != "waiting":
        raise NotNow(Text("This member does not knock; to take the seat away, remove the member."))
    seats.refuse(steered.held, member)


def _remove_member(steered: Steered) -> None:
    seats.remove(steered.held, steered.member())


def _rename_member(steered: Steered) -> None:
    seats.give_invented_name(steered.held, steered.member())


def _anonymise(steered: Steered) -> None:
    steered.held.change(is_anonymous=steered.is_on())


def _allow_own_names(steered: Steered) -> None:
    steered.held.change(allows_own_names=steered.is_on())


def _set_title(steered: Steered) -> None:
    steered.held.change(title=read_title(steered.given.get("title")))


STEERING: dict[str, tuple[Callable[[Steered], None], tuple[str, ...]]] = {
    "pause": (_pause, ()),
    "go_on": (_go_on, ()),
    "lock": (_lock, ()),
    "unlock": (_unlock, ()),
    "admit": (_admit, ("member",)),
    "refuse": (_refuse, ("member",)),
    "remove_member": (_remove_member, ("member",)),
    "rename_member": (_rename_member, ("member",)),
    "push": (_push, ("push",)),
    "set_goal": (_set_goal, ("cost",)),
    "set_pace": (_set_pace, ("pace", "step")),
    "hide_controls": (_hide_controls, ("controls",)),
    "lock_controls": (_lock_controls, ("controls",)),
    "reveal": (_reveal, ("question", "vote")),
    "conceal": (_conceal, ("question",)),
    "second_vote": (_second_vote, ("question",)),
    "end_second_vote": (_end_second_vote, ("question",)),
    "star": (_star, ("member",)),
    "unstar": (_unstar, ("member",)),
    "present": (_present, ("members",)),
    "show_run": (_show_run, ("run",)),
    "anonymise": (_anonymise, ("is_on",)),
    "allow_own_names": (_allow_own_names, ("is_on",)),
    "set_title": (_set_title, ("title",)),
}
"""The acts of the teacher, with the keys of each besides its name. To close a room is not among them, since that is of
all rooms: `Rooms.close_room`."""
