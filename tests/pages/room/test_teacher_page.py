"""The page of a room that is taught: opening it, its secret link, and the wall in Streamlit's own elements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dnn.background.rooms.steering import MAX_PRESENTED
from dnn.background.services import close_runs, get_rooms, get_run_manager, open_runs
from dnn.background.settings import Settings
from dnn.background.wire import RoomOpening, RoomWallDocument
from dnn.configuration import RunConfig
from dnn.configuration.variations import VARIATIONS
from dnn.errors import DnnError
from dnn.lesson_files import lessons
from dnn.text.messages import ENGLISH
from pages.live import STATIC
from pages.live.room_wall.texts import wall_texts
from pages.locale.languages import translations
from pages.room.teacher import sendable, slow_member, slow_wall, taught_room
from pages.room.teacher.compared import comparison_of
from pages.server.comparison.comparison_text import read_comparison
from pages.server.start.for_others import ForOthers
from pages.server.visitor import new_key
from pages.shared.share import for_others
from tests.dnn.background.running import SOON
from tests.pages.live.fake_run import Marked
from tests.pages.opened import control, opened, read, said
from tests.pages.taught_class.students import Students


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server of its own for each test, whose walls are made anew for each look."""
    monkeypatch.setattr("dnn.background.rooms.views.shared_wall.WALL_SECONDS", 0.0)
    close_runs()
    open_runs(Settings(executor="thread", store="memory"))
    yield
    close_runs()


@pytest.fixture
def room() -> RoomOpening:
    return get_rooms().open_room(new_key(), title="<b>XOR</b>", lesson="depth")


def page(room: RoomOpening, key: str | None = None, *, routes: bool = True) -> AppTest:
    """The page that the secret link opens."""
    return opened("room", routes=routes, taught=room["room"], key=room["teacher_key"] if key is None else key)


def wall(room: RoomOpening) -> RoomWallDocument:
    return taught_room.wall_of(room["room"], room["teacher_key"])


def press(test: AppTest, key: str) -> AppTest:
    test.button(key=key).click().run()
    assert not test.exception
    return test


class TestOpening:
    def test_a_room_is_opened_for_a_lesson_with_a_title_and_a_language(self) -> None:
        test = opened("room", lang="zh")
        control(test.text_input, "room_title").set_value("XOR, 14:00").run()
        control(test.selectbox, "room_lesson").select_index(list(lessons()).index("cost")).run()
        press(test, "open_room_button")
        taught = test.query_params["taught"]
        held = next(iter(get_rooms()._register))
        assert (held.room.id, held.room.title, held.room.lesson) == (taught, "XOR, 14:00", "cost")
        assert held.room.language == "zh" and "key" not in test.query_params

    def test_a_room_is_opened_for_the_present_setting(self) -> None:
        test = opened("room", data="moons", learning_rate="0.25")
        control(test.button_group, "room_kind").set_value("scenario").run()
        assert "Moons" in said(test) and "0.25" in said(test)
        press(test, "open_room_button")
        scenario = RunConfig.from_json(next(iter(get_rooms()._register)).room.scenario)
        assert (scenario.dataset.name, scenario.hyperparameters.learning_rate) == ("moons", 0.25)

    def test_too_many_rooms_are_refused_in_a_sentence(self) -> None:
        test = opened("room")
        for _number in range(5):
            press(test, "open_room_button")
            test.query_params.clear()
            test.session_state["values"]["parameters"] = {}
            test.run()
        press(test, "open_room_button")
        assert "at most 5 rooms of yours" in said(test)

    def test_our_lessons_can_be_chosen_all_of_them(self) -> None:
        assert set(lessons()) == set(sendable.sendable_lessons(new_key()))

    def test_our_lessons_have_the_numbers_of_their_list_in_the_form_and_on_the_wall(self) -> None:
        found = sendable.sendable_lessons(new_key())
        titles = opened("room").selectbox[0].options
        assert [title.split(" · ")[0] for title in titles] == [str(number) for number in range(1, len(found) + 1)]
        assert [each["title"] for each in sendable.lesson_documents(found)] == titles
        own = {"own": replace(found["backward"], is_own=True), "backward": found["backward"]}
        assert sendable.numbered_titles(own)["own"] == sendable.numbered_titles(own)["backward"].removeprefix("6 · ")


