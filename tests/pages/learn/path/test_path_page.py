"""The page of lessons: the list of all, each lesson's steps in both languages, links, and the way from step to step."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dnn.background.services import get_run_manager
from dnn.lesson_files import lessons
from dnn.lessons.path.progress import LEFT_OPEN_AFTER, MAX_ATTEMPTS, StepProgress, answered, open_step
from pages.locale.languages import LANGUAGES
from pages.shared.session import session
from pages.shared.session.values import VALUES
from tests.dnn.background.running import SOON
from tests.lesson_answers import right
from tests.pages.learn.path.walking import Walker, buttons, lesson_named, page, put, shown, visitor_of
from tests.pages.opened import as_written, control, read, said

ALL = list(lessons())


def assert_whole_markdown(words: str) -> None:
    """Formulas, bold letters and code end where they began, and nothing of a template is left."""
    outside = "".join(words.split("$")[::2])
    assert words.count("$") % 2 == 0 and words.count("**") % 2 == 0 and outside.count("`") % 2 == 0, words
    assert not re.search(r"\{[a-z_]*\}|\\(?:frac|hat|alpha|sigma|dots|cdot)|\^\{?\[", outside), words


def markdown_of(test) -> list[str]:  # type: ignore[no-untyped-def]
    kinds = (test.error, test.warning, test.info, test.success, test.markdown, test.caption)
    words = [each.value for kind in kinds for each in kind]
    return [*words, *(option for each in test.radio for option in each.options)]


def parameters(test) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """The page's own parameters as they go into its link."""
    found: dict[str, str] = test.session_state[VALUES]["parameters"]
    return found


class TestOverview:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_lists_all_lessons_and_both_tests_in_order(self, language: str) -> None:
        test = page(lang=language)
        opening = [key for key in buttons(test) if key and key.startswith(("open_lesson_", "open_test_"))]
        assert opening == ["open_test_before", *(f"open_lesson_{name}" for name in ALL), "open_test_after"]
        for words in markdown_of(test):
            assert_whole_markdown(words)
        english = {str(lesson.title) for lesson in lessons().values()}
        told = shown(test)
        assert all(title in told for title in english) == (language == "en")

    def test_the_title_of_a_lesson_opens_it_as_its_button_does(self) -> None:
        for key in ("open_title_cost", "open_lesson_cost"):
            test = page()
            test.button(key=key).click().run()
            assert test.query_params["lesson"] == "cost" and "all_lessons" in buttons(test)

    def test_the_next_lesson_is_the_one_that_stands_out(self) -> None:
        test = page()
        standing_out = [key for key, each in buttons(test).items() if key and each.proto.type == "primary"]
        assert standing_out == ["open_test_before"]
        walker = Walker("layers")
        walker.predict(0)
        walker.press("all_lessons")
        standing_out = [key for key, each in buttons(walker.test).items() if key and each.proto.type == "primary"]
        assert standing_out == [f"open_lesson_{ALL[0]}"]

    def test_it_says_how_far_each_lesson_is(self) -> None:
        walker = Walker("layers")
        walker.walk(0)
        walker.press("all_lessons")
        assert "step 2 of 2" in said(walker.test)
        assert walker.test.button(key="open_lesson_layers").label == f"Go on *{walker.lesson.title}*"
        walker.press("open_lesson_layers")
        walker.walk(1)
        walker.press("all_lessons")
        assert "4 of 4 at once" in said(walker.test)
        assert walker.test.button(key="open_lesson_layers").label == f"Look again *{walker.lesson.title}*"
        assert walker.test.button(key="open_lesson_shapes").proto.type == "primary"


