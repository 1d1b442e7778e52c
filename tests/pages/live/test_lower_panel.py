"""The lower panel of the live view: the gradients as charts, and the data with what is done to them."""

from __future__ import annotations

from tests.pages.live.fake_run import NETWORK, FakeRun


class TestGradients:
    DRAWN = "document.querySelector('[data-role=gradients]')"

    def show_gradients(self, run: FakeRun, layers: int, value: float) -> None:
        """Show the gradients of a run with this norm for each of `layers` layers."""
        sizes = [2, *[3] * (layers - 1), 1]
        names = ["tanh"] * (layers - 1) + ["sigmoid"]
        network = NETWORK | {"sizes": sizes, "activations": names, "titles": names, "initial_url": None}
        norms = [[value] * layers] * 3
        fields = {"norms_iteration": [1, 2, 3], "gradient_norms": norms, "bias_gradient_norms": norms}
        ratios = {"update_ratios": [[value or None] * layers] * 3}
        run.fields = {"evaluations": {"iteration": [], "test_cost": []} | fields | ratios}
        run.show(network=network)
        run.page.get_by_role("tab", name="Gradients").click()
        run.page.wait_for_function(f"{self.DRAWN}.dataset.points === '3'")

    def test_many_layers_have_a_bar_of_colours_and_few_a_legend(self, run: FakeRun) -> None:
        self.show_gradients(run, 12, 0.25)
        assert run.page.evaluate(f"{self.DRAWN}.data.at(-1).marker.colorbar.ticktext") == ["l = 1", "l = 7", "l = 12"]
        assert run.page.evaluate(f"new Set({self.DRAWN}.data.map((line) => line.line?.dash)).size") == 2
        words = "At iteration 3 ‖dW‖ is 0.25 in layer 1 and 0.25 in layer 12"
        assert words in str(run.page.get_attribute("[data-role=gradients]", "aria-label"))

    def test_the_labels_of_an_axis_lie_between_the_charts(self, run: FakeRun) -> None:
        self.show_gradients(run, 3, 0.25)
        assert run.page.locator("[data-role=gradients] .legend .traces").count() == 3
        ends = "{ left, right } = part.getBoundingClientRect(); return [left, right]"
        ticks = run.page.locator("[data-role=gradients] :is(.ytick, .y2tick, .y3tick) text")
        labels = ticks.evaluate_all(f"parts => parts.map((part) => {{ const {ends}; }})")
        axes = f"['xaxis', 'xaxis2', 'xaxis3'].map((name) => {self.DRAWN}._fullLayout[name])"
        left = run.page.locator("[data-role=gradients]").evaluate("element => element.getBoundingClientRect().left")
        plots = run.page.evaluate(f"{axes}.map(({{ _offset, _length }}) => [_offset, _offset + _length])")
        assert len(labels) >= 6
        assert all(b <= left + start + 1 or a >= left + end - 1 for a, b in labels for start, end in plots)

    def test_gradients_of_0_and_none_yet_are_said(self, run: FakeRun) -> None:
        self.show_gradients(run, 3, 0.0)
        notes = run.page.locator("[data-role=gradients] .annotation-text")
        assert {"all exactly 0", "not defined while W is 0"} <= set(notes.all_text_contents())


class TestData:
    def test_other_data_that_do_not_come_leave_no_old_points_and_are_asked_for_again(self, run: FakeRun) -> None:
        run.show()
        plane, missing = run.page.locator(".dnn-net-boundary"), run.page.get_by_text("The data could not be fetched")
        plane.wait_for(state="visible")
        run.take_the_clock()
        run.has_data = False
        other = NETWORK | {"data_url": "/api/data/two"}
        run.show(network=other)
        missing.wait_for(state="visible")
        assert plane.is_hidden()
        run.show(network=other, nonce=1)
        assert missing.is_visible() and plane.is_hidden()
        run.has_data = True
        run.page.clock.run_for(1_500)
        plane.wait_for(state="visible")
        assert missing.is_hidden()

    def test_initial_weights_that_do_not_come_are_requested_again(self, run: FakeRun) -> None:
        drawn, unknown = "[data-role=below][data-drawings]", "[data-role=below][data-unknown=true]"
        run.has_network = False
        run.take_the_clock()
        with run.page.expect_response(lambda response: response.status == 404):
            run.show()
        run.page.locator(".dnn-net-boundary").wait_for(state="visible")
        run.page.wait_for_selector(unknown)
        assert run.page.locator(drawn).count() == 0
        run.has_network = True
        run.page.clock.run_for(1_500)
        run.page.wait_for_selector(drawn)
        assert run.page.locator(unknown).count() == 0

    def test_a_point_is_drawn_before_the_page_knows_and_until_its_data_are_there(self, run: FakeRun) -> None:
        run.show()
        run.page.get_by_label("Add points of disc").click()
        canvas = run.page.locator(".dnn-net-points")
        pixels = "document.querySelector('.dnn-net-points').toDataURL()"
        before = run.page.evaluate(pixels)
        canvas.click(position={"x": 9, "y": 9})
        canvas.click(position={"x": 39, "y": 9})
        run.page.mouse.move(5, 5)
        assert run.page.evaluate(pixels) != before
        (name, first) = run.triggers()[0]
        assert name == "edits" and [edit["number"] for edit in first] == [1]
        assert len(run.triggers()) == 1, "the second waits for the first"
        run.show(edits_done=1, nonce=1)
        assert [edit["number"] for edit in run.triggers()[1][1]] == [2]
        run.show(edits_done=2, nonce=2)  # the page refused both: the data are the same
        canvas.evaluate("canvas => canvas.blur()")
        assert run.page.evaluate(pixels) == before
        assert len(run.triggers()) == 2
