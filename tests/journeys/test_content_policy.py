"""The Content-Security-Policy in a browser: it stops what does not belong to a page, and nothing that does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import Server
from tests.journeys.visitor import SOON, Visitor

Visit = Callable[..., Visitor]

NOTE = """() => {
    window.stopped = [];
    document.addEventListener('securitypolicyviolation', (event) => window.stopped.push(event.effectiveDirective));
}"""
NOTED = "() => window.stopped.length > 0"
PICTURE = "() => { new Image().src = 'https://elsewhere.example/picture.png'; }"
SCRIPT = """() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
}"""
ATTRIBUTE = """() => {
    const box = document.createElement('div');
    box.innerHTML = '<img src="data:," onerror="window.injected = true">';
    document.body.append(box);
}"""
REQUEST = "() => { fetch('https://elsewhere.example/').catch(() => {}); }"
BASE = "() => { document.head.insertAdjacentHTML('afterbegin', '<base href=\"https://elsewhere.example/\">'); }"


@pytest.mark.parametrize(
    ("intrusion", "directive"),
    [
        (PICTURE, "img-src"),
        (SCRIPT, "script-src-elem"),
        (ATTRIBUTE, "script-src-attr"),
        (REQUEST, "connect-src"),
        (BASE, "base-uri"),
    ],
    ids=["a picture", "a script", "a script in an attribute", "a request", "another base"],
)
def test_what_does_not_belong_to_the_page_is_stopped(visit: Visit, intrusion: str, directive: str) -> None:
    """And leaves an error in the console, which the other journeys would see."""
    visitor = visit()
    visitor.page.evaluate(NOTE)
    visitor.page.evaluate(intrusion)
    visitor.page.wait_for_function(NOTED, timeout=SOON)
    assert visitor.page.evaluate("() => window.stopped") == [directive]
    assert visitor.page.evaluate("() => window.injected") is None
    assert any(f"Content Security Policy: {directive} stopped" in error for error in visitor.errors)


def test_a_visit_is_stopped_nowhere_below_an_address_of_its_own(
    start_server: Callable[..., Server], visit: Visit
) -> None:
    """Training, pictures and tables to take away, own points, the other language, another page and back."""
    server = start_server(base_path="/some/where")
    visitor = visit("?samples=40", url=server.url)
    page = visitor.page
    visitor.press("train")
    visitor.wait_for_points(10)
    visitor.wait_for_picture()
    for kind in ("picture", "table"):
        with page.expect_download(timeout=SOON) as downloading:
            page.locator(f"[data-export={kind}]").first.click()
        assert Path(downloading.value.path()).stat().st_size > 100
    page.get_by_label("Add points of disc").click()
    page.locator(".dnn-net-points").click(position={"x": 12, "y": 12})
    visitor.wait_for_link("data", "own")
    page.get_by_role("radio", name="中文").click()
    expect(page.get_by_text("深层网络训练器").first).to_be_visible(timeout=SOON)
    expect(page.locator("html")).to_have_attribute("lang", "zh", timeout=SOON)
    visitor.turn_to("dimensions")
    page.get_by_role("button", name="复制或下载").click(timeout=SOON)
    with page.expect_download(timeout=SOON) as downloading:
        page.locator("[data-testid=stDownloadButton] button").first.click()
    assert Path(downloading.value.path()).stat().st_size > 100
    page.get_by_role("link", name="训练").click()
    expect(page.locator(".dnn-live-frame")).to_be_visible(timeout=SOON)
    stopped = [error for error in visitor.errors if "Content Security Policy" in error]
    assert stopped == [] and visitor.strangers == []  # a late poll may still ask for the run that was replaced


@contextmanager
def page_of_another_site(framed: str) -> Iterator[str]:
    """The address of a page that shows another one in a frame."""
    html = f'<!doctype html><title>school</title><iframe src="{framed}" width="1400" height="800"></iframe>'

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    site = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=site.serve_forever)
    thread.start()
    try:
        yield f"http://localhost:{site.server_port}"
    finally:
        site.shutdown()
        thread.join()
        site.server_close()


def test_another_site_may_show_the_app_in_a_frame(server: Server, visit: Visit) -> None:
    visitor = visit(page=None)
    with page_of_another_site(f"{server.url}/?embed=true") as school:
        visitor.page.goto(school)
        frame = visitor.page.frame_locator("iframe")
        frame.locator("[data-action=train]").first.click(timeout=SOON)
        expect(frame.locator("[data-role=status]")).to_have_attribute("data-value", "running", timeout=SOON)
        visitor.page.goto("about:blank")
    assert visitor.errors == []


def test_unless_the_operator_names_others(start_server: Callable[..., Server], visit: Visit) -> None:
    server = start_server(DNN_FRAME_ANCESTORS="'self' https://school.example")
    visitor = visit(url=server.url)
    assert visitor.errors == []
    with page_of_another_site(f"{server.url}/?embed=true") as other:
        visitor.page.goto(other)
        assert len(visitor.errors) == 1 and "frame-ancestors" in visitor.errors[0]
        expect(visitor.page.frame_locator("iframe").locator("[data-action=train]")).to_have_count(0)
        visitor.page.goto("about:blank")
