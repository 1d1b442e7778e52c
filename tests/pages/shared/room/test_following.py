"""What the teacher puts before all: taken at once, gone back from, returned to; in two tabs, late, and while paused."""

from __future__ import annotations

import pytest

from dnn.background.limits import LimitReached
from dnn.background.services import get_rooms, get_run_manager
from dnn.text.messages import Text
from pages.locale.languages import translations
from pages.shared.room import slow_bar
from tests.pages.opened import control, read, said
from tests.pages.room.class_of_pages import SCENARIO, PageRoom, Student


def refuse(*_given: object, **_settings: object) -> None:
    raise LimitReached(Text("too large here"))


def config_of(run_id: str | None) -> dict[str, object]:
    assert run_id is not None
    run = get_run_manager().get(run_id)
    assert run is not None
    return run.config.to_dict()


@pytest.fixture
def room() -> PageRoom:
    return PageRoom()


@pytest.fixture
def student(room: PageRoom) -> Student:
    """A student with Streamlit's own bar, whose buttons a test without a browser can press, and with a run of her own
    that has trained."""
    student = Student.joining(room, routes=False)
    student.turn_to("train")
    student.press("Train")
    assert student.run is not None
    get_run_manager().wait_until(student.run, lambda now: now.iteration > 3, 20)
    return student


def test_the_teacher_sees_a_run_that_a_changed_control_has_begun_at_once(room: PageRoom, student: Student) -> None:
    before = student.run
    control(student.test.number_input, "units_1").set_value(5).run()
    assert student.run not in (None, before)
    assert room.view(student.visitor)["run"] == student.run
    (tile,) = room.wall()["members"]
    assert tile["run"] is not None and tile["run"]["run"] == student.run