class TestLinks:
    @pytest.mark.parametrize(
        "name",
        ["nothing", "<b>x</b>", "own-", "own-" + "0" * 22, "own-../../etc", "own-" + "f" * 500, "$x$ [a](b)", "0"],
    )
    def test_a_lesson_that_is_not_there_is_said_and_all_are_shown(self, name: str) -> None:
        test = page(lesson=name)
        assert len(test.error) == 1 and "the name of a lesson that there is" in test.error[0].value
        assert "<b>" not in test.error[0].value and "](" not in test.error[0].value
        assert "open_lesson_layers" in buttons(test)

    @pytest.mark.parametrize("part", ["2", "3", "99", "0", "-1", "x", "result", "1e9", "２", "01", ""])
    def test_a_step_that_is_not_open_yet_leads_to_the_one_that_is(self, part: str) -> None:
        test = page(lesson="layers", part=part)
        assert [each.value for each in test.subheader] == [str(lessons()["layers"].steps[0].title)]
        assert "commit_prediction" in buttons(test) and not test.error

    def test_a_step_that_is_done_can_be_opened_again_and_the_link_says_which(self) -> None:
        walker = Walker("layers")
        assert parameters(walker.test)["part"] == "1"
        walker.walk(0)
        assert parameters(walker.test)["part"] == "1"  # she goes on when she likes
        walker.press("next_step")
        assert parameters(walker.test) | {} == {"lesson": "layers", "part": "2"}
        walker.press("lesson_step_0")
        assert "next_step" in buttons(walker.test) and parameters(walker.test)["part"] == "1"
        assert not walker.test.button(key="lesson_step_1").disabled

    def test_later_steps_are_locked(self) -> None:
        locked = {
            key: each.disabled
            for key, each in buttons(page(lesson="backward")).items()
            if key and key.startswith("lesson_step_")
        }
        assert list(locked.values()) == [False, True, True]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_the_first_step_has_whole_words_in_every_language(name: str, language: str) -> None:
    test = page(lesson=name, lang=language)
    assert not test.error
    if not buttons(test)["commit_prediction"].disabled:  # one of several is chosen: what is missing is said
        test.button(key="commit_prediction").click().run()
        assert "commit_prediction" in buttons(test) and len(test.warning) == 1
    for words in markdown_of(test):
        assert_whole_markdown(words)
    first = lessons()[name].steps[0]
    assert (str(first.text) in said(test)) == (language == "en")
    if language == "zh":
        titles = [*test.header, *test.subheader]
        assert all(re.search(r"[\u4e00-\u9fff]", each.value) for each in titles), [each.value for each in titles]


@pytest.mark.parametrize("name", ALL)
def test_a_lesson_is_walked_to_its_end_and_summed_up(name: str) -> None:
    walker = Walker(name)
    for place in range(len(walker.lesson.steps)):
        assert open_step(walker.lesson, walker.progress) == place
        walker.walk(place)
        for words in markdown_of(walker.test):
            assert_whole_markdown(words)
        walker.press("next_step")
    count = sum(len(step.questions) for step in walker.lesson.steps)
    assert f"**{count}** of {count} question" in said(walker.test) and "To be repeated" not in said(walker.test)
    assert "lesson_again" in buttons(walker.test) and ("next_lesson" in buttons(walker.test)) == (name != ALL[-1])
    for words in markdown_of(walker.test):
        assert_whole_markdown(words)


def test_the_answers_of_all_lessons_stand_on_one_page() -> None:
    """None of its parts may be called as another."""
    test = page()
    for name in ALL:
        go_to(test, lesson=name)
        walker = Walker(name, test)
        for place in range(len(walker.lesson.steps)):
            walker.walk(place)
            walker.press("next_step")
    go_to(test, lesson="answers")
    assert len(test.subheader) == len(ALL)
    for words in markdown_of(test):
        assert_whole_markdown(words)


