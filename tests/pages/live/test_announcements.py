"""What is read out of a run: each change of its state, and otherwise little."""

from __future__ import annotations

import pytest
from playwright.sync_api import Response, expect

from tests.pages.live.fake_run import FakeRun

REGION = "[aria-live=polite]"
COUNT = """() => {
    window.announced = [];
    const region = document.querySelector('[aria-live=polite]');
    new MutationObserver(() => window.announced.push(region.textContent))
        .observe(region, { childList: true, subtree: true, characterData: true });
}"""


@pytest.fixture
def training(run: FakeRun) -> FakeRun:
    """A run that trains, on a page whose clock is the test's; what is announced from now on is counted."""
    run.take_the_clock()
    run.show()
    expect(run.page.locator(REGION)).to_be_attached()
    run.page.clock.run_for(1_000)
    expect(run.page.locator(REGION)).to_have_text("Training")
    run.page.evaluate(COUNT)
    return run


def go_on(run: FakeRun, seconds: int) -> int:
    """Let a run train, with a hundred iterations more in each second; the number of answers that arrived, the first of
    which may have been asked for before."""
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    run.page.on("response", note)
    for _second in range(seconds):
        with run.page.expect_response("**/api/runs/**"):
            run.iteration += 100
            run.page.clock.run_for(1_000)
    run.page.remove_listener("response", note)
    return len(answers)


def announced(run: FakeRun) -> list[str]:
    """What was announced, each once."""
    words: list[str] = run.page.evaluate("() => window.announced")
    return words


def test_there_is_one_region(training: FakeRun) -> None:
    live = training.page.locator("[aria-live]:not([aria-live=off]), [role=status], [role=log]")
    assert live.evaluate_all("(found) => found.map((each) => each.dataset.role)") == ["announcement"]


def test_training_is_announced_every_ten_seconds_at_most(training: FakeRun) -> None:
    answers = go_on(training, 25)
    assert answers >= 25
    assert len(announced(training)) == 2
    assert all(words.startswith("Iteration ") and ": cost 0.0312" in words for words in announced(training))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("paused", "Paused at iteration 50, cost 0.0312"),
        ("finished", "Finished: cost 0.0312 after 50 iterations"),
        ("suspended", "Suspended"),
    ],
)
def test_a_change_of_the_state_is_announced_once(training: FakeRun, status: str, words: str) -> None:
    training.fields |= {"status": status}
    training.page.clock.run_for(3_000)
    expect(training.page.locator(REGION)).to_have_text(words)
    go_on(training, 12)
    assert announced(training) == [words]


def test_a_lost_connection_is_announced(training: FakeRun) -> None:
    training.reply = "lost"
    training.page.clock.run_for(20_000)
    expect(training.page.locator(REGION)).to_have_text("Connection lost, trying again …")
