"""Milliseconds to draw the chart of a lesson with the curves of a room: python -m benchmarks.lessons.chart [FRAMES]

Draws it in headless Chromium, without a graphics card. With each frame every curve has gone on, so that every line is
another one. A frame is the processor's time of the page's thread, which others on it do not lengthen: the chart's own
code, style, layout, and what is prepared for painting.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import CDPSession, Page, Route, sync_playwright

from dnn.text import text_table
from tests.conftest import CHROMIUM_ARGUMENTS, chromium

STATIC = Path(__file__).parents[2] / "pages" / "live" / "static"
ADDRESS = "http://127.0.0.1/"
"""Nobody listens there: the modules are handed out by this script."""
FRAMES = 60
ROUNDS = 7
CHARTS = {
    "3 runs with labels, 400 points each": (3, 400, True),
    "8 runs with labels, 400 points each": (8, 400, True),
    "100 runs, 120 points each": (100, 120, False),
    "100 runs, 400 points each": (100, 400, False),
}
"""Number of runs, points of each, whether they have labels."""
PREPARE = """async ([count, points, areLabelled, frames]) => {
  const { Picture } = await import('/lesson_chart/picture.js');
  const { geometryOf } = await import('/lesson_chart/geometry.js');
  document.body.innerHTML = '<svg></svg>';
  const picture = new Picture(document.querySelector('svg'));
  const range = { low: 1e-4, high: 10, scale: 'log' };
  const geometry = geometryOf({ width: 1400, height: 600, letters: 1, iterations: 1000, range });
  const texts = { cost: 'cost J', iterations: 'iterations', diverged: 'diverged', start: 'start' };
  const colors = { text: '#000', muted: '#555', grid: '#ddd', background: '#fff' };
  const curve = (k, frame) => {
    const last = 500 + frame;
    const iterations = Array.from({ length: points }, (_, i) => 1 + Math.round((i * (last - 1)) / (points - 1)));
    const costs = iterations.map((at) => 0.7 * Math.exp((-at * (k + 1)) / (20 * count)) * (1.2 + Math.sin(at / 9 + k)));
    return { generation: 1, iteration: last, status: 'running', stop: null, points: [iterations, costs] };
  };
  const model = (frame) => ({
    geometry, colors, texts, font: 'sans-serif', language: 'en', references: [{ cost: 0.693, text: 'ln 2' }],
    sketch: [[1, 0.7], [400, 0.3], [1000, 0.2]], isSketching: false, firstCost: 0.7, cursor: null,
    runs: Array.from({ length: count }, (_, k) => ({
      id: `run${k}`, label: areLabelled || k === 50 ? `α = ${k}` : '', isHighlighted: k === 50, dash: 'solid',
      color: `hsl(${36 * (k % 10)} 60% 40%)`, curve: curve(k, frame),
    })),
  });
  const models = Array.from({ length: frames }, (_, frame) => model(frame));
  const frame = () => new Promise(requestAnimationFrame);
  window.drawAll = async (isDrawn) => {
    for (const each of models) {
      await frame();
      if (isDrawn) picture.draw({ ...each, runs: each.runs.map((run) => ({ ...run, curve: { ...run.curve } })) });
    }
    await frame();
  };
}"""


def hand_out(route: Route) -> None:
    """Answer a request for a module, or for the empty page."""
    name = route.request.url.removeprefix(ADDRESS)
    if name:
        route.fulfill(body=(STATIC / name).read_text("utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><meta charset=utf-8><body>", content_type="text/html")


def spent(session: CDPSession) -> float:
    """Seconds of the processor that the page's thread has taken so far."""
    metrics = {each["name"]: float(each["value"]) for each in session.send("Performance.getMetrics")["metrics"]}
    return metrics["TaskDuration"]


def measured(page: Page, session: CDPSession, frames: int) -> list[tuple[str, ...]]:
    """A row for each chart: milliseconds of a frame, less those of one in which nothing is drawn; of all rounds the
    median and the longest."""
    rows = []
    for name, (count, points, are_labelled) in CHARTS.items():
        page.evaluate(PREPARE, [count, points, are_labelled, frames])
        taken = []
        for _round in range(ROUNDS):
            empty, drawn = (seconds_of(page, session, is_drawn=is_drawn) for is_drawn in (False, True))
            taken.append(1_000 * (drawn - empty) / frames)
        rows.append((name, f"{median(taken):.1f}", f"{max(taken):.1f}"))
    return rows


def seconds_of(page: Page, session: CDPSession, *, is_drawn: bool) -> float:
    """Seconds that some frames take."""
    before = spent(session)
    page.evaluate(f"drawAll({str(is_drawn).lower()})")
    return spent(session) - before


def main() -> None:
    """Print the table."""
    frames = int(sys.argv[1]) if len(sys.argv) > 1 else FRAMES
    with sync_playwright() as playwright:
        path = chromium("chromium-headless-shell")
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.route(f"{ADDRESS}**", hand_out)
        page.goto(ADDRESS)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        rows = measured(page, session, frames)
        browser.close()
    sys.stdout.write(text_table.markdown(("chart", "frame, ms", "longest, ms"), rows, right=(1, 2)))


if __name__ == "__main__":
    main()