def test_answers_are_shown_with_what_was_asked_and_lead_to_what_is_to_be_repeated() -> None:
    walker = Walker("learning_rate")
    walker.predict(0)
    walker.do(0)
    walker.see(0, is_right=False)
    walker.see(0)
    walker.answer(0, 0, is_right=False)
    walker.answer(0, 0)
    walker.press("next_step")
    walker.walk(1)
    walker.press("next_step")
    told, lesson = said(walker.test), walker.lesson
    for step in lesson.steps:
        assert step.prediction is not None and step.observation is not None
        assert str(step.prediction.question) in told and str(step.observation.question) in told
    for place in range(2):
        draw = walker.step(place).question(0).draw
        assert str(walker.answers.question(place, 0, draw, walker.step(place).facts).prompt) in told
    assert "a sketched curve from 1.00 to 0.500" in told and "in the chart" not in told
    assert told.count("after 2 tries") == 2 and told.count("at once**") == 2
    ways = {key: each for key, each in buttons(walker.test).items() if key and key.startswith("repeat_")}
    assert [each.label for each in ways.values()] == [f"Step 1: {lesson.steps[0].title}"]
    next(iter(ways.values())).click().run()
    assert parameters(walker.test)["part"] == "1" and "check_answer" not in buttons(walker.test)


def go_to(test, **link: str) -> None:  # type: ignore[no-untyped-def]
    """Follow a link within the page."""
    test.session_state[VALUES]["parameters"] = link
    test.run()
    assert not test.exception