def test_without_routes_she_has_arrived_once_her_browser_asks_from_the_page(
    room: PageRoom, student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.push("lesson", lesson="shapes", step=1)
    student.look()
    assert student.page == "path" and room.view(student.visitor)["arrived"] == 0
    student.ask_for("notation")  # an event that was sent from the page before
    assert student.page == "path"
    monkeypatch.setattr(slow_bar.st, "fragment", lambda run_every: lambda draw: lambda: (draw(), draw()))
    monkeypatch.setattr(slow_bar, "_bar", lambda *_given: None)
    student.look()
    assert room.view(student.visitor)["arrived"] == 1
    student.ask_for("notation")
    assert student.page == "notation"


class TestASetting:
    def test_it_is_a_new_run_at_rest_and_her_own_is_kept(self, room: PageRoom, student: Student) -> None:
        own = student.run
        assert own is not None and room.view(student.visitor)["run"] == own
        student.turn_to("notation")
        room.push("scenario", config=SCENARIO)
        student.look()
        assert student.page == "train" and student.run not in (None, own)
        assert config_of(student.run)["dataset"]["samples"] == 60  # type: ignore[index]
        taken = get_run_manager().get(student.run or "")
        assert taken is not None and not taken.moving and taken.iteration == 0
        document = room.view(student.visitor)
        assert (document["run"], document["own_run"], document["follows"]) == (student.run, own, 1)
        assert get_run_manager().get(own) is not None and "You are at the settings of the class" in said(student.test)

    def test_back_to_her_own_and_to_the_class_again(self, room: PageRoom, student: Student) -> None:
        own = student.run
        student.turn_to("notation")
        room.push("scenario", config=SCENARIO)
        student.look()
        student.press("Train")
        of_class = student.run
        assert of_class is not None
        get_run_manager().wait_until(of_class, lambda now: now.iteration > 3, 20)
        student.press("Back to my run")
        assert (student.page, student.run) == ("notation", own)
        assert room.view(student.visitor)["returned"] == 1
        student.look()
        assert student.page == "notation"  # nothing is taken twice
        student.press("To the class's again")
        assert (student.page, student.run) == ("train", of_class)
        student.press("Back to my run")
        assert (student.page, student.run) == ("notation", own)

    def test_settings_without_a_run_come_back_as_well(self, room: PageRoom) -> None:
        student = Student.joining(room, routes=False)
        student.turn_to("train")
        before = student.values["config"]
        room.push("scenario", config=SCENARIO)
        student.look()
        assert student.values["config"] != before
        student.press("Back to my work")
        assert student.run is None and student.values["config"] == before

    def test_her_own_work_is_that_before_the_first_of_several(self, room: PageRoom, student: Student) -> None:
        own = student.run
        for samples in (60, 70):
            room.push("scenario", config={"dataset": {"name": "circles", "samples": samples}})
            student.look()
        assert room.view(student.visitor)["own_run"] == own
        student.press("Back to my run")
        assert student.run == own

    def test_after_a_reload_she_stays_and_has_her_own_run_again(self, room: PageRoom, student: Student) -> None:
        own = student.run
        room.push("scenario", config=SCENARIO)
        student.look()
        query = {name: student.test.query_params[name] for name in ("run", "lang")}
        again = Student(None, routes=False, visitor=student.visitor, **query)
        assert again.run == student.run
        again.press("Back to my run")
        assert again.run == own

    def test_two_tabs_show_one_run(self, room: PageRoom, student: Student) -> None:
        second = Student("notation", visitor=student.visitor)
        room.push("scenario", config=SCENARIO)
        student.look()
        second.look()
        assert second.run == student.run and second.page == "train"

    def test_who_comes_late_lands_where_the_room_is(self, room: PageRoom) -> None:
        room.push("scenario", config=SCENARIO)
        late = Student.joining(room)
        assert late.page == "train" and config_of(late.run)["dataset"]["samples"] == 60  # type: ignore[index]

    def test_settings_that_she_may_not_use_are_said_and_her_own_stay(self, room: PageRoom, student: Student) -> None:
        own = student.run
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(get_run_manager(), "start", refuse)
            room.push("scenario", config=SCENARIO)
            student.look()
        assert student.run == own and any("too large here" in error.value for error in student.test.error)

    def test_another_room_has_runs_of_its_own(self, room: PageRoom) -> None:
        other = PageRoom(lesson="cost")
        for each, samples in ((room, 60), (other, 70)):
            each.push("scenario", config={"dataset": {"name": "circles", "samples": samples}})
        student = Student.joining(room)
        student.turn_to("room")
        student.press("Leave the room")
        control(student.test.text_input, "room_code").set_value(other.code)
        student.press("Join")
        assert config_of(student.run)["dataset"]["samples"] == 70  # type: ignore[index]


class TestASweep:
    def test_each_seat_trains_with_a_value_of_its_own(self, room: PageRoom) -> None:
        students = [Student.joining(room) for _ in range(3)]
        room.push("sweep", config=SCENARIO, choice="learning_rate", between=[0.01, 1.0])
        for student in students:
            student.look()
        rates = [config_of(each.run)["hyperparameters"]["learning_rate"] for each in students]  # type: ignore[index]
        assert rates == [0.01, 1.0, 0.1]
        for student in students:
            assert student.run is not None
            get_run_manager().wait_until(student.run, lambda now: now.iteration == 40, 20)

    def test_her_value_stands_in_the_bar(self, room: PageRoom) -> None:
        student = Student.joining(room, routes=False)
        room.push("sweep", config=SCENARIO, choice="activation", values=["tanh", "relu"])
        student.look()
        assert "Activation function = Tanh" in read(said(student.test))

    def test_a_lesson_that_it_takes_her_out_of_waits_and_is_said_to(self, room: PageRoom) -> None:
        student = Student.joining(room, routes=False)
        room.steer("set_pace", pace="together", step=1)
        student.look()
        room.push("sweep", config=SCENARIO, choice="learning_rate", values=[0.3, 0.2])
        student.look()
        words = read(said(student.test))
        assert "sent the class a sweep: your value is Learning rate α = 0.3. Your lesson waits where you left" in words
        reloaded = Student("train", routes=False, visitor=student.visitor)
        assert "Your lesson waits where you left it" in read(said(reloaded.test))
        for each in (reloaded, student):
            each.press("Back to my lesson")
            assert each.page == "path" and each.test.query_params["lesson"] == "shapes"
            assert each.test.query_params["part"] == "2"
            each.press("To the class's again")
            assert each.page == "train"

    def test_no_lesson_is_said_to_wait_where_there_was_none(self, room: PageRoom, student: Student) -> None:
        room.push("sweep", config=SCENARIO, choice="learning_rate", values=[0.3, 0.2])
        student.look()
        words = read(said(student.test))
        assert "your value is Learning rate" in words and "Your lesson waits" not in words

    def test_in_a_paused_room_it_waits_and_trains_when_the_room_goes_on(self, room: PageRoom) -> None:
        student = Student.joining(room)
        room.steer("pause")
        room.push("sweep", config=SCENARIO, choice="learning_rate", values=[0.1, 0.2])
        student.look()
        run = get_run_manager().get(student.run or "")
        assert run is not None and not run.moving and not student.test.error
        room.steer("go_on")
        student.look()
        get_run_manager().wait_until(run.id, lambda now: now.iteration == 40, 20)


class TestALesson:
    def test_she_is_at_that_step_though_those_before_are_open(self, room: PageRoom, student: Student) -> None:
        room.push("lesson", lesson="cost", step=1)
        student.look()
        assert student.page == "path"
        assert (student.test.query_params["lesson"], student.test.query_params["part"]) == ("cost", "2")
        assert room.view(student.visitor)["position"] == {"lesson": "cost", "step": 1, "phase": "predict"}
        own = student.run
        student.press("Back to my run")
        assert (student.page, student.run) == ("train", own)
        student.press("To the class's again")
        assert student.page == "path" and student.test.query_params["part"] == "2"

    def test_a_spotlight_brings_the_settings_of_one_to_all(self, room: PageRoom) -> None:
        one, other = Student.joining(room), Student.joining(room)
        one.turn_to("train")
        room.push("scenario", config=SCENARIO)
        one.look()
        other.look()
        room.push("spotlight", member=room.wall()["members"][0]["id"])
        other.look()
        assert config_of(other.run) == config_of(one.run)


class TestOnTheWay:
    """What turns a page may be lost: an event of the browser asks for the page that it was sent from, and a connection
    that ends takes the session with it."""

    @pytest.mark.parametrize(
        ("push", "there"),
        [
            ({"kind": "lesson", "lesson": "cost", "step": 1}, "path"),
            ({"kind": "scenario", "config": SCENARIO}, "train"),
            ({"kind": "sweep", "config": SCENARIO, "choice": "learning_rate", "values": [0.1, 0.2]}, "train"),
        ],
        ids=lambda given: given["kind"] if isinstance(given, dict) else "",
    )
    def test_an_event_of_the_page_before_takes_nobody_away(
        self, room: PageRoom, push: dict[str, object], there: str
    ) -> None:
        student = Student.joining(room)
        student.turn_to("notation")
        room.push(**push)  # type: ignore[arg-type]
        student.look()
        run = student.run
        for _ in range(3):
            assert student.page == there
            student.ask_for("notation")
        assert student.page == there and student.run == run
        assert room.view(student.visitor)["follows"] == 1

    def test_who_has_arrived_goes_where_she_likes(self, room: PageRoom) -> None:
        student = Student.joining(room)
        room.push("lesson", lesson="cost", step=1)
        student.look()
        assert room.view(student.visitor)["arrived"] == 0
        student.arrive()
        assert room.view(student.visitor)["arrived"] == 1
        for page in ("notation", "train"):
            student.ask_for(page)
            student.look()
            assert student.page == page
        room.push("lesson", lesson="cost", step=0)
        student.look()
        assert student.page == "path"

    def test_a_session_that_begins_on_her_way_leads_her_on(self, room: PageRoom) -> None:
        student = Student.joining(room)
        student.turn_to("train")
        room.push("lesson", lesson="cost", step=1)
        student.look()
        again = Student("train", visitor=student.visitor)
        assert again.page == "path" and again.test.query_params["lesson"] == "cost"
        again.arrive()
        later = Student("train", visitor=student.visitor)
        assert later.page == "train"  # where she has gone to since

    def test_a_run_that_was_begun_on_her_way_is_not_begun_twice(self, room: PageRoom) -> None:
        student = Student.joining(room)
        student.turn_to("notation")
        room.push("scenario", config=SCENARIO)
        student.look()
        run = student.run
        again = Student("notation", visitor=student.visitor)
        assert (again.page, again.run) == ("train", run)

    def test_back_on_her_way_is_back(self, room: PageRoom) -> None:
        student = Student.joining(room, routes=False)
        student.turn_to("notation")
        room.push("lesson", lesson="cost", step=1)
        student.look()
        student.press("Back to my work")
        student.look()
        assert student.page == "notation"

    def test_to_the_class_again_is_a_way_too(self, room: PageRoom) -> None:
        student = Student.joining(room)
        student.turn_to("notation")
        room.push("lesson", lesson="cost", step=1)
        student.look()
        student.arrive()
        for name in ("return", "follow"):
            room.rooms.act(room.id, student.visitor, name, {"push": 1}, translations)
        student.ask_for("notation")
        assert student.page == "path"


class TestSigns:
    def test_a_sign_is_given_and_taken_back_by_the_slow_bar(self, room: PageRoom) -> None:
        student = Student.joining(room, routes=False)
        student.press("Stuck")
        assert room.view(student.visitor)["signal"] == "stuck"
        student.press("Stuck")
        assert room.view(student.visitor)["signal"] == "none"

    def test_leaving_takes_the_bar_away_and_the_seat_is_kept(self, room: PageRoom) -> None:
        student = Student.joining(room, routes=False)
        student.press("Leave")
        assert get_rooms().room_of(student.visitor) is None and "Stuck" not in student.buttons()
        assert room.view(student.visitor)["standing"] == "left"
