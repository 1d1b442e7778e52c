"""A lesson in a room: the pace of the class, what the room is told, revealed answers and the second vote."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest

from dnn.background.rooms.answers import read_answer
from dnn.background.services import get_learning_store
from dnn.lesson_files import lessons
from dnn.lessons.path.learner_config import learner_seeds
from dnn.lessons.path.lesson import PREDICTIONS, Lesson
from dnn.lessons.path.progress import LessonProgress, StepProgress
from dnn.lessons.path.progress_document import written
from pages.learn.path.room.class_answers import answer_words
from pages.learn.path.room.class_curves import curve_of, median_of
from pages.learn.path.room.reporting import MAX_KEPT_POINTS, vote_value
from pages.live.lesson.values import LessonSketch
from pages.locale.languages import translations
from pages.server.visitor import new_key
from pages.shared.room.votes import question_key, read_key
from pages.shared.session.session import PAGE_VALUE_PREFIX
from tests.pages.opened import as_written, read, said
from tests.pages.room.class_of_pages import PageRoom, Student


def first_place(kind: str) -> tuple[Lesson, int]:
    """The first step of our lessons with a prediction of a kind."""
    return next(
        (lesson, place)
        for lesson in lessons().values()
        for place, step in enumerate(lesson.steps)
        if step.prediction is not None and step.prediction.kind == kind
    )


def predict(student: Student, place: int = 0) -> None:
    """Choose a prediction and commit to it."""
    radio = next(each for each in student.test.radio if (each.key or "").startswith("predicted_"))
    radio.set_value(place)
    student.look()
    student.press("This is my prediction")


@pytest.fixture
def room() -> PageRoom:
    lesson, place = first_place("choice")
    room = PageRoom(lesson=lesson.name)
    room.push("lesson", lesson=lesson.name, step=place)
    return room


@pytest.fixture
def key() -> str:
    lesson, place = first_place("choice")
    return question_key(lesson.name, place, "prediction")


class TestPace:
    def test_steps_beyond_it_are_locked_with_a_word(self) -> None:
        room = PageRoom()
        student = Student.joining(room)
        room.steer("set_pace", pace="up_to", step=0)
        student.look()
        steps = [button for button in student.test.button if (button.key or "").startswith("lesson_step_")]
        assert [button.disabled for button in steps] == [False, True, True]
        assert "locked by your teacher" in steps[1].help
        assert "opened the steps up to 1" in said(student.test)

    def test_together_all_are_at_one_step_whatever_they_have_done(self) -> None:
        room = PageRoom()
        student = Student.joining(room)
        room.steer("set_pace", pace="together", step=1)
        student.look()
        assert "works on step 2 together" in said(student.test)
        assert room.view(student.visitor)["position"] == {"lesson": "shapes", "step": 1, "phase": "predict"}
        room.steer("set_pace", pace="together", step=99)
        student.look()
        assert room.view(student.visitor)["position"]["step"] == 2  # type: ignore[index]

    def test_other_lessons_are_free(self) -> None:
        room = PageRoom()
        student = Student.joining(room)
        room.steer("set_pace", pace="together", step=1)
        student.press("All lessons")
        student.values["parameters"] = {"lesson": "cost"}
        student.look()
        assert "together" not in said(student.test)


class TestAnswers:
    def test_a_prediction_is_an_answer_of_the_room_given_once(self, room: PageRoom, key: str) -> None:
        student = Student.joining(room)
        predict(student, 1)
        answers = room.view(student.visitor)["answers"]
        assert [(each["question"], each["first"]) for each in answers] == [(key, 1)]
        assert room.view(student.visitor)["position"]["phase"] == "try"  # type: ignore[index]

    def test_nothing_of_others_before_it_is_revealed_then_bars_and_what_they_said(
        self, room: PageRoom, key: str
    ) -> None:
        lesson, place = first_place("choice")
        step = lesson.steps[place]
        assert step.prediction is not None
        alternatives = range(len(step.prediction.alternatives))
        titles = [as_written(read(answer_words(step, each))) for each in alternatives]
        students = [Student.joining(room) for _ in range(3)]
        for student, value in zip(students, (0, 1, 1), strict=True):
            predict(student, value)
        assert "What the class has predicted" not in said(students[0].test)
        room.steer("reveal", question=key, vote=1)
        students[0].look()
        words = read(said(students[0].test))
        assert "What the class has predicted" in words and "Second vote" not in words
        table = next(each.value for each in students[0].test.markdown if "First vote" in each.value)
        rows = {line.split("|")[1].strip(): line.split("|")[2].split()[0] for line in table.splitlines()[2:]}
        nobody = dict.fromkeys(titles[2:], "0")
        assert {as_written(read(title)): count for title, count in rows.items()} == {
            titles[0]: "1",
            titles[1]: "2",
        } | nobody
        assert [line.count("█") for line in table.splitlines()[2:]][:2] == [3, 5]  # thirds of eight blocks
        assert "Others have said" not in words, "the table has all of it"

    def test_sentences_have_the_letters_of_the_wall_in_both_votes(self, room: PageRoom, key: str) -> None:
        student = Student.joining(room)
        radio = next(each for each in student.test.radio if (each.key or "").startswith("predicted_"))
        assert [option[:4] for option in radio.options] == ["A · ", "B · ", "C · "]
        predict(student, 1)
        room.steer("second_vote", question=key)
        student.look()
        radio = next(each for each in student.test.radio if (each.key or "").startswith("second_"))
        assert [option[:4] for option in radio.options] == ["A · ", "B · ", "C · "]

    def test_the_second_vote_is_asked_in_the_step_and_counted_beside_the_first(self, room: PageRoom, key: str) -> None:
        student = Student.joining(room, routes=False)
        predict(student, 1)
        room.steer("second_vote", question=key)
        student.turn_to("notation")
        student.press("Second vote: answer again")
        assert student.page == "path"
        radio = next(each for each in student.test.radio if (each.key or "").startswith("second_"))
        radio.set_value(0)
        student.look()
        student.press("This is my second answer")
        own = room.view(student.visitor)["answers"][0]
        assert (own["first"], own["second"]) == (1, 0) and "Your second answer" in said(student.test)
        assert "Second vote: answer again" not in student.buttons()
        room.steer("reveal", question=key, vote=2)
        student.look()
        table = next(each.value for each in student.test.markdown if "First vote" in each.value)
        assert "Second vote" in table and [line.count("█") for line in table.splitlines()[2:]] == [8, 8, 0]

    def test_who_has_not_predicted_is_asked_once_and_her_answer_is_of_the_second_vote(
        self, room: PageRoom, key: str
    ) -> None:
        predict(Student.joining(room), 1)
        late = Student.joining(room)
        room.steer("second_vote", question=key)
        late.look()
        assert not any((each.key or "").startswith("second_") for each in late.test.radio)
        predict(late, 0)
        own = room.view(late.visitor)["answers"][0]
        assert (own["first"], own["second"]) == (None, 0) and "Your second answer" in said(late.test)


class TestTheCall:
    CALL = "The answers are revealed: look at them"

    def test_revealed_answers_call_who_is_elsewhere_until_she_has_looked(self, room: PageRoom, key: str) -> None:
        student = Student.joining(room, routes=False)
        predict(student, 1)
        student.turn_to("notation")
        assert self.CALL not in student.buttons()
        room.steer("reveal", question=key, vote=1)
        student.look()
        student.press(self.CALL)
        assert student.page == "path" and "What the class has predicted" in said(student.test)
        assert self.CALL not in student.buttons()
        student.turn_to("notation")
        assert self.CALL not in student.buttons()
        room.steer("second_vote", question=key)
        student.look()
        assert "Second vote: answer again" in student.buttons() and self.CALL not in student.buttons()
        room.rooms.act(room.id, student.visitor, "answer", {"question": key, "value": 0, "vote": 2}, translations)
        room.steer("reveal", question=key, vote=2)
        student.look()
        assert self.CALL in student.buttons()  # the second vote is news

    def test_who_stands_there_is_not_called(self, room: PageRoom, key: str) -> None:
        student = Student.joining(room, routes=False)
        predict(student, 1)
        room.steer("reveal", question=key, vote=1)
        student.look()
        assert "What the class has predicted" in said(student.test) and self.CALL not in student.buttons()

    def test_what_is_no_prediction_calls_nobody(self, room: PageRoom) -> None:
        student = Student.joining(room, routes=False)
        student.turn_to("notation")
        room.steer("reveal", question=f"{first_place('choice')[0].name}/1/check1", vote=1)
        student.look()
        assert self.CALL not in student.buttons()


class TestASecondCurve:
    @pytest.fixture
    def place(self) -> tuple[Lesson, int]:
        return first_place("curve")

    @pytest.fixture
    def room(self, place: tuple[Lesson, int]) -> PageRoom:
        room = PageRoom(lesson=place[0].name)
        room.push("lesson", lesson=place[0].name, step=place[1])
        return room

    def first_sketch(self, student: Student, place: tuple[Lesson, int], cost: float) -> None:
        name = f"sketch_{place[0].name}_{place[1]}_drawn"
        set_page_value(student, name, LessonSketch(2, ((1, 0.7), (5, cost), (12, cost))))
        student.press("This is my prediction")

    def test_it_is_drawn_over_the_first_one_and_both_are_shown(self, room: PageRoom, place: tuple[Lesson, int]) -> None:
        key = question_key(place[0].name, place[1], "prediction")
        student, other = Student.joining(room), Student.joining(room)
        for each, cost in ((student, 0.2), (other, 0.3)):
            self.first_sketch(each, place, cost)
        room.steer("second_vote", question=key)
        student.look()
        assert "Your first curve stands there" in said(student.test)
        set_page_value(
            student, f"second_sketch_{place[0].name}_{place[1]}", LessonSketch(3, ((1, 0.7), (5, 0.1), (12, 0.05)))
        )
        student.press("This is my second answer")
        own = room.view(student.visitor)["answers"][0]
        assert own["first"] == [[1, 0.7], [5, 0.2], [12, 0.2]] and own["second"] == [[1, 0.7], [5, 0.1], [12, 0.05]]
        assert lines(student) == {"Your first curve": 3, "Your second curve": 3}
        other.look()
        other.press("This is my second answer")  # who leaves it as it is says so
        assert room.view(other.visitor)["answers"][0]["second"] == [[1, 0.7], [5, 0.3], [12, 0.3]]
        room.steer("reveal", question=key, vote=2)
        student.look()
        shown = {"First vote": 8, "Second vote": 8, "Your first curve": 3, "Your second curve": 3}
        assert lines(student) == shown  # two of each, with gaps
        assert sorted((bar["first"], bar["second"]) for bar in room.wall()["questions"][0]["bars"]) == [
            *((0, 1), (1, 0), (1, 1)),
        ]

    def test_the_first_vote_alone_is_revealed_without_the_second(
        self, room: PageRoom, place: tuple[Lesson, int]
    ) -> None:
        student = Student.joining(room)
        self.first_sketch(student, place, 0.2)
        room.steer("reveal", question=question_key(place[0].name, place[1], "prediction"), vote=1)
        student.look()
        assert lines(student) == {"First vote": 4, "Your first curve": 3}

    def test_a_larger_class_has_a_median_that_runs_through_its_middle(
        self, room: PageRoom, place: tuple[Lesson, int]
    ) -> None:
        student = Student.joining(room)
        self.first_sketch(student, place, 0.2)
        key = question_key(place[0].name, place[1], "prediction")
        for cost in (0.1, 0.3, 0.5, 0.6):
            value, other = [[1, 0.7], [12, cost]], new_key()
            room.rooms.join(room.code, other)
            room.rooms.act(room.id, other, "answer", {"question": key, "value": value}, translations)
        room.steer("reveal", question=key, vote=1)
        student.look()
        assert lines(student) == {"First vote": 16, "Median of the first vote": 33, "Your first curve": 3}
        across, costs = cast(Any, median_of([[(1, 0.7), (12, cost)] for cost in (0.1, 0.2, 0.3, 0.5, 0.6)]))
        assert (across[0], across[-1], costs[-1]) == (1, 12, 0.3) and len(costs) == 33
        assert costs[16] == pytest.approx(0.5)  # halfway from 0.7 to 0.3

    def test_a_large_class_is_drawn_whole(self, room: PageRoom, place: tuple[Lesson, int]) -> None:
        key = question_key(place[0].name, place[1], "prediction")
        for number in range(30):
            other = new_key()
            room.rooms.join(room.code, other)
            value = [[at, round(0.7 / (1 + number * at / 50), 4)] for at in range(1, 13)]
            room.rooms.act(room.id, other, "answer", {"question": key, "value": value}, translations)
        student = Student.joining(room)
        self.first_sketch(student, place, 0.2)
        room.steer("reveal", question=key, vote=1)
        student.look()
        shown = lines(student)
        assert shown["Median of the first vote"] == 33 and shown["Your first curve"] == 3
        assert shown["First vote"] >= 31 * 3  # two points or more of each, and a gap

    @pytest.mark.parametrize("value", [None, 7, "x", [], [[1, 2]], [[1, 2], [3]], [[1, 2], [True, 2]], [[1, "a"], 2]])
    def test_what_is_no_curve_is_not_drawn(self, value: object) -> None:
        assert curve_of(value) is None

    @pytest.mark.parametrize("kind", PREDICTIONS)
    def test_every_kind_of_prediction_has_a_second_vote(self, kind: str) -> None:
        lesson, at = first_place(kind)
        room = PageRoom(lesson=lesson.name)
        room.push("lesson", lesson=lesson.name, step=at)
        student = Student.joining(room)
        order = tuple(range(1, len(lesson.steps[at].experiment.variants) + 1))
        made = {"number": 1.0, "choice": 0, "order": order, "curve": ((1, 0.7), (12, 0.2)), "question": 0}[kind]
        progress = LessonProgress(lesson.name, learner_seeds(lesson)[0])
        progress = progress.with_step(at, StepProgress(prediction=made))  # type: ignore[arg-type]
        get_learning_store().put_progress(student.visitor, lesson.name, written(progress, lesson))
        room.steer("second_vote", question=question_key(lesson.name, at, "prediction"))
        student.look()
        assert "This is my second answer" in [button.label for button in student.test.button]


def set_page_value(student: Student, name: str, value: object) -> None:
    """Have a value of the page, such as a chart in the browser sends, and the page drawn with it."""
    student.values[PAGE_VALUE_PREFIX + name] = value
    student.look()


def lines(student: Student) -> dict[str, int]:
    """The points of the lines on the chart of the curves, by their names."""
    (chart,) = student.test.get("plotly_chart")
    return {trace["name"]: len(trace["x"]) for trace in json.loads(chart.proto.spec)["data"]}


class TestValues:
    @pytest.mark.parametrize("kind", ["number", "choice", "order", "curve", "question"])
    def test_each_kind_of_prediction_is_a_small_value_and_has_words(self, kind: str) -> None:
        lesson, place = first_place(kind)
        step = lesson.steps[place]
        curve = tuple((iteration, 0.123456) for iteration in range(1, 200))
        given = {
            "number": 1.5,
            "choice": 0,
            "order": tuple(range(1, len(step.experiment.variants) + 1)),
            "curve": curve,
            "question": 0,
        }[kind]
        value = vote_value(lesson, place, 1, StepProgress(), given)  # type: ignore[arg-type]
        assert read_answer(value) == value
        if kind == "curve":
            assert len(value) == MAX_KEPT_POINTS and value[0][0] == 1 and value[-1][0] == 199
        if kind == "question":
            assert isinstance(value, bool)

    @pytest.mark.parametrize("value", [99, -1, "a text", [1, [2]], {"a": 1}, 0.5])
    def test_a_value_of_another_kind_is_a_dash(self, value: object) -> None:
        lesson, place = first_place("choice")
        assert answer_words(lesson.steps[place], value) == "–"

    def test_keys_are_read_as_they_are_written(self) -> None:
        assert read_key(question_key("shapes", 1, "prediction")) == ("shapes", 1, "prediction")
        for wrong in ("shapes", "shapes/0/prediction", "shapes/x/prediction", "a/1/b/c", "shapes/-1/prediction"):
            assert read_key(wrong) is None