class TestStep:
    def test_what_was_seen_wrongly_is_asked_again_with_the_reason(self) -> None:
        walker = Walker("layers")
        walker.predict(0)
        walker.do(0)
        walker.see(0, is_right=False)
        (chosen,) = walker.step(0).seen
        step = walker.lesson.steps[0]
        alternative = step.observation.alternatives[chosen]  # type: ignore[union-attr]
        assert str(alternative.because) in as_written(walker.test.error[0].value) and walker.phase(0) == "see"
        assert str(step.explanation) not in said(walker.test)
        walker.see(0)
        assert walker.phase(0) == "check" and str(step.explanation) in said(walker.test)

    def test_a_wrong_answer_brings_its_reason_and_other_numbers(self) -> None:
        walker = Walker("shapes")
        for act in (walker.predict, walker.do, walker.see):
            act(0)
        before = walker.answers.question(0, 0, 0, walker.step(0).facts)
        walker.answer(0, 0, is_right=False)
        after = walker.answers.question(0, 0, 1, walker.step(0).facts)
        assert before.prompt != after.prompt and str(after.prompt) in said(walker.test)
        assert "You were asked" in said(walker.test), "why it was wrong is seen with the numbers that it was about"
        assert said(walker.test).index(str(before.prompt)) < said(walker.test).index(str(after.prompt))
        assert "is not right" in walker.test.error[0].value and walker.step(0).question(0).draw == 1
        walker.answer(0, 0)
        assert walker.step(0).question(0).is_done and not walker.step(0).question(0).is_right_at_once

    @pytest.mark.parametrize("name", ["shapes", "output_gradient"])
    def test_what_was_chosen_counts_though_the_page_has_not_drawn_it_yet(self, name: str) -> None:
        walker = Walker(name)
        walker.press("commit_prediction")
        assert walker.phase(0) == "predict" and len(walker.test.warning) == 1, "nothing is chosen yet"
        key = f"predicted_{name}_0_{walker.progress.seed}"
        walker.test.radio(key=key).set_value(1)  # sent with the press
        walker.press("commit_prediction")
        assert walker.step(0).prediction == 1 and not walker.test.warning
        walker.do(0)
        walker.press("commit_observation")
        assert walker.phase(0) == "see" and len(walker.test.warning) == 1
        walker.test.radio(key=f"seen_{name}_0_{walker.progress.seed}_0").set_value(walker.answers.seen(0))
        walker.press("commit_observation")
        assert walker.phase(0) == "check" and not walker.test.warning
        walker.press("check_answer")
        assert not walker.step(0).question(0).attempts and len(walker.test.warning) == 1

    def test_what_stands_on_the_slider_counts_only_once_it_is_said_to(self) -> None:
        walker = Walker("forward")
        assert walker.test.button(key="commit_prediction").disabled
        assert "from −4 to 4" in shown(walker.test) and walker.test.button(key="expect_this").label == "I expect just 0"
        assert "Move the point first, or press “I expect just 0”." in said(walker.test)
        walker.press("expect_this")
        assert not walker.test.button(key="commit_prediction").disabled and "expect_this" not in buttons(walker.test)
        assert "Move the point first" not in said(walker.test)
        walker.press("commit_prediction")
        assert walker.step(0).prediction == 0

    def test_the_sentences_stay_in_their_order_after_a_wrong_one(self) -> None:
        walker = Walker("cost")
        walker.predict(0)
        walker.do(0)
        key = f"seen_cost_0_{walker.progress.seed}"
        first = walker.test.radio(key=f"{key}_0").options
        walker.test.radio(key=f"{key}_0").set_value(next(at for at in range(3) if at != walker.answers.seen(0)))
        walker.press("commit_observation")
        assert walker.phase(0) == "see" and walker.test.radio(key=f"{key}_1").value is None
        assert walker.test.radio(key=f"{key}_1").options == first

    @pytest.mark.parametrize(("name", "is_said"), [("goal", False), ("learning_rate", True)])
    def test_that_there_is_nothing_to_sketch_is_said_where_other_steps_are_sketched(
        self, name: str, is_said: bool
    ) -> None:
        lesson = lesson_named(name)
        assert any(step.prediction and step.prediction.kind == "curve" for step in lesson.steps) is is_said
        assert ("there is nothing to sketch" in shown(Walker(name).test)) is is_said

    def test_an_empty_field_is_no_answer(self) -> None:
        walker = Walker("forward")
        for act in (walker.predict, walker.do, walker.see):
            act(0)
        walker.press("check_answer")
        assert "Type a number first" in said(walker.test) and walker.step(0).question(0).attempts == ()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_new_words_are_explained_below_the_text_of_their_step(self, language: str) -> None:
        test = page(lesson="depth", lang=language)
        guessing = {"en": "**guessing**: giving every example", "zh": "**盲猜**：不看输入"}
        assert guessing[language] in said(test)
        assert guessing[language] not in said(page(lesson="cost", lang=language)), "it was explained before"
        cost = {"en": "**cost**: $J$, how wrong", "zh": "**成本**：$J$"}
        assert cost[language] not in said(test), "it stands in what is asked later"

    def test_a_lesson_that_is_begun_goes_on(self) -> None:
        walker = Walker("layers")
        walker.predict(0)
        walker.press("all_lessons")
        assert walker.test.button(key="open_lesson_layers").label == f"Go on *{walker.lesson.title}*"
        assert "step 1 of 2" in said(walker.test)

    def test_what_is_to_be_repeated_leads_to_its_step(self) -> None:
        walker = Walker("layers")
        for act in (walker.predict, walker.do, walker.see):
            act(0)
        walker.answer(0, 0, is_right=False)
        for which in (0, 1):
            walker.answer(0, which)
        walker.press("next_step")
        walker.walk(1)
        walker.press("next_step")
        assert "repeat_layers_1" not in buttons(walker.test)
        assert walker.test.button(key="repeat_layers_0").label == f"Step 1: {walker.lesson.steps[0].title}"
        walker.press("repeat_layers_0")
        assert parameters(walker.test) | {} == {"lesson": "layers", "part": "1"}

    def test_after_the_last_lesson_come_the_six_questions(self) -> None:
        walker = Walker("goal")
        for place, step in enumerate(walker.lesson.steps):
            own = StepProgress(
                prediction=0 if step.prediction.kind == "choice" else 3.0, facts=walker.answers.facts(place)
            )  # type: ignore[union-attr]
            if step.observation is not None:
                own = replace(own, seen=(walker.answers.seen(place),))
            for which in range(len(step.questions)):
                question = walker.answers.question(place, which, 0)
                own = answered(own, which, right(question), is_right=True)
            put(walker, walker.progress.with_step(place, own))
        walker.test.run()
        for key in ("lesson_step_2", "next_step", "open_test_after"):
            walker.press(key)
        assert "Question 1 of 6" in said(walker.test)

    def test_the_second_wrong_answer_brings_the_way_to_the_right_one(self) -> None:
        walker = Walker("shapes")
        for act in (walker.predict, walker.do, walker.see):
            act(0)
        walker.press("next_hint")
        walker.answer(0, 0, is_right=False)
        assert "Right answer" not in said(walker.test)
        assert not [each for each in walker.test.info if "Hint" in each.value], "its numbers are of the old question"
        missed = walker.answers.question(0, 0, 1, walker.step(0).facts)
        walker.answer(0, 0, is_right=False)
        told = next(as_written(each.value) for each in walker.test.info if "Right answer" in each.value)
        choice = missed.choices[missed.right]  # type: ignore[union-attr]
        assert str(choice.text) in told and str(choice.explanation) in told
        walker.answer(0, 0)
        assert walker.step(0).question(0).is_done and not walker.step(0).question(0).is_right_at_once

    def test_a_step_whose_question_was_missed_often_may_be_left_open(self) -> None:
        walker = Walker("shapes")
        for act in (walker.predict, walker.do, walker.see):
            act(0)
        for _miss in range(LEFT_OPEN_AFTER):
            assert "next_step" not in buttons(walker.test)
            walker.answer(0, 0, is_right=False)
        walker.press("next_step")
        assert parameters(walker.test)["part"] == "2" and walker.phase(1) == "predict"
        walker.predict(1)
        assert walker.phase(1) == "try" and walker.phase(0) == "check", "nothing is passed by it"
        walker.press("lesson_step_0")
        walker.answer(0, 0)
        walker.answer(0, 1)
        assert walker.phase(0) == "done"

    def test_a_link_to_a_step_that_is_not_open_says_so(self) -> None:
        assert "Step 2 opens once the steps before it are done." in said(page(lesson="layers", part="2"))
        assert "opens once" not in said(page(lesson="layers", part="1"))

    def test_a_link_to_a_step_that_is_not_open_turns_to_none_by_itself(self) -> None:
        walker = Walker("layers", part="2")
        walker.walk(0)
        assert walker.test.query_params["part"] == "1" and "next_step" in buttons(walker.test)

    def test_a_control_keeps_its_value_in_another_language(self) -> None:
        walker = Walker("output_gradient")
        walker.predict(0)
        walker.do(0)
        control(walker.test.button_group, session.LANGUAGE).set_value("zh").run()
        assert walker.phase(0) == "see" and "$z=0$, $y=1$" in said(walker.test)

    def test_what_is_missing_of_a_task_is_said_beside_it(self) -> None:
        walker = Walker("output_gradient")
        walker.predict(0)
        task = str(walker.lesson.steps[0].experiment.task)
        missing = "above the picture: label y → 1."
        assert said(walker.test).count(task) == 2 and missing not in said(walker.test), "nobody has tried yet"
        control(walker.test.button_group, "lesson_output_gradient_0_z_value").set_value(2).run()
        assert missing in said(walker.test)

    def test_hints_come_one_after_the_other_and_end(self) -> None:
        walker = Walker("shapes")
        for act in (walker.predict, walker.do, walker.see):
            act(0)
        question = walker.answers.question(0, 0, 0, walker.step(0).facts)
        for number in (1, 2, 3):
            walker.press("next_hint")
            assert [str(hint) for hint in question.hints[:number]] == [
                as_written(each.value.split("**: ", 1)[1]) for each in walker.test.info
            ]
            assert ("Those were all hints" in said(walker.test)) is (number == 3)
        assert "next_hint" not in buttons(walker.test)
        walker.answer(0, 0)
        assert not walker.step(0).question(0).is_right_at_once

    def test_after_very_many_wrong_answers_the_question_goes_on(self) -> None:
        walker = Walker("shapes")
        for act in (walker.predict, walker.do, walker.see):
            act(0)
        step = walker.step(0)
        for draw in range(MAX_ATTEMPTS + 2):
            question = walker.answers.question(0, 0, draw, step.facts)
            step = answered(step, 0, (question.right + 1) % 4, is_right=False)  # type: ignore[union-attr]
        put(walker, walker.progress.with_step(0, step))
        walker.test.run()
        assert "is not right" in walker.test.error[0].value
        walker.answer(0, 0)
        assert walker.step(0).question(0).is_done and not walker.test.exception

    def test_an_answer_of_another_version_breaks_no_page(self) -> None:
        walker = Walker("shapes")
        walker.walk(0)
        step = walker.step(0)
        put(
            walker,
            walker.progress.with_step(
                0,
                replace(
                    step, questions=(answered(StepProgress(), 0, 0.5, is_right=True).question(0), *step.questions[1:])
                ),
            ),
        )
        walker.test.run()
        assert not walker.test.exception and "next_step" in buttons(walker.test)

    def test_the_same_lesson_again_has_another_network(self) -> None:
        walker = Walker("layers")
        for place in (0, 1):
            walker.walk(place)
            walker.press("next_step")
        seed = walker.progress.seed
        walker.press("lesson_again")
        assert walker.progress.seed != seed and walker.progress.steps == ()
        assert "commit_prediction" in buttons(walker.test)

    def test_two_learners_have_other_networks(self) -> None:
        seeds = {Walker("shapes").answers.seed for _learner in range(6)}
        assert len(seeds) > 1

    def test_a_control_that_does_not_do_the_task_says_so(self) -> None:
        walker = Walker("layers")
        walker.walk(0)
        walker.press("next_step")
        walker.predict(1)
        assert walker.phase(1) == "try"
        from tests.pages.opened import control

        control(walker.test.button_group, "lesson_layers_1_depth_value").set_value(3).run()
        assert "Not there yet" in said(walker.test) and walker.phase(1) == "try"
        control(walker.test.button_group, "lesson_layers_1_depth_value").set_value(4).run()
        assert walker.phase(1) == "see"


