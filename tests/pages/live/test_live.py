"""The live view in a browser: the chart of the cost and the state of the run."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.live import live_texts
from tests.pages.live.fake_run import CHART, PALETTE, FakeRun, Marked

OTHER_PALETTE = PALETTE | {"grid": "#CCCCCC"}


def test_a_page_can_show_it() -> None:
    def script() -> None:
        from dnn.text.messages import ENGLISH
        from pages.live import live_texts, live_view

        live_view(
            key="view", run_url=None, plotly_url="/p.js", module_url="/v.js", texts=live_texts(ENGLISH),
            network={}, palette={"light": {"text": "#000"}, "dark": {"text": "#fff"}}, on_unreachable=lambda: None,
            on_outdated=lambda: None, on_chart_options=lambda: None, on_edits=lambda: None,
        )  # fmt: skip

    assert not AppTest.from_function(script).run().exception


def zoom(run: FakeRun) -> None:
    """Draw a rectangle with the mouse, as a visitor does."""
    box = run.page.locator(f"{CHART} .nsewdrag").bounding_box()
    assert box is not None
    run.page.mouse.move(box["x"] + 200, box["y"] + 60)
    run.page.mouse.down()
    run.page.mouse.move(box["x"] + 400, box["y"] + 250, steps=4)
    run.page.mouse.up()
    run.page.wait_for_function(f"document.querySelector('{CHART}')._fullLayout.xaxis.autorange !== true")


class TestChart:
    def test_points_grow_in_the_same_node(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        run.page.evaluate(f"window.node = document.querySelector('{CHART} .main-svg')")
        run.iteration = 80
        run.wait_for_points(80)
        assert run.page.evaluate(f"window.node === document.querySelector('{CHART} .main-svg')")
        assert run.chart("c.calcdata.map((points) => points.length)") == [
            1,
            80,
            1,
            80,
        ]  # raw curve and data term are hidden
        assert run.page.get_attribute(CHART, "data-cursor") == "80"
        assert {"since": ["50"], "generation": ["0"], "weights": ["-1"]} in run.asked

    def test_zoom_and_a_hidden_curve_survive_updates_and_reruns(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        zoom(run)
        ranges = "[c._fullLayout.xaxis.range, c._fullLayout.yaxis.range]"
        before = run.chart(ranges)
        run.page.locator(f"{CHART} .legendtoggle").nth(1).click()
        hidden = "c._fullData.filter((trace) => trace.visible === 'legendonly').map((trace) => trace.uid)"
        run.page.wait_for_function(f"document.querySelector('{CHART}')._fullData[3].visible === 'legendonly'")
        run.iteration = 400
        run.wait_for_points(400)
        with run.one_more_drawing():
            run.show(nonce=1, palette=OTHER_PALETTE)
        assert run.chart(ranges) == before
        assert run.chart(hidden) == ["test"]

    def test_a_rerun_that_leaves_the_chart_as_it_was_does_not_draw_it(self, run: FakeRun) -> None:
        run.fields = {"poll_after": 1000}
        run.show()
        run.wait_for_points(50)
        with run.one_more_drawing():
            run.show(palette=OTHER_PALETTE)
        drawn = int(run.page.get_attribute(CHART, "data-updates") or 0)
        with run.page.expect_response("**/api/runs/**"):
            run.show(nonce=1, facts=[{"label": "L", "value": "3"}])
        with run.one_more_drawing():
            run.show(references=[])
        assert run.page.get_attribute(CHART, "data-updates") == str(drawn + 1)

    def test_hover_survives_updates(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        run.page.locator(f"{CHART} .nsewdrag").hover()
        run.page.wait_for_selector(f"{CHART} .hoverlayer .legend")
        for run.iteration in (51, 52, 53):
            run.wait_for_points(run.iteration)
        assert run.page.locator(f"{CHART} .hoverlayer .legend").count() == 1
        assert "iteration " in (run.page.locator(f"{CHART} .hoverlayer .legend").text_content() or "")

    def test_a_reset_clears(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        run.fields = {"generation": 1}
        run.iteration = 3
        run.wait_for_points(3)
        assert run.chart("c.data.map((trace) => trace.x.length)") == [3, 3, 0, 3]

    def test_curves_stay_bounded_and_keep_their_extremes(self, run: FakeRun) -> None:
        count, spike = 100_000, 54_321
        iterations = range(1, count + 1)
        points = [list(iterations), [9.0 if k == spike else 1 / k for k in iterations]]
        run.fields = {"points": points, "cursor": count, "iterations": count}
        run.show()
        run.page.wait_for_selector(f"{CHART}:not([data-points='0']) .main-svg")
        x, y = run.chart("[c.data[1].x, c.data[1].y]")
        assert len(x) <= 2000
        assert (x[0], x[-1]) == (1, count)
        assert (spike, 9.0) in zip(x, y, strict=True)

    def test_a_spike_is_cut_off_marked_and_shown_on_request(self, run: FakeRun) -> None:
        costs = [1.2e6 if k == 400 else 0.7 / k for k in range(1, 1001)]
        run.iteration = 1000
        run.fields = {"points": [list(range(1, 1001)), costs]}
        run.show(run_url=None)
        run.page.wait_for_selector(f"{CHART}[data-updates='1'] .main-svg")  # without a point
        run.show(run_url="/api/runs/one")
        run.wait_for_points(1000)
        axis = "c._fullLayout.yaxis.range"
        marks = "c.data.filter(({uid}) => uid === 'cut').map(({x, y, text, name}) => [x, y, text, name])"
        assert run.chart(axis) == [0, 2]
        words = "cut off, up to 1.20×10⁶: double-click shows all"
        assert run.chart(marks) == [[[400], [2], ["1.20×10⁶"], words]]
        plot = run.page.locator(f"{CHART} .nsewdrag")
        with run.one_more_drawing():
            plot.dblclick()
        run.page.wait_for_function(f"document.querySelector('{CHART}')._fullLayout.yaxis.range[1] > 1e6")
        assert run.chart(marks) == []
        with run.one_more_drawing():
            plot.dblclick()
        run.page.wait_for_function(f"document.querySelector('{CHART}')._fullLayout.yaxis.range[1] === 2")
        zoom(run)
        run.page.wait_for_function(f"document.querySelector('{CHART}').data.length === 4")  # no marks on a part
        zoomed = run.chart(axis)
        with run.one_more_drawing():
            run.show(nonce=1, palette=OTHER_PALETTE)
        assert run.chart(axis) == zoomed
        run.page.get_by_role("button", name="Log").click()
        run.page.wait_for_function(f"document.querySelector('{CHART}')._fullLayout.yaxis.range[1] > 6")

    def test_a_new_run_starts_over(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        run.iteration = 7
        run.show(run_url="/api/runs/two")
        run.wait_for_points(7)

    def test_scale_and_smoothing(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        run.page.get_by_role("button", name="Log").click()
        run.page.wait_for_function(f"document.querySelector('{CHART}')._fullLayout.yaxis.type === 'log'")
        assert run.page.get_by_role("button", name="Log").get_attribute("aria-pressed") == "true"
        raw = run.chart("c.data[1].y")
        run.page.get_by_role("slider", name="Smoothing").fill("0.9")
        run.page.wait_for_function(f"document.querySelector('{CHART}').data[0].visible")
        assert run.chart("c.data[0].y") == raw
        smooth = run.chart("c.data[1].y")
        sums, weights = 0.0, 0.0
        for value in raw:
            sums, weights = 0.9 * sums + 0.1 * value, 0.9 * weights + 0.1
        assert smooth[-1] == pytest.approx(sums / weights)

    def test_a_page_drawn_before_the_choice_arrived_does_not_undo_it(self, run: FakeRun) -> None:
        before, after = ({"scale": scale, "smoothing": 0} for scale in ("linear", "log"))
        log = run.page.get_by_role("button", name="Log")
        run.show(chart_options=before)
        run.wait_for_points(50)
        log.click()
        for options, is_log in ((before, "true"), (after, "true"), (before, "false")):
            run.show(chart_options=options)
            assert log.get_attribute("aria-pressed") == is_log, "once the page knew it, others are the page's own"

    def test_changes_and_reference_lines_are_marked(self, run: FakeRun) -> None:
        run.fields = {"changes": [{"iteration": 20, "field": "learning_rate", "old": 0.1, "new": 0.03}]}
        run.show()
        run.wait_for_points(50)
        assert run.page.locator(f"{CHART} .annotation-text").all_text_contents() == ["ln 2", "α 0.1 → 0.03"]
        assert run.chart("c.layout.shapes.map((line) => [line.x0, line.y0])") == [[0, 0.6931], [20, 0]]

    def test_a_ratio_that_is_no_number_leaves_a_gap(self, run: FakeRun) -> None:
        norms = [[2.0, 1.0]] * 3
        ratios = [[None, 0.1], [0.2, None], [0.3, 0.1]]  # a layer of zeros that moved comes as None
        norms_fields = {"norms_iteration": [1, 2, 3], "gradient_norms": norms, "bias_gradient_norms": norms}
        run.fields = {"evaluations": {"iteration": [], "test_cost": [], **norms_fields, "update_ratios": ratios}}
        run.show()
        run.wait_for_points(50)
        run.page.get_by_role("tab", name="Gradients").click()
        lines = "document.querySelector('[data-role=gradients]').data?.slice(4).map((line) => line.y)"
        run.page.wait_for_function(lines)
        assert run.page.evaluate(lines) == [[None, 0.2, 0.3], [0.1, None, 0.1]]
        run.page.get_by_label("relative").check()
        run.page.wait_for_function(f"({lines})[1][0] === 1")
        assert run.page.evaluate(lines) == [[None, None, pytest.approx(3)], [1, None, 1]]

    def test_axes_are_named_and_there_is_a_text_alternative(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        assert run.chart("[c.layout.xaxis.title.text, c.layout.yaxis.title.text]") == ["iterations", "cost J"]
        words = "Cost after 50 iterations: train 0.0312, test 0.0456; it began at 0.7100."
        run.page.get_by_role("figure", name=words).wait_for()

    def test_the_first_iterations_have_a_tick_each(self, run: FakeRun) -> None:
        run.iteration = 4
        run.fields |= {"status": "stopped"}
        run.show()
        run.wait_for_points(4)
        labels = run.page.locator(f"{CHART} .xtick text").all_text_contents()
        assert labels == ["0", "1", "2", "3", "4"]

    def test_exports(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        run.fields = {"status": "paused"}
        with run.page.expect_download() as table:
            run.page.get_by_role("button", name="CSV").click()
        lines = table.value.path().read_text("utf-8").splitlines()
        assert lines[0] == "iteration,cost"
        assert len(lines) == 51
        assert float(lines[2].split(",")[1]) == 0.7 / 2 + 0.01
        with run.page.expect_download() as picture:
            run.page.get_by_role("button", name="PNG").click()
        assert picture.value.path().read_bytes().startswith(b"\x89PNG")


def state_of(train: float, test: float, score: float) -> dict[str, float]:
    """The latest costs and scores of an answer."""
    costs = {"cost": train, "train_cost": train, "train_data_cost": train, "test_cost": test}
    return costs | {"train_score": score, "test_score": score}


PLACES = """() => {
  const box = (selector) => document.querySelector(`.dnn-live-state ${selector}`).getBoundingClientRect();
  const role = (name) => box(`[data-role=${name}]`);
  return [
    box('.dnn-live-total').left, box('.dnn-live-bar').top, role('remaining').right, role('points').right,
    role('rate').top, role('test-cost').left, role('test-score').left, role('train-score').top,
    document.querySelector('.dnn-live-state').getBoundingClientRect().height,
  ].map(Math.round);
}"""
"""Where the neighbours of numbers stand that change while a run trains."""
OVERFLOWING = """() => [...document.querySelectorAll('.dnn-live-state *')].filter((element) =>
  element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0).map((element) => element.outerHTML)"""


class TestState:
    def test_the_numbers(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        roles = ("status", "iteration", "iterations", "epoch", "rate", "remaining", "points", "train-cost", "test-cost")
        expected = ["Training", "50", "1,000", "epoch 3", "1,230 it/s", "1:05 left", "50 points", "0.0312", "0.0456"]
        assert [run.text(role) for role in roles] == expected
        assert [run.text(role) for role in ("train-score", "test-score")] == ["98.1%", "95.3%"]

    def test_with_a_penalty_the_costs_that_compare_are_named_and_drawn(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        assert not run.page.locator("[data-role=train-data-cost]").is_visible()
        assert [run.text(role) for role in ("train-cost-name", "test-cost-name")] == ["train", "test"]
        with run.one_more_drawing():
            run.show(network=run.data["network"] | {"l2": 0.1})
        roles = ("train-cost-name", "train-cost", "train-data-cost", "test-cost-name", "test-cost")
        assert [run.text(role) for role in roles] == [
            "train, with L2",
            "0.0312",
            "0.0112",
            "test, without L2",
            "0.0456",
        ]
        assert run.page.get_by_text("the test cost has no L2 term").is_visible()
        drawn = run.chart("c.data.filter(trace => trace.visible !== false).map(trace => [trace.uid, trace.x.length])")
        assert drawn == [["train", 50], ["train-data", 50], ["test", 50]]

    def test_a_missing_test_part_and_a_regression(self, run: FakeRun) -> None:
        run.fields = {"latest": {"cost": 1e-7, "train_cost": None, "test_cost": None, "train_score": -0.25}}
        run.show(score="r2")
        run.wait_for_points(50)
        roles = ("train-cost", "test-cost", "train-score", "test-score")
        assert [run.text(role) for role in roles] == ["1.00×10⁻⁷", "–", "-0.250", "–"]

    def test_a_cost_that_means_something_is_explained_where_it_stands(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        assert run.text("cost-note") == ""
        run.fields = {"latest": {"cost": 0.69315, "train_cost": 0.69315, "train_data_cost": 0.69315}}
        run.iteration = 60
        run.wait_for_points(60)
        assert run.text("cost-note") == "J = ln 2: every output is 0.5"

    def test_a_line_says_what_it_means_all_along(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        box = run.page.locator(CHART).bounding_box()
        height = run.chart("c._fullLayout.yaxis._offset + c._fullLayout.yaxis.d2p(0.6931)")
        assert box is not None
        for share in (0.2, 0.5, 0.8):
            run.page.mouse.move(box["x"] + share * box["width"], box["y"] + height + 2)
            assert run.page.get_attribute(CHART, "title") == "ln 2: every output is 0.5"
        run.page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + height + 20)
        assert run.page.get_attribute(CHART, "title") == ""

    @pytest.mark.parametrize("width", [1100, 390])
    def test_numbers_that_change_leave_their_neighbours_where_they_are(self, run: FakeRun, width: int) -> None:
        run.page.set_viewport_size({"width": width, "height": 844})
        run.iteration = 9
        run.fields = {"epoch": 9, "rate": 998.7, "latest": state_of(0.09994, 0.2, 1.0), "iterations": 5000}
        run.show()
        run.wait_for_points(9)
        before = run.page.evaluate(PLACES)
        run.iteration = 1234
        run.fields |= {"epoch": 123, "rate": 1000, "latest": state_of(1.2e-5, 0.20004, 0.9), "remaining": 605}
        run.wait_for_points(1234)
        assert [run.text(role) for role in ("iteration", "epoch", "train-cost")] == [
            "1,234",
            "epoch 123",
            "1.20×10⁻⁵",
        ]
        assert run.page.evaluate(PLACES) == before
        assert run.page.evaluate(OVERFLOWING) == []

    @pytest.mark.parametrize(("quantity", "what"), [("Z", "Z of layer 2"), ("J", "J")])
    def test_why_it_stopped(self, run: FakeRun, quantity: str, what: str) -> None:
        """The cost is of no layer."""
        stop = {"reason": "non_finite", "iteration": 1234, "layer": 2, "quantity": quantity}
        run.fields = {"status": "stopped", "stop": stop, "latest": {}}
        run.show()
        run.wait_for_points(50)
        assert run.text("reason") == f"{what} became NaN or Inf at iteration 1,234."

    @pytest.mark.parametrize(
        ("reason", "words"),
        [("visitor", "This visitor has"), ("server", "This server has"), ("workers", "The workers cannot be reached")],
    )
    def test_why_it_is_suspended_although_somebody_watches(self, run: FakeRun, reason: str, words: str) -> None:
        run.fields = {"status": "suspended", "suspended": reason}
        run.show()
        run.wait_for_points(50)
        assert run.text("status") == "Suspended" and words in run.text("reason")

    def test_why_news_comes_less_often_where_many_train(self, run: FakeRun) -> None:
        run.fields = {"crowd": 1_300}
        run.show()
        run.wait_for_points(50)
        assert run.text("reason") == "1,300 runs are training on this server, in turns: news comes less often."

    def test_that_runs_cannot_be_saved_until_they_can(self, run: FakeRun) -> None:
        run.fields = {"unsaved": True}
        run.show()
        run.wait_for_points(50)
        assert run.text("reason").startswith("Runs cannot be saved at the moment; training continues")
        run.fields = {}
        run.page.wait_for_function("() => document.querySelector('[data-role=reason]').textContent === ''")

    def test_a_run_that_the_page_was_not_drawn_for_is_reported_once(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        assert run.triggers() == []
        run.fields = {"fingerprint": "one-0-finished", "status": "finished"}
        run.page.wait_for_function("() => window.triggers.length > 0")
        run.iteration = 60
        run.wait_for_points(60)
        run.show(fingerprint="one-0-finished")
        run.fields = {"fingerprint": "one-0-training"}
        run.page.wait_for_function("() => window.triggers.length > 1")
        assert run.triggers() == [["outdated", "one-0-finished"], ["outdated", "one-0-training"]]

    def test_new_words_reach_the_chart_and_its_buttons(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        run.show(texts=live_texts(Marked("*")), language="zh")
        run.page.wait_for_function(f"document.querySelector('{CHART}').layout.xaxis.title.text === '*iterations'")
        assert run.text("status") == "*Training"
        buttons = run.page.locator(f"{CHART} .modebar-btn").evaluate_all("all => all.map((each) => each.dataset.title)")
        assert buttons and all(title.startswith("*") for title in buttons)

    def test_a_phone_sees_the_curve_first_and_nothing_sticks_out(self, run: FakeRun) -> None:
        run.page.set_viewport_size({"width": 390, "height": 844})
        run.show()
        run.wait_for_points(50)
        tops = [
            run.page.locator(part).evaluate("(element) => element.getBoundingClientRect().top")
            for part in (CHART, ".dnn-live-state", ".dnn-live-lower-panel")
        ]
        assert tops == sorted(tops)
        assert run.page.evaluate("document.documentElement.scrollWidth") <= 390
