"""The words of a room's wall, by the keys that its modules use."""

from __future__ import annotations

from functools import partial
from gettext import NullTranslations

from dnn.text.messages import ENGLISH
from pages.live.plural_forms import language_of, plural_forms

__all__ = ["WALL_TEXT_KEYS", "wall_texts"]


def wall_texts(translations: NullTranslations) -> dict[str, str]:
    """Every word of the wall in the language of a catalogue, and the code of that language."""
    return (
        {"language": language_of(translations)}
        | _views(translations)
        | _members(translations)
        | _answers(translations)
        | _steering(translations)
        | _in_force(translations)
    )


def _views(translations: NullTranslations) -> dict[str, str]:
    """The words of the head, of the views and of the way in."""
    _, ngettext = translations.gettext, translations.ngettext
    counted = partial(plural_forms, translations)
    return {
        "room": _("Room"),
        "views": _("Views of the room"),
        "view_tiles": _("Wall"),
        "view_curves": _("All curves"),
        "view_answers": _("Answers"),
        "view_presented": _("Presented"),
        "view_code": _("Code"),
        "project": _("Projector"),
        "end_project": _("End the projector"),
        "join_at": _("Join without an account at"),
        "qr_code": _("QR code of {address}"),
        **counted("present", lambda number: ngettext("{count} student is here", "{count} students are here", number)),
        "waiting": _("waiting to be let in: {count}"),
        "count_present": _("present"),
        "count_done": _("done"),
        "count_stuck": _("stuck"),
        "count_question": _("with a question"),
        "count_unasked": _("struggling without asking"),
        "why_unasked": _("They have not asked, but their run diverged, their cost is stuck, they are quiet or behind."),
        "count_reached_goal": _("at the goal"),
        "lost": _("No connection to the server; the wall goes on when it is back."),
        "all_curves": _("The curves of all students"),
        "axis_said": _(
            "J: the cost of each run; all curves share a logarithmic axis from {low} to {high}, and end at their last "
            "iteration (it.)."
        ),
        "iterations": _("iterations"),
        "cost": _("cost J"),
        "diverged": _("diverged"),
        "goal": _("goal"),
        "teacher": _("Teacher"),
        "teacher_run": _("Teacher: {name}"),
        "sweep_best": _("Best so far: {setting} {value}, cost {cost}."),
        "sweep_best_diverged": _("Best so far: {setting} {value}, cost {cost}. Diverged: {diverged}."),
    }


def _members(translations: NullTranslations) -> dict[str, str]:
    """The words of tiles, and of a member who is opened."""
    _, ngettext = translations.gettext, translations.ngettext
    counted = partial(plural_forms, translations)
    return {
        "order": _("Order of the tiles"),
        "order_need": _("Help first"),
        "order_cost": _("By cost"),
        "order_step": _("By step"),
        "order_name": _("By name"),
        "order_seat": _("By seat"),
        "filter": _("Tiles that are shown"),
        "filter_all": _("All"),
        "filter_help": _("In need of help"),
        "filter_done": _("Done"),
        "filter_stuck": _("Stuck or with a question"),
        "filter_goal": _("At the goal"),
        "filter_starred": _("Starred"),
        **counted(
            "members_shown", lambda number: ngettext("{count} of {of} student", "{count} of {of} students", number)
        ),
        "none_like_this": _("Nobody at present."),
        "nobody_yet": _("Nobody is here yet. Show the code, or give the address to your students."),
        "seat": _("Seat {number}"),
        "step_number": _("step {number}"),
        "cost_short": _("J {cost}"),
        "iteration_short": _("it. {iteration}"),
        "short_answer": _("answer {answer}"),
        "place": _("step {number} · {phase}"),
        "phase_predict": _("predict"),
        "phase_try": _("try"),
        "phase_see": _("see"),
        "phase_check": _("check"),
        "phase_done": _("done"),
        "need_asks": _("asks for help"),
        "need_not_finite": _("diverged"),
        "need_stuck_cost": _("cost is stuck"),
        "need_quiet": _("quiet for 3 minutes"),
        "need_behind": _("a step behind"),
        "no_run": _("no run yet"),
        "run_state": _("iteration {iteration} · cost {cost}"),
        "sizes": _("Units"),
        "learning_rate": _("Learning rate α"),
        "test_cost": _("Test cost"),
        "own_value": _("Value in the sweep"),
        "step": _("Step"),
        "starred_at": _("Starred at"),
        "to_projector": _("Put on the projector"),
        "beside_projector": _("Beside those presented"),
        "off_projector": _("Off the projector"),
        "earlier": _("One place to the left"),
        "as_start": _("As starting point for all"),
        "star": _("Star"),
        "unstar": _("Take the star away"),
        "star_help": _("A star keeps the run as it is now; who is presented gets one."),
        "needs_run": _("Without a run nothing can be put on the projector, starred or sent to all."),
        "rename": _("Another name"),
        "remove": _("Remove"),
        "really_remove": _("Remove for good"),
        "close": _("Close"),
        "compare": _("On the page Compare"),
        "end_presenting": _("End presenting"),
        "none_presented": _("Nothing is presented. Open a tile and put it on the projector, up to five side by side."),
        "knocking": _("Those who knock"),
        "knocks": _("{name} knocks."),
        "admit": _("Let in"),
        "refuse": _("Refuse"),
    }