class TestOpenPages:
    """A page that has stayed open, while another tab went on or everything was deleted."""

    def test_a_press_that_is_late_changes_nothing(self) -> None:
        walker = Walker("layers")
        key = f"predicted_layers_0_{walker.progress.seed}"
        walker.test.radio(key=key).set_value(1).run()
        elsewhere = StepProgress(prediction=0)
        put(walker, walker.progress.with_step(0, elsewhere))
        walker.press("commit_prediction")
        assert walker.step(0).prediction == 0

    def test_two_tabs_go_on_from_each_other(self) -> None:
        walker = Walker("layers")
        walker.predict(0)
        other = page()
        other.session_state[VALUES] = other.session_state[VALUES] | {session.VISITOR: visitor_of(walker.test)}
        other.session_state[VALUES]["parameters"] = {"lesson": "layers"}
        other.run()
        second = Walker("layers", other)
        assert second.answers.seed == walker.answers.seed
        second.do(0)
        second.see(0)
        walker.test.run()
        walker.answer(0, 0)
        second.test.run()
        assert second.step(0).question(0).is_done and read(said(second.test))


class TestGoal:
    def test_tries_are_counted_and_can_be_begun_anew(self) -> None:
        walker = Walker("goal")
        walker.walk(0)
        walker.press("next_step")
        walker.predict(1)
        settings = [(rate, units) for units in (3, 2, 4, 6) for rate in (0.1, 0.03)]
        for left, (rate, units) in zip(range(8, 0, -1), settings, strict=True):
            assert f"{left} tr" in said(walker.test) and walker.phase(1) == "try"
            for name, value in (("learning_rate", rate), ("units", units)):
                control(walker.test.button_group, f"lesson_goal_1_{name}_value").set_value(value).run()
            walker.press("try_it")
            settled(walker, 1)
            if left > 1:
                assert walker.test.button(key="try_it").disabled, "the same once more says nothing new"
                assert f"what you tried as number {9 - left}" in said(walker.test)
        assert "All tries are used" in said(walker.test)
        assert "try_it" not in buttons(walker.test) and len(walker.step(1).settings) == 8
        walker.press("tries_anew")
        assert walker.step(1).settings == walker.step(1).runs == () and walker.step(1).prediction is not None
        walker.do(1)
        assert walker.phase(1) == "check"


def settled(walker: Walker, place: int) -> None:
    """Wait until the runs of a step have come to their end, and the page knows it."""
    for run_id in walker.step(place).runs:
        get_run_manager().wait_until(run_id, lambda run: run.ended, SOON)
    walker.test.run()
    assert not walker.test.exception