class TestTheLink:
    def test_the_key_is_taken_over_and_stands_in_no_address(self, room: RoomOpening) -> None:
        test = page(room)
        assert "key" not in test.query_params and test.query_params["taught"] == room["room"]
        assert not test.error and "Looking for" not in said(test)
        test.run()
        assert not test.error and "key" not in test.query_params

    @pytest.mark.parametrize("key", ["wrong", "a" * 22, "<script>"])
    def test_a_wrong_key_is_refused_with_a_way_on(self, room: RoomOpening, key: str) -> None:
        test = page(room, key)
        assert "Only the teacher's link opens this" in read(said(test))
        assert "press “Links of this room”, then “Teach: the secret link”" in read(said(test))
        press(test, "leave_room")
        assert not test.error and "taught" not in test.query_params

    def test_without_a_key_the_browser_is_asked(self, room: RoomOpening) -> None:
        test = opened("room", taught=room["room"])
        assert "Looking for the teacher's key" in said(test) and not test.error

    def test_a_room_that_is_over_is_said(self, room: RoomOpening) -> None:
        get_rooms().close_room(room["room"], room["teacher_key"])
        test = page(room)
        assert "closed this room" in read(said(test))
        assert "taught" not in test.query_params and test.button(key="open_room_button")
        assert "no such room" in read(said(opened("room", taught="never", key="a" * 22)))


