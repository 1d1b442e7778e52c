"""The live view's polling: what it asks the server, and what it says when the server does not answer."""

from __future__ import annotations

import pytest

from tests.pages.live.fake_run import CHART, FakeRun


class TestPolling:
    def test_it_asks_at_once_when_the_nonce_changes(self, run: FakeRun) -> None:
        run.fields = {"poll_after": 1000}
        run.show()
        run.wait_for_points(50)
        run.iteration = 60
        run.show()
        assert len(run.asked) == 1
        run.show(nonce=1)
        run.wait_for_points(60)

    def test_a_lost_connection_is_said_and_comes_back(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        run.reply = "lost"
        run.page.locator("[data-role=note]", has_text="Connection lost").wait_for(state="visible")
        run.reply, run.iteration = "json", 70
        run.wait_for_points(70)
        run.page.locator("[data-role=note]", has_text="Connection lost").wait_for(state="hidden")
        assert run.triggers() == []

    @pytest.mark.parametrize(("reply", "questions"), [("html", 3), ("missing", 1)])
    def test_a_host_without_the_route_is_reported_once(self, run: FakeRun, reply: str, questions: int) -> None:
        run.reply = reply
        run.show()
        run.page.wait_for_function("window.triggers.length > 0")
        run.show(nonce=1)
        assert run.triggers() == [["unreachable", True]]
        assert len(run.asked) == questions

    def test_a_host_without_the_modules_is_reported(self, run: FakeRun) -> None:
        run.show(module_url="/none.js")
        run.page.wait_for_function("window.triggers.length > 0")
        assert run.triggers() == [["unreachable", True]]

    def test_a_run_that_the_server_forgot(self, run: FakeRun) -> None:
        run.reply = "gone"
        run.show()
        run.page.locator("[data-role=note]", has_text="This run is no longer on the server").wait_for(state="visible")
        assert run.page.get_attribute(".dnn-live", "data-status") == "gone"

    def test_a_run_that_is_gone_keeps_its_curve_and_is_said_to_the_page_once(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        run.reply = "gone"
        run.page.wait_for_function("() => window.triggers.length > 0")
        run.page.locator("[data-role=note]", has_text="This run is no longer on the server").wait_for(state="visible")
        run.show(fingerprint="gone")
        run.page.locator("[data-role=note]", has_text="This run is no longer on the server").wait_for(state="hidden")
        assert run.triggers() == [["outdated", "gone"]]
        assert run.page.get_attribute(CHART, "data-points") == "50"
        run.reply = "json"
        run.show(run_url=None, fingerprint="")
        run.wait_for_points(0)

    def test_a_run_that_gives_way_to_another_is_not_called_gone(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        run.page.evaluate("""() => {
            window.words = new Set();
            const status = document.querySelector('[data-role=status]');
            const note = () => window.words.add(status.textContent);
            new MutationObserver(note).observe(status, { childList: true, subtree: true });
        }""")
        with run.page.expect_response(lambda response: response.status == 404):
            run.reply = "gone"
        run.reply, run.iteration = "json", 60
        run.show(run_url="/api/runs/two")
        run.wait_for_points(60)
        assert "No longer available" not in run.page.evaluate("[...window.words]")

    def test_it_ends_with_its_element(self, run: FakeRun) -> None:
        run.show()
        run.wait_for_points(50)
        run.take_the_clock()
        run.page.evaluate("window.unmount()")
        asked: list[str] = []
        run.page.on("request", lambda request: asked.append(request.url))
        run.page.clock.run_for(60_000)
        assert asked == []

    def test_a_hidden_tab_asks_seldom_and_at_once_when_seen_again(self, run: FakeRun) -> None:
        run.take_the_clock()
        hide = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true})"
        run.page.evaluate(hide % "true")
        run.show()
        run.page.wait_for_function("document.querySelector('.dnn-live')?.dataset.status === 'running'")
        run.page.clock.run_for(4_000)  # on top of the time that really passes; a visible tab asks every quarter second
        assert len(run.asked) == 1
        with run.page.expect_request("**/api/runs/**"):
            run.page.evaluate(f"{hide % 'false'}; document.dispatchEvent(new Event('visibilitychange'))")
