"""The Train page without a browser: what it draws, in both languages, and what its controls do to the run."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from dnn.background.services import get_run_manager, open_runs
from dnn.background.settings import Settings
from dnn.configuration import RunConfig
from dnn.datasets import OFFERED, from_arrays
from dnn.export import EXPORTS
from dnn.initializers import INITIALIZERS
from dnn.optimizers import OPTIMIZERS
from pages.lab.train import run_buttons
from pages.locale.languages import translations
from pages.shared.run import controls_data, controls_hyperparameters
from pages.shared.session import control_keys, link, session
from pages.shared.session.run_view import MAIN
from pages.shared.session.values import VALUES
from pages.shared.take_away.preview import PICTURES
from tests.pages.opened import SCRIPT, SLOWEST, control, opened, read, said

SOON = 20.0


def run_id(test: AppTest) -> str:
    return str(test.session_state[VALUES]["run"])


def steered(**query: str) -> AppTest:
    """The page on a host that does not serve the app's routes, where Streamlit's own buttons steer the run."""
    return opened(routes=False, **query)


def button(test: AppTest, key: str):  # type: ignore[no-untyped-def]
    return test.button(key=key)


@pytest.mark.parametrize("name", OFFERED)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_draws_every_dataset_in_both_languages(name: str, language: str) -> None:
    test = opened(data=name, lang=language)
    assert not test.error and not test.warning
    assert control(test.selectbox, "data").value == name


def test_a_table_that_is_stored_can_be_trained_on_and_its_words_are_shown_as_they_are() -> None:
    table = from_arrays([[0.5, 1, 2, 3], [1, 0, 1, 0]], [0, 1, 1, 0], class_names=["{no}", "*yes*"])
    test = opened(data="table", content=str(table.option("content")))
    assert not test.error and not test.warning
    assert control(test.selectbox, "data").value == "table"


def test_a_table_that_is_not_stored_is_a_sentence_and_the_page_stays() -> None:
    test = opened(data="table")
    assert ["stored here" in read(each.value) for each in test.error] == [True]
    assert control(test.selectbox, "data").value == "circles"
    assert "Your table" not in control(test.selectbox, "data").options


def test_the_menus_offer_what_is_registered() -> None:
    test = steered()
    assert list(control(test.selectbox, "optimizer").options) == [str(each.title) for each in OPTIMIZERS.values()]
    assert list(control(test.selectbox, "initializer").options) == [str(each.title) for each in INITIALIZERS.values()]


def test_train_pause_and_go_on() -> None:
    test = steered(iterations="100000000", pace="10")
    button(test, "train").click().run()
    assert get_run_manager().get(run_id(test)).moving
    button(test, "pause").click().run()
    assert get_run_manager().get(run_id(test)).status == "paused"
    button(test, "train").click().run()
    assert get_run_manager().get(run_id(test)).moving


def test_a_step_makes_one_iteration() -> None:
    test = steered()
    button(test, "step_iteration").click().run()
    runs = get_run_manager()
    there = runs.wait_until(run_id(test), lambda now: now.status == "paused" and now.iteration == 1, SOON)
    assert there.iteration == 1


def test_a_finished_run_begins_again_with_the_same_costs() -> None:
    test = steered(iterations="200", pace="full")
    costs = []
    for _ in range(2):
        button(test, "train").click().run()
        get_run_manager().wait_until(run_id(test), lambda now: now.status == "finished", SOON)
        costs.append(get_run_manager().poll(run_id(test), -1, -1)["points"])
        test.run()
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ({"iterations": "50"}, "finished", "The run has ended; reset it or allow more iterations."),
        ({"data": "diabetes", "learning_rate": "50"}, "stopped", "The run has stopped early"),
    ],
)
def test_a_run_that_can_make_no_further_step_says_why(query: dict[str, str], status: str, said: str) -> None:
    test = steered(pace="full", **query)
    button(test, "train").click().run()
    get_run_manager().wait_until(run_id(test), lambda now: now.status == status, SOON)
    test.run()
    for key in ("step_iteration", "step_epoch"):
        assert button(test, key).disabled and said in button(test, key).help
    button(test, "reset").click().run()
    assert not button(test, "step_iteration").disabled


def test_a_finished_run_that_may_make_more_iterations_makes_a_step() -> None:
    test = steered(iterations="50", pace="full")
    button(test, "train").click().run()
    get_run_manager().wait_until(run_id(test), lambda now: now.status == "finished", SOON)
    test.run()
    control(test.number_input, "iterations").set_value(60).run()
    button(test, "step_iteration").click().run()
    get_run_manager().wait_until(run_id(test), lambda now: now.status == "paused" and now.iteration == 51, SOON)


def test_a_run_at_its_target_goes_on_step_by_step() -> None:
    test = steered(iterations="100000", target_cost="0.6", pace="full")
    button(test, "train").click().run()
    there = get_run_manager().wait_until(run_id(test), lambda now: now.status == "stopped", SOON)
    test.run()
    button(test, "step_iteration").click().run()
    get_run_manager().wait_until(run_id(test), lambda now: now.iteration == there.iteration + 1, SOON)


def test_another_learning_rate_changes_the_run() -> None:
    test = steered(iterations="100000000", pace="10")
    button(test, "train").click().run()
    first = run_id(test)
    control(test.number_input, "learning_rate").set_value(0.5).run()
    assert run_id(test) == first
    assert get_run_manager().get(first).config.hyperparameters.learning_rate == 0.5


def test_another_network_replaces_a_run_that_trains_and_leaves_one_that_does_not() -> None:
    test = steered(iterations="100000000", pace="10")
    button(test, "train").click().run()
    first = run_id(test)
    get_run_manager().wait_until(first, lambda run: run.iteration > 0, SOON)
    control(test.number_input, "hidden_layers").set_value(3).run()
    second = run_id(test)
    assert second != first and get_run_manager().get(second).moving
    assert get_run_manager().get(first).status == "paused"
    get_run_manager().wait_until(second, lambda run: run.iteration > 0, SOON)
    button(test, "pause").click().run()
    control(test.number_input, "units_1").set_value(5).run()
    assert test.session_state[VALUES]["run"] is None and get_run_manager().get(second).status == "paused"


def test_a_run_without_an_iteration_goes_with_its_network() -> None:
    test = steered(iterations="100")
    button(test, "new_weights").click().run()
    run = get_run_manager().start(
        test.session_state[VALUES]["config"], test.session_state[VALUES]["visitor"], paused=True
    )
    test.session_state[VALUES]["run"] = run.id
    control(test.number_input, "units_1").set_value(5).run()
    assert get_run_manager().get(run.id) is None


@pytest.mark.parametrize(("written", "shown"), [("full", "Full speed"), ("10", "10 iterations/s")])
def test_the_menu_shows_the_speed_limit_of_the_link_and_full_speed_can_be_chosen(written: str, shown: str) -> None:
    test = steered(iterations="100000000", pace=written)
    menu = control(test.selectbox, "speed_limit")
    assert menu.value is not None and menu.format_func(menu.value) == shown
    button(test, "train").click().run()
    assert get_run_manager().get(run_id(test)).speed_limit == (None if written == "full" else 10)
    control(test.selectbox, "speed_limit").select("Full speed").run()
    assert get_run_manager().get(run_id(test)).speed_limit is None and test.query_params["pace"] == "full"


def test_new_weights_come_from_another_seed() -> None:
    test = steered()
    button(test, "step_iteration").click().run()
    before = test.session_state[VALUES]["config"].seed
    button(test, "new_weights").click().run()
    assert test.session_state[VALUES]["config"].seed != before
    assert get_run_manager().get(run_id(test)).config == test.session_state[VALUES]["config"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"learning_rate": "-1"}, "learning_rate"),
        ({"data": "mnist"}, "name"),
        ({"hidden": "8.tanh-x"}, "hidden"),
        ({"hidden": "9999.tanh"}, "units"),
        ({"pace": "7"}, "pace"),
        ({"scale": "cubic"}, "scale"),
        ({"smoothing": "1"}, "smoothing"),
        ({"smoothing": "much"}, "smoothing"),
        ({"samples": "1e99"}, "samples"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_bad_link_is_answered_in_one_sentence(query: dict[str, str], said: str, language: str) -> None:
    test = opened(lang=language, **query)
    (error,) = test.error
    assert said in read(error.value)
    assert ("Expected" in error.value) == (language == "en")


def test_a_run_that_is_gone_is_explained() -> None:
    test = steered(run="A" * 22)
    assert "This run is not on the server" in test.info[0].value and run_id(test) == "A" * 22
    control(test.number_input, "l2").set_value(0.5).run()
    assert run_id(test) == "A" * 22
    button(test, "dismiss_run").click().run()
    assert not test.info and test.session_state[VALUES]["run"] is None and test.query_params["l2"] == "0.5"


def test_a_run_that_is_gone_is_trained_again_with_its_settings() -> None:
    test = steered(run="A" * 22, l2="0.5", iterations="100000000", pace="10")
    button(test, "train_again").click().run()
    again = get_run_manager().get(run_id(test))
    assert again.moving and again.config.hyperparameters.l2 == 0.5 and not test.info


@pytest.mark.parametrize("run", ["../../x", "a b", "", "a" * 65])
def test_what_is_no_id_of_a_run_is_refused(run: str) -> None:
    test = opened(run=run)
    assert "Expected run to be the id of a run" in read(test.error[0].value)
    assert test.session_state[VALUES]["run"] is None and "run" not in test.query_params


def test_a_run_that_is_gone_leaves_with_its_network() -> None:
    test = opened(run="A" * 22)
    control(test.number_input, "units_1").set_value(5).run()
    assert not test.info and test.session_state[VALUES]["run"] is None


def second_tab(test: AppTest, visitor: str | None = None) -> AppTest:
    """The page in another tab of the same visitor's, or of another one's, on the same run."""
    other = AppTest.from_file(SCRIPT, default_timeout=SLOWEST)
    kept = test.session_state[VALUES]
    routes_missing = kept.get(session.ROUTES_MISSING, False)
    other.session_state[VALUES] = {
        session.VISITOR: visitor or kept[session.VISITOR],
        session.ROUTES_MISSING: routes_missing,
    }
    for name, value in test.query_params.items():
        other.query_params[name] = value
    return other.run()


def test_a_second_tab_takes_over_what_the_first_has_changed() -> None:
    one = steered(iterations="100000000", pace="10")
    button(one, "train").click().run()
    other = second_tab(one)
    control(one.number_input, "l2").set_value(0.5).run()
    button(other, "pause").click().run()
    run = get_run_manager().get(run_id(one))
    assert run.status == "paused" and run.config.hyperparameters.l2 == 0.5 and run_id(other) == run.id
    assert session_config(other) == run.config and other.query_params["l2"] == "0.5"
    assert control(other.number_input, "l2").value == 0.5


def test_a_second_tabs_own_change_joins_that_of_the_first() -> None:
    one = steered(iterations="100000000", pace="10")
    button(one, "train").click().run()
    other = second_tab(one)
    control(one.number_input, "l2").set_value(0.5).run()
    control(other.number_input, "learning_rate").set_value(0.25).run()
    now = get_run_manager().get(run_id(one)).config.hyperparameters
    assert (now.l2, now.learning_rate) == (0.5, 0.25) and session_config(other).hyperparameters == now
    one.run()
    assert session_config(one).hyperparameters == now


def test_a_guest_follows_the_run_that_its_owner_changes() -> None:
    owner = steered(iterations="100000000", pace="10")
    button(owner, "train").click().run()
    guest = second_tab(owner, visitor="somebody else")
    for l2 in (0.5, 0.25):
        control(owner.number_input, "l2").set_value(l2).run()
        guest.run()
        assert run_id(guest) == run_id(owner) and session_config(guest).hyperparameters.l2 == l2
    late = second_tab(owner, visitor="a third one")
    assert run_id(late) == run_id(owner) and session_config(late).hyperparameters.l2 == 0.25


def session_config(test: AppTest) -> RunConfig:
    config: RunConfig = test.session_state[VALUES][session.CONFIG]
    return config


def test_a_limit_is_told_in_words() -> None:
    test = steered(hidden="-".join(["1024.relu"] * 32))
    button(test, "train").click().run()
    assert "million multiplications" in test.error[0].value


def test_too_much_learning_says_where_it_broke() -> None:
    test = steered(data="diabetes", learning_rate="50", pace="full")
    button(test, "train").click().run()
    get_run_manager().wait_until(run_id(test), lambda now: now.status == "stopped", SOON)
    test.run()
    assert "NaN or Inf" in test.error[0].value and "Try a tenth" in test.error[0].value


def test_a_run_that_may_not_wake_says_why_on_a_host_without_the_routes() -> None:
    runs = open_runs(Settings(executor="thread", store="memory", active_runs=1))
    test = steered(iterations="100000000", pace="10")
    button(test, "train").click().run()
    runs._store.get(run_id(test)).last_seen -= 1_000
    runs.start(test.session_state[VALUES]["config"], "somebody", paused=True)  # wakes the scheduler
    runs.wait_until(run_id(test), lambda now: now.status == "suspended", SOON)
    runs.start(test.session_state[VALUES]["config"], "somebody")
    test.session_state[VALUES]["routes_missing"] = True
    test.run()
    assert not test.exception
    assert "This server has as many runs in training as are allowed at once" in said(test)


def test_a_control_that_is_not_there_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})
    config = link.from_query({"data": "moons", "learning_rate": "0.5"})
    session.set_config(config)
    session.set_speed_limit(100)
    controls_data._take_dataset()
    for slider in controls_hyperparameters.SLIDERS:
        controls_hyperparameters._take_slider(slider)
    controls_hyperparameters._take_field()
    run_buttons._take_speed_limit(MAIN)
    assert (session.config(), session.speed_limit()) == (config, 100)


def test_a_control_that_is_given_another_value_gets_another_key_even_if_the_script_broke_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(st, "session_state", {})
    keys = [control_keys.control("data", "circles"), control_keys.control("noise", 0.1)]
    control_keys.forget_all()
    assert control_keys.control_value("data") == "circles", "a message of the browser must find its control"
    control_keys.forget_all()
    assert control_keys.control("noise", 0.1) == keys[1]
    renewed = control_keys.control("data", "own")
    assert renewed != keys[0] and control_keys.control_value("data") == "own" == st.session_state[renewed]
    control_keys.forget_all()
    st.session_state[renewed] = "moons"  # the visitor chooses before it is drawn anew
    assert control_keys.control("data", "own") == renewed and control_keys.control_value("data") == "moons"


def test_a_control_that_is_set_has_another_key_and_so_has_one_that_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(st, "session_state", {})
    first = control_keys.control("layer", 1)
    control_keys.set_control("layer", 1)
    assert control_keys.control("layer", 1) == first, "the value that it has is no other one"
    control_keys.set_control("layer", 3)
    assert control_keys.control("layer", 1) != first and control_keys.control_value("layer") == 3
    st.session_state[first] = 1  # the browser sends the value that the widget had
    assert control_keys.control_value("layer") == 3
    second = control_keys.control_among("layer", 1, range(1, 3), 2)
    assert control_keys.control_value("layer") == 2 == st.session_state[second]
    control_keys.forget("layer")
    assert control_keys.control("layer", 5) != second and control_keys.control_value("layer") == 5


def test_a_learning_rate_that_was_typed_outlives_the_slider_that_the_browser_still_had() -> None:
    test = steered()
    slider = control(test.select_slider, "learning_rate_slider")
    at_hand = control(test.select_slider, "learning_rate_at_hand")
    control(test.number_input, "learning_rate").set_value(0.492).run()
    assert control(test.select_slider, "learning_rate_slider").key != slider.key
    assert control(test.select_slider, "learning_rate_slider").value == 0.5
    assert control(test.select_slider, "learning_rate_at_hand").key != at_hand.key
    assert control(test.select_slider, "learning_rate_at_hand").value == 0.5
    control(test.number_input, "learning_rate").set_value(0.0985).run()
    assert test.query_params["learning_rate"] == "0.0985"
    control(test.select_slider, "learning_rate_slider").set_value(0.2).run()
    assert (
        control(test.number_input, "learning_rate").value == 0.2 == session_config(test).hyperparameters.learning_rate
    )
    assert control(test.select_slider, "learning_rate_at_hand").value == 0.2


def test_the_slider_at_hand_and_the_controls_follow_each_other() -> None:
    test = steered()
    control(test.select_slider, "learning_rate_at_hand").set_value(0.7).run()
    assert control(test.select_slider, "learning_rate_slider").value == 0.7
    assert (
        control(test.number_input, "learning_rate").value == 0.7 == session_config(test).hyperparameters.learning_rate
    )
    assert test.query_params["learning_rate"] == "0.7"


def test_a_change_that_the_visitor_did_not_make_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})
    taken: list[object] = []
    key = control_keys.control("rate", 0.1)
    report = control_keys.on_change("rate", lambda: taken.append(control_keys.control_value("rate")))
    report()
    for value in (0.5, 0.5, 0.1):
        st.session_state[key] = value
        report()
    assert taken == [0.5, 0.1], "the value that it began with, chosen again, is a change"
    control_keys.set_control("rate", 0.3)
    report()
    control_keys.renew_all(but=set())
    report()
    assert taken == [0.5, 0.1]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_form_can_be_had_from_the_page_that_trains(language: str) -> None:
    test = _taking_away(language)
    catalogue = translations(language)
    options = [form.title.render(catalogue) for form in EXPORTS.values() if form.available()]
    assert _forms(test).options == options
    assert EXPORTS["numpy"].help.render(catalogue) in [caption.value for caption in test.caption]


def test_every_form_is_shown_before_it_is_downloaded() -> None:
    test = _taking_away("en")
    for form in EXPORTS.values():
        if form.available():
            _forms(test).select(form.name).run()
            pictures = [each for each in test.get("bidi_component") if "take_away_picture" in each.proto.id]
            assert len(pictures) == (form.name == "chart_png" or form.name in PICTURES), form.name
            assert not test.exception and (pictures or test.code[0].value), form.name
            assert str(form.help) in [caption.value for caption in test.caption]


def _taking_away(language: str) -> AppTest:
    """The page with its dialog open."""
    return opened(lang=language, data="moons", seed="3").button(key="take_away_button").click().run()


def _forms(test: AppTest) -> Selectbox:
    return next(box for box in test.selectbox if box.key == "take_away_form")


class TestManyLayers:
    """Of a deep network all layers share one line, so that the hyperparameters stay in sight."""

    def test_the_line_appears_with_the_seventh_hidden_layer(self) -> None:
        test = opened(hidden="-".join(["4.tanh"] * 6))
        assert not [each for each in test.number_input if each.key == "control_units_all"]
        control(test.number_input, "hidden_layers").set_value(7).run()
        assert control(test.number_input, "units_all").value == 4
        assert control(test.selectbox, "activation_all").value == "tanh"

    def test_it_sets_all_layers_at_once(self) -> None:
        test = opened(hidden="-".join(["4.tanh"] * 8))
        control(test.number_input, "units_all").set_value(9).run()
        control(test.selectbox, "activation_all").set_value("relu").run()
        layers = session_config(test).architecture.hidden
        assert [(layer.units, layer.activation) for layer in layers] == [(9, "relu")] * 8
        assert test.query_params["hidden"] == "-".join(["9.relu"] * 8)

    def test_it_is_empty_where_layers_differ_and_changes_nothing_then(self) -> None:
        test = opened(hidden="-".join(["4.tanh"] * 8))
        control(test.number_input, "units_3").set_value(5).run()
        assert control(test.number_input, "units_all").value is None
        assert control(test.selectbox, "activation_all").value == "tanh"
        units = [layer.units for layer in session_config(test).architecture.hidden]
        assert units == [4, 4, 5, 4, 4, 4, 4, 4]
        control(test.number_input, "units_3").set_value(4).run()
        assert control(test.number_input, "units_all").value == 4