class TestTheAddress:
    def test_a_room_opened_as_localhost_leads_students_to_the_network(
        self, room: RoomOpening, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        found = ForOthers("http://192.168.1.20:8501/", "replaced", ("http://10.0.0.5:8501/",))
        monkeypatch.setattr(for_others, "for_others", lambda root: found)
        test = page(room, routes=False)
        (warning,) = test.warning
        assert "192.168.1.20:8501" in read(warning.value) and "10.0.0.5" in read(warning.value)
        assert f"http://192.168.1.20:8501/room?code={room['code']}" in read(said(test))

    @pytest.mark.parametrize("kind", ["replaced", "alone", "offline", "unknown"])
    def test_each_warning_names_the_address_that_was_opened(self, kind: Any) -> None:
        words = for_others.in_words("http://localhost:8501/", ForOthers("http://10.0.0.5/", kind))
        assert "localhost:8501" in words and ("10.0.0.5" in words) == (kind == "replaced") and words.endswith(".")

    def test_an_address_that_others_can_open_needs_no_word(self, room: RoomOpening) -> None:
        assert not page(room, routes=False).warning


class TestTheSlowWall:
    def test_members_are_rows_and_their_names_letters(self, room: RoomOpening) -> None:
        students = Students(room["code"], 3, 40)
        held = next(iter(get_rooms()._register))
        get_rooms().steer(room["room"], room["teacher_key"], "allow_own_names", {"is_on": True})
        students.act(students.keys[0], "rename", text="**Ada** <b>")
        for member in held:
            get_run_manager().wait_until(member.run, lambda now: now.ended, SOON)
        test = page(room, routes=False)
        (table,) = test.dataframe
        assert sorted(table.value["Seat"]) == [1, 2, 3] and "**Ada** <b>" in list(table.value["Name"])
        assert list(table.value["Iterations"]) == [40, 40, 40] and "done" in list(table.value["Signal"])
        assert room["code"] in said(test) and "3 present" in said(test)

    def test_all_sketched_curves_are_one_row(self, room: RoomOpening) -> None:
        question = "learning_rate/2/prediction"
        for cost in (0.1, 0.2, 0.2, 0.4):
            student = new_key()
            get_rooms().join(room["code"], student)
            given = {"question": question, "value": [[1, 0.7], [12, cost]]}
            get_rooms().act(room["room"], student, "answer", given, translations)
        get_rooms().steer(room["room"], room["teacher_key"], "reveal", {"question": question})
        (table,) = page(room, routes=False).table
        assert table.value.to_numpy().tolist() == [["a curve", 4]]

    def test_who_looks_on_sees_all_and_has_no_buttons(self, room: RoomOpening) -> None:
        test = page(room, room["co_teacher_key"], routes=False)
        assert len(test.dataframe) == 1
        assert not [button.key for button in test.button if (button.key or "").startswith("slow_")]

    def test_the_class_is_paused_and_goes_on(self, room: RoomOpening) -> None:
        test = press(page(room, routes=False), "slow_pause")
        assert wall(room)["is_paused"] and test.button(key="slow_pause").label == "Go on"
        press(test, "slow_pause")
        assert not wall(room)["is_paused"]

    def test_a_setting_a_step_and_a_sweep_are_sent(self, room: RoomOpening) -> None:
        test = page(room, routes=False)
        press(test, "slow_send_setting")
        push = wall(room)["push"]
        assert push is not None and push["kind"] == "scenario"
        assert RunConfig.from_json(push["config"]).dataset.name == "circles"
        control(test.selectbox, "slow_lesson").set_value("cost").run()
        control(test.selectbox, "slow_step").set_value(1).run()
        press(test, "slow_send_step")
        push = wall(room)["push"]
        assert push is not None and (push["lesson"], push["step"]) == ("cost", 1)

    def test_every_setting_can_be_swept(self, room: RoomOpening) -> None:
        test = page(room, routes=False)
        control(test.number_input, "slow_low_learning_rate").set_value(0.01).run()
        for name, variation in VARIATIONS.items():
            control(test.selectbox, "slow_swept").set_value(name).run()
            press(test, "slow_send_sweep")
            push = wall(room)["push"]
            assert push is not None and push["choice"] == name, said(test)
            if variation.options:
                assert push["values"] == [value for value, _title in variation.options]
            else:
                assert push["between"] is not None and push["between"][0] < push["between"][1]
            if name == "learning_rate":
                assert push["between"] == [0.01, 10.0]
        control(test.selectbox, "slow_swept").set_value("learning_rate").run()
        control(test.number_input, "slow_low_learning_rate").set_value(50.0).run()
        press(test, "slow_send_sweep")
        assert "rising" in read(said(test))

    def test_controls_are_locked_and_hidden_and_names_and_title_set(self, room: RoomOpening) -> None:
        test = page(room, routes=False)
        control(test.multiselect, "slow_locked").set_value(["learning_rate", "units"]).run()
        control(test.multiselect, "slow_hidden").set_value(["units"]).run()
        press(test, "slow_set_controls")
        assert (wall(room)["locked_controls"], wall(room)["hidden_controls"]) == (["learning_rate"], ["units"])
        control(test.toggle, "slow_own_names").set_value(True).run()
        assert wall(room)["allows_own_names"]
        control(test.text_input, "slow_title").set_value("Moons").run()
        press(test, "slow_set_title")
        assert wall(room)["title"] == "Moons"

    def test_a_student_is_opened_starred_presented_and_removed(self, room: RoomOpening) -> None:
        Students(room["code"], 3, 40)
        for tile in wall(room)["members"]:
            assert tile["run"] is not None
            get_run_manager().wait_until(tile["run"]["run"], lambda now: now.ended, SOON)
        test = page(room, routes=False)
        first, second = (tile["id"] for tile in wall(room)["members"][:2])
        for member in (first, second):
            control(test.selectbox, "slow_member").set_value(member).run()
            press(test, "slow_present")
        assert wall(room)["presented"] == [first, second]
        press(test, "slow_earlier")
        assert wall(room)["presented"] == [second, first]
        assert len([tile for tile in wall(room)["members"] if tile["star"]]) == 2
        answers = test.table[0]
        assert "what was seen" in read(answers.value["Question"].iloc[0])
        press(test, "slow_unpresent")
        assert wall(room)["presented"] == [first]
        press(test, "slow_star")
        assert [tile["id"] for tile in wall(room)["members"] if tile["star"]] == [first]
        press(test, "slow_spotlight")
        push = wall(room)["push"]
        assert push is not None and push["spotlight"] == second
        press(test, "slow_remove")
        assert second not in [tile["id"] for tile in wall(room)["members"]]

    def test_who_looks_on_sees_answers_and_may_do_nothing(self, room: RoomOpening) -> None:
        Students(room["code"], 2, 10)
        test = page(room, room["co_teacher_key"], routes=False)
        control(test.selectbox, "slow_member").set_value(wall(room)["members"][0]["id"]).run()
        assert len(test.table) == 1 and not [button for button in test.button if "slow_" in (button.key or "")]

    def test_goal_pace_and_lock_are_set(self, room: RoomOpening) -> None:
        test = page(room, routes=False)
        control(test.number_input, "slow_goal").set_value(0.25).run()
        press(test, "slow_set_goal")
        assert wall(room)["goal_cost"] == 0.25
        press(test, "slow_no_goal")
        assert wall(room)["goal_cost"] is None
        control(test.selectbox, "slow_pace").set_value("up_to").run()
        control(test.number_input, "slow_pace_step").set_value(3).run()
        press(test, "slow_set_pace")
        assert wall(room)["pace"] == {"kind": "up_to", "step": 2}
        press(test, "slow_lock")
        assert wall(room)["is_locked"]

    def test_who_knocks_is_let_in_or_refused(self, room: RoomOpening) -> None:
        get_rooms().steer(room["room"], room["teacher_key"], "lock", {})
        for _number in range(2):
            get_rooms().join(room["code"], new_key())
        test = page(room, routes=False)
        first, second = (knock["id"] for knock in wall(room)["waiting"])
        press(test, f"admit_{first}")
        press(test, f"refuse_{second}")
        assert [tile["id"] for tile in wall(room)["members"]] == [first]
        assert not [button.key for button in test.button if (button.key or "").startswith("admit_")]

    def test_answers_are_hidden_until_they_are_revealed(self, room: RoomOpening) -> None:
        """Of three alternatives nobody has chosen one; which is right depends on each run."""
        students = Students(room["code"], 4, 10)
        test = page(room, routes=False)
        assert len(test.table) == 1 and not test.expander[-1].proto.expanded  # for the teacher alone
        press(test, "slow_reveal_0")
        (table,) = test.table
        assert sum(table.value["first vote"].astype(int)) == 4
        press(test, "slow_second_0")
        assert wall(room)["questions"][0]["is_second_open"]
        press(test, "slow_conceal_0")
        assert wall(room)["questions"][0]["revealed"] == 0
        for key in students.keys:
            students.act(key, "answer", question="layers/1/prediction", value=1)
        test.run()
        press(test, "slow_reveal_0")
        counted = dict(zip(test.table[0].value["Answer"], test.table[0].value["first vote"].astype(int), strict=True))
        assert list(counted.values()) == [0, 4, 0]
        assert not any("right answer" in read(name) for name in counted)
        test.toggle(key="slow_right_layers/1/prediction").set_value(True).run()
        counted = test.table[0].value["Answer"]
        assert [read(name).endswith("(right answer)") for name in counted] == [False, True, False]

    def test_the_room_is_closed_and_the_page_is_that_of_no_room(self, room: RoomOpening) -> None:
        test = press(page(room, routes=False), "slow_close")
        assert "taught" not in test.query_params and test.button(key="open_room_button")
        assert len(get_rooms()) == 0


class TestTheSlowCurves:
    def test_charts_beside_each_other_have_the_same_axes(self, room: RoomOpening) -> None:
        Students(room["code"], 14, 60)  # one of which diverges
        tiles = [tile for tile in wall(room)["members"] if tile["run"]]
        for tile in tiles:
            assert tile["run"] is not None
            get_run_manager().wait_until(tile["run"]["run"], lambda now: now.ended, SOON)
        tiles = wall(room)["members"]
        texts = wall_texts(ENGLISH)
        figures = [slow_member.curves_figure([tile], texts, "light", beside=tiles) for tile in tiles]
        axes = {(tuple(each.layout.xaxis.range), tuple(each.layout.yaxis.range)) for each in figures}
        assert len(axes) == 1
        ((_left, right), (low, high)) = axes.pop()
        costs = [cost for tile in tiles if tile["run"] for cost in tile["run"]["curve"][1][:1]]
        assert right == 60 and low < high and all(10**low <= cost <= 10**high for cost in costs)
        assert slow_member.curves_figure([], texts, "dark").layout.yaxis.range == (-1, 0)


class TestTheWall:
    def test_starred_tiles_become_a_comparison(self, room: RoomOpening) -> None:
        Students(room["code"], 3, 30)
        for tile in wall(room)["members"]:
            run = tile["run"]
            assert run is not None
            get_run_manager().wait_until(run["run"], lambda now: now.ended, SOON)
        members = wall(room)["members"][:2]
        for tile in members:
            get_rooms().steer(room["room"], room["teacher_key"], "star", {"member": tile["id"]})
        starred = [tile for tile in wall(room)["members"] if tile["star"] is not None]
        runs = read_comparison(comparison_of(starred))
        assert [run.recipe.until for run in runs] == [30, 30]
        assert {run.number for run in runs} == {tile["seat"] for tile in starred}
        with pytest.raises(DnnError, match="star another one"):
            comparison_of(starred[:1])

    def test_every_setting_can_be_swept_with_values_that_it_takes(self) -> None:
        config = RunConfig.from_dict({"dataset": {"name": "circles"}})
        for document, (name, variation) in zip(_settings(config), VARIATIONS.items(), strict=True):
            assert document["name"] == name
            values: list[Any] = [value for value, _title in document["options"]] or [document["low"], document["high"]]
            assert len(values) >= 2 and values[0] is not None
            for value in values:
                variation.vary(config, value)

    def test_the_browser_presents_as_many_as_the_server(self) -> None:
        assert f"MAX_PRESENTED = {MAX_PRESENTED};" in (STATIC / "wall" / "opened.js").read_text("utf-8")

    def test_every_text_goes_through_the_translation(self) -> None:
        texts = wall_texts(Marked("«»"))
        assert texts.pop("language") == "en" and {text[:2] for text in texts.values()} == {"«»"}

    def test_rows_say_the_place_and_the_need(self, room: RoomOpening) -> None:
        Students(room["code"], 5, 10)
        rows = slow_wall.rows(wall(room), wall_texts(ENGLISH), has_names=True)
        by_seat = {row["Seat"]: row for row in rows}
        assert by_seat[4]["Answer"].startswith("α = 1; with α = 10")  # each student has another order, so no letter
        assert slow_wall.rows(wall(room), wall_texts(ENGLISH), has_names=False)[0]["Name"].startswith("Seat ")
        assert by_seat[4]["Help"] == "asks for help" and by_seat[1]["Step"] == "step 2 · try"


def _settings(config: RunConfig) -> list[Any]:
    return list(sendable.settings_documents(config))