def _answers(translations: NullTranslations) -> dict[str, str]:
    """The words of predictions and answers."""
    _, ngettext = translations.gettext, translations.ngettext
    counted = partial(plural_forms, translations)
    return {
        "no_answers": _(
            "No answers yet. Predictions and answers of lessons appear here, hidden until you reveal them."
        ),
        "predicted_at": _("{lesson}, step {number}: prediction"),
        "seen_at": _("{lesson}, step {number}: what was seen"),
        "checked_at": _("{lesson}, step {number}: question {which}"),
        "right_answer": _("right answer"),
        "right_depends": _("Which answer is right depends on each student's own network and run."),
        "given_answers": _("All answers"),
        "none_given": _("None yet."),
        "step_titled": _("{lesson}, step {number}: {title}"),
        "answer_prediction": _("Prediction"),
        "answer_seen": _("What was seen"),
        "answer_check": _("Question {which}"),
        "asked": _("{name}: {prompt}"),
        "voted": _("{vote}: {said}"),
        "right": _("right"),
        "wrong": _("wrong"),
        "curve": _("a curve"),
        **counted(
            "answered", lambda number: ngettext("{count} of {of} has answered", "{count} of {of} have answered", number)
        ),
        "answered_again": _("second vote: {count}"),
        "ask_reveal": _("Reveal to all"),
        "ask_reveal_second": _("Reveal the second vote"),
        "ask_second_vote": _("Second vote"),
        "ask_end_second_vote": _("End the second vote"),
        "ask_conceal": _("Hide again"),
        "show_right": _("Show the right answer"),
        "hide_right": _("Hide the right answer"),
        "only_for_you": _("Look at them alone; the class sees nothing"),
        "first_vote": _("first vote"),
        "second_vote": _("second vote"),
        "others": _("other answers"),
        "sketches": _("Sketched curves, before and after"),
        "bold_median": _("bold: the median of the class"),
        "interval": _("{low} to {high}"),
    }


def _steering(translations: NullTranslations) -> dict[str, str]:
    """The words of the steering bar."""
    _, ngettext = translations.gettext, translations.ngettext
    counted = partial(plural_forms, translations)
    return {
        "steering": _("Steering"),
        "pause_all": _("Pause all"),
        "go_on": _("Go on"),
        "lock_room": _("Lock the room"),
        "unlock_room": _("Unlock the room"),
        "menu_send": _("Send"),
        "menu_sweep": _("Sweep"),
        "menu_own_run": _("My run"),
        "menu_goal": _("Goal"),
        "menu_pace": _("Pace"),
        "menu_controls": _("Controls"),
        "menu_more": _("More"),
        "send": _("Send to all"),
        "set": _("Set"),
        "send_scenario": _("Your present setting"),
        "send_step": _("A step of a lesson"),
        "lesson": _("Lesson"),
        "sweep_hint": _("Each seat trains your present setting with another value; all curves fall in one chart."),
        "setting": _("Setting"),
        "from": _("from"),
        "to": _("to"),
        "scale": _("spaced"),
        "scale_log": _("logarithmically"),
        "scale_even": _("evenly"),
        "sweep_all": _("Values: {names}"),
        **counted("sweep_values", lambda number: ngettext("{count} seat: {values}", "{count} seats: {values}", number)),
        "wrong_range": _("Expected two numbers, the smaller first, above 0 where they are spaced logarithmically."),
        "own_run_hint": _("One of your own runs, as a dashed line among the curves of the class."),
        "own_run": _("Run"),
        "own_run_words": _("{number}: {name} · iteration {iteration} · cost {cost}"),
        "no_own_run": _("You have no run yet: train one on the page Train, in another tab."),
        "show_run": _("Show in the chart"),
        "hide_run": _("Take out of the chart"),
        "goal_below": _("Cost below"),
        "wrong_goal": _("Expected a cost above 0, such as 0.1."),
        "pace": _("Pace"),
        "pace_free": _("free"),
        "pace_up_to": _("up to a step"),
        "pace_together": _("all at one step"),
        "controls_hint": _("What students may change."),
        "control_open": _("may be changed"),
        "control_locked": _("locked"),
        "control_hidden": _("hidden"),
        "anonymous": _("No names on the projector"),
        "own_names": _("Students may write their own names"),
        "title": _("Title"),
        "results": _("Results as CSV"),
        "close_room": _("Close the room"),
        "really_close": _("The room with its names and answers is deleted for good; the runs stay with the students."),
        "close_now": _("Close it now"),
    }


def _in_force(translations: NullTranslations) -> dict[str, str]:
    """The words of what is in force."""
    _ = translations.gettext
    return {
        "take_back": _("Take back"),
        "comma": _(", "),
        "is_free": _("The teacher has been away for 30 minutes: the students are free until the teacher is back."),
        "not_durable": _("This server has no disk: a restart would end the room."),
        "is_paused": _("Paused: eyes to the front"),
        "is_locked": _("Locked: who comes knocks"),
        "goal_reached": _("Goal: cost below {cost}, reached by {count} of {of}"),
        "in_pace_up_to": _("Pace: up to step {number}"),
        "in_pace_together": _("Pace: all at step {number}"),
        "controls_locked": _("Locked: {names}"),
        "controls_hidden": _("Hidden: {names}"),
        "pushed": _("Sent: {what}, followed by {count} of {of}"),
        "run_shown": _("In the chart: {name}"),
        "pushed_scenario": _("a setting"),
        "pushed_lesson": _("{title}, step {number}"),
        "pushed_sweep": _("{title} from {low} to {high}"),
        "pushed_spotlight": _("the setting of {name}"),
    }


WALL_TEXT_KEYS: tuple[str, ...] = tuple(wall_texts(ENGLISH))
"""The keys that the words of the wall must have."""
