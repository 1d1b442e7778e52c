"""A teacher's wall in the browser: python -m benchmarks.rooms.wall_in_browser [STUDENTS] [SECONDS]

Share of a core that headless Chromium, without a graphics card, takes for the wall of a room in which every student's
run goes on: all processes of the browser together, and the one of the page. The server's answers are made by the page
before the time is taken: of every tile each half of a second another cost, and each second another curve and weights.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from dnn.text import text_table
from dnn.text.messages import ENGLISH
from pages.live.room_wall.texts import wall_texts
from pages.shared.drawing import theme
from tests.conftest import CHROMIUM_ARGUMENTS, chromium

STATIC = Path(__file__).parents[2] / "pages" / "live" / "static"
ADDRESS = "http://127.0.0.1/"
"""Nobody listens there: the modules are handed out by this script."""
STUDENTS, SECONDS = 100, 15
CLASSROOM = {"width": 1920, "height": 1080}
VIEWS = ("tiles", "curves", "answers")
DOCUMENTS = 24
PREPARE = """async ([students, documents, data]) => {
  const { mount } = await import('/wall.js');
  const style = document.createElement('style');
  style.textContent = await (await fetch('/wall.css')).text();
  document.head.append(style);
  document.body.innerHTML = '<div><div class="dnn-wall"></div></div>';
  const sizes = [2, 6, 6, 1], activations = ['tanh', 'tanh', 'sigmoid'], parameters = 67;
  const packed = (values) => btoa(String.fromCharCode(...new Uint8Array(new Float32Array(values).buffer)));
  const weight = (k, frame) => (_, i) => 2 * Math.sin(i * (k + 1) + frame / 9);
  const theta = (k, frame) => packed(Array.from({ length: parameters }, weight(k, frame)));
  const curve = (k, frame) => {
    const iterations = Array.from({ length: 40 }, (_, i) => 1 + i * (10 + frame));
    return [iterations, iterations.map((at) => Number((0.7 * Math.exp((-at * (k + 1)) / 9e4)).toPrecision(4)))];
  };
  const goesOn = (k, frame) => ({ id: `m${k}`, run: { iteration: 400 + 40 * frame, cost: curve(k, frame)[1][39] } });
  const member = (k, frame) => (frame % 2 ? goesOn(k, frame) : {
    ...{ id: `m${k}`, seat: k + 1, name: `calm lynx ${k}`, is_own_name: false, is_present: true, signal: 'none' },
    ...{ signal_at: 0, need: k % 9 ? 'none' : 'stuck_cost', has_reached_goal: false, question: 'depth/1/prediction' },
    ...{ position: { lesson: 'depth', step: k % 3, phase: 'try' }, prediction: k % 3, latest_vote: k, value: null },
    ...{ follows: 0, returned: 0, star: null, network: { version: frame, activations, theta: theta(k, frame) } },
    run: {
      ...{ run: `r${k}`, status: 'running', generation: 1, iteration: 400 + 40 * frame, cost: curve(k, frame)[1][39] },
      ...{ test_cost: 0.5, test_score: 0.9, is_finite: true, sizes, learning_rate: 0.1, dataset: 'circles' },
      curve: curve(k, frame),
    },
  });
  const wall = (frame) => JSON.stringify({
    ...{ version: frame + 1, since: frame ? frame : -1, room: 'room', code: 'ABCDEF', co_teacher_key: '' },
    ...{ title: 'XOR', language: 'en', lesson: 'depth', scenario: '', created: 0, is_locked: false, is_paused: false },
    ...{ is_anonymous: true, allows_own_names: false, is_free: false, is_durable: true, goal_cost: null, push: null },
    ...{ pace: { kind: 'free', step: 0 }, hidden_controls: [], locked_controls: [], presented: [], waiting: [] },
    teacher: null,
    members: Array.from({ length: students }, (_, k) => member(k, frame)),
    counts: {
      ...{ seated: students, present: students, done: 0, stuck: 0, question: 0, unasked: 9 },
      ...{ reached_goal: 0, waiting: 0 },
    },
    questions: [{
      ...{ question: 'depth/1/prediction', answered: students, answered_again: 0, is_second_open: false, revealed: 1 },
      bars: [0, 1, 2].map((value) => ({ value, low: null, high: null, first: frame + value, second: 0 })),
    }],
  });
  const answers = Array.from({ length: documents }, (_, frame) => wall(frame));
  window.bytes = answers[1].length + answers[2].length;
  window.answered = 0;
  window.fetch = async () => new Response(answers[window.answered++ % documents], { status: 200 });
  const box = document.body.firstElementChild;
  mount({ parentElement: box, data, setTriggerValue() {} });
}"""


def data() -> dict[str, Any]:
    """All that the wall is given."""
    return {
        "module_url": "", "wall_url": "wall", "steer_url": "steer", "answers_url": "answers", "results_url": "results",
        "notebook_url": "notebook", "owner": "",
        "language": "en",
        "texts": wall_texts(ENGLISH), "palette": theme.live_palettes(), "class_colors": theme.CLASSES,
        "room": "room", "key": "key", "is_looking": False, "root": ADDRESS, "join_url": f"{ADDRESS}room?code=ABCDEF",
        "typed_url": f"{ADDRESS}join", "qr": None, "lessons": [], "settings": [], "controls": [],
        "scenario": "{}", "scenario_words": "",
    }  # fmt: skip


def hand_out(route: Route) -> None:
    """Answer a request for a module or a style sheet, or for the empty page."""
    name = route.request.url.removeprefix(ADDRESS)
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    if name:
        route.fulfill(body=(STATIC / name).read_text("utf-8"), content_type=kind)
    else:
        route.fulfill(body="<!doctype html><meta charset=utf-8><body>", content_type="text/html")


def processor_seconds(browser: Browser) -> dict[str, float]:
    """Seconds of the processor that each process of the browser has taken so far."""
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return {f"{each['type']} {each['id']}": float(each["cpuTime"]) for each in found}


def measured(page: Page, view: str, seconds: int) -> list[str]:
    """One row: the view, news a second, shares of a core."""
    page.click(f'.dnn-wall-views [data-view="{view}"]')
    page.wait_for_timeout(2_000)  # the first picture of all
    browser = page.context.browser
    assert browser is not None
    before, answered = processor_seconds(browser), page.evaluate("answered")
    page.wait_for_timeout(1_000 * seconds)
    after, news = processor_seconds(browser), page.evaluate("answered") - answered
    spent = {name: value - before.get(name, 0.0) for name, value in after.items()}
    of_the_page = max(value for name, value in spent.items() if name.startswith("renderer"))
    shares = [f"{100 * value / seconds:.0f} %" for value in (sum(spent.values()), of_the_page)]
    return [view, f"{news / seconds:.2f}", *shares]


def main() -> None:
    """Print the table."""
    numbers = [int(each) for each in sys.argv[1:]]
    students, seconds = (*numbers, *(STUDENTS, SECONDS)[len(numbers) :])
    with sync_playwright() as playwright:
        shell = chromium("chromium-headless-shell")
        browser = playwright.chromium.launch(executable_path=shell, args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(viewport=CLASSROOM)  # type: ignore[arg-type]
        page.route("**/*", hand_out)
        page.goto(ADDRESS)
        page.evaluate(PREPARE, [students, DOCUMENTS, data()])
        rows = [measured(page, view, seconds) for view in VIEWS]
        page.click('[data-act="project"]')
        rows += [[f"{name} on a projector", *cells] for name, *cells in [measured(page, VIEWS[0], seconds)]]
        kilobytes = page.evaluate("bytes") / 1_000
        browser.close()
    sys.stdout.write(f"{students} students, {kilobytes:.0f} kB of news a second\n\n")
    sys.stdout.write(text_table.markdown(("view", "news/s", "browser", "page"), rows, right=(1, 2, 3)))


if __name__ == "__main__":
    main()
