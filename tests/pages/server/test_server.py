"""The server: its routes, its visitors' cookie, its workers, under `streamlit run` and under uvicorn."""

from __future__ import annotations

import gzip
import os
import re
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import httpx
import plotly
import pytest

from pages.server.files.assets import MODULES, asset, plotly_path, view_path, view_sources
from pages.server.files.bundles import bundle
from pages.server.files.streamlit_scripts import ELEMENTS, FOLDER, IMPORT, INDEX, element_scripts
from tests.conftest import Server

UVICORN = [sys.executable, "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", "{port}"]
GONE_SECONDS = 5
FEW_DESCRIPTORS = 256
UNKNOWN_RUN = "A" * 22


def test_a_run_that_is_not_there(server: Server) -> None:
    answer = httpx.get(f"{server.url}/api/runs/{UNKNOWN_RUN}?since=0&generation=0")
    assert (answer.status_code, answer.json()) == (404, {"error": "unknown run"})
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "query",
    [
        *("since=x", "since=1e3", "since=9999999999999999", "since=", "since=-1.5", "since=nan", "since=1."),
        *("generation=-2", "generation=", "generation=1.5"),
        *("weights=x", "weights=-2", "weights="),
    ],
)
def test_a_malformed_question_is_refused(server: Server, query: str) -> None:
    answer = httpx.get(f"{server.url}/api/runs/{UNKNOWN_RUN}?{query}")
    assert answer.status_code == 400 and "error" in answer.json()


def test_a_cursor_may_lie_between_two_iterations(server: Server) -> None:
    for cursor in ("0.0001220703125", "100000000.00012207", "-1"):
        assert httpx.get(f"{server.url}/api/runs/{UNKNOWN_RUN}?since={cursor}").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"])
@pytest.mark.parametrize("path", [f"runs/{UNKNOWN_RUN}", "data/0", "networks/0", "assets/0/cost/cost_chart.js"])
def test_only_get(server: Server, method: str, path: str) -> None:
    answer = httpx.request(method, f"{server.url}/api/{path}")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.json() == {"error": "only GET is answered here"}


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["", "/", "/other", "/runs", "/runs/", "/runs/a/b", "/data/a/b/c/d", "/assets/0"])
def test_an_unknown_path_is_no_page(server: Server, method: str, path: str) -> None:
    answer = httpx.request(method, f"{server.url}/api{path}", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.json()) == (404, {"error": "unknown path"})
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


def test_a_page_may_begin_as_the_routes_do(server: Server) -> None:
    assert httpx.get(f"{server.url}/apiary").headers["content-type"].startswith("text/html")


def test_plotly_comes_from_here_compressed_and_to_be_kept(server: Server) -> None:
    url = f"{server.url}/{plotly_path()}"
    with httpx.stream("GET", url, headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"] and "max-age=31536000" in answer.headers["cache-control"]
    content = gzip.decompress(packed)
    assert len(packed) < 0.4 * len(content)
    assert content == httpx.get(url, headers={"Accept-Encoding": "identity"}).content
    assert plotly.__version__ in plotly_path()


@pytest.mark.parametrize("name", MODULES)
def test_a_module_comes_with_all_that_it_imports(server: Server, name: str) -> None:
    answer = httpx.get(f"{server.url}/{view_path(name)}")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/javascript")
    assert answer.text == bundle(name, view_sources())
    assert httpx.get(f"{server.url}/{view_path('ui/format.js')}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "api/assets/0/view.js",
        "api/assets/{version}/..%2F__init__.py",
        "api/assets/{version}/..%2Fview.js",
        "api/assets/x/y",
    ],
)
def test_no_other_file_is_served(server: Server, path: str) -> None:
    version = view_path("view.js").split("/")[-2]
    assert httpx.get(f"{server.url}/{path.format(version=version)}").status_code in (400, 404)


@pytest.mark.parametrize("path", ["/", "/iteration", "/?lang=zh"])
@pytest.mark.parametrize("known", [{}, {"If-None-Match": "*"}, {"Accept-Encoding": "gzip, br"}, {"Range": "bytes=0-9"}])
def test_a_page_knows_where_the_server_is(server: Server, path: str, known: dict[str, str]) -> None:
    answer = httpx.get(f"{server.url}{path}", headers={"Accept": "text/html", **known})
    assert answer.status_code == 200 and answer.text.count("BACKEND_BASE_URL: new URL(") == 1
    assert answer.text.index("BACKEND_BASE_URL") < answer.text.index("<script type=") and "</html>" in answer.text
    assert not {"etag", "last-modified"} & set(answer.headers)


@pytest.mark.parametrize(("path", "times"), [("/", 1), ("/?lang=zh", 1), ("/iteration", 0)])
def test_the_page_that_trains_says_early_what_it_needs(server: Server, path: str, times: int) -> None:
    text = httpx.get(f"{server.url}{path}", headers={"Accept": "text/html"}).text
    modules = [view_path("view.js"), *(f"static/js/{name}" for name in element_scripts())]
    hints = [f'rel="modulepreload" href="{path}"' for path in modules]
    for hint in (*hints, f'rel="prefetch" as="script" href="{plotly_path()}"'):
        assert text.count(hint) == times
        assert hint not in text or text.index(hint) > text.rindex("<script")


def test_every_kind_of_element_has_scripts_that_are_there_and_named_once() -> None:
    scripts = element_scripts()
    for element in ELEMENTS:
        assert sum(name.startswith(f"{element}.") for name in scripts) == 1, element
    assert len(set(scripts)) == len(scripts) and all((FOLDER / name).is_file() for name in scripts)
    named = set(re.findall(r"static/js/([^\"]+)", INDEX.read_text("utf-8"))) | set(scripts)
    assert all(set(IMPORT.findall((FOLDER / name).read_text("utf-8"))) <= named for name in scripts)


def test_other_files_are_sent_as_they_are(server: Server) -> None:
    url, page = f"{server.url}/{view_path('view.js')}", {"Accept": "text/html"}
    assert httpx.get(url, headers=page).content == httpx.get(url).content
    assert "BACKEND_BASE_URL" not in httpx.get(f"{server.url}/", headers={"Accept": "*/*"}).text
    assert httpx.get(f"{server.url}/api/runs/{UNKNOWN_RUN}", headers=page).json() == {"error": "unknown run"}


def test_a_page_gives_a_cookie_once_and_other_files_give_none(server: Server) -> None:
    with httpx.Client(headers={"Accept": "text/html"}) as client:
        first = client.get(server.url)
        cookie = first.headers["set-cookie"]
        assert cookie.startswith("dnn_visitor=") and "HttpOnly" in cookie and "SameSite=Lax" in cookie
        assert "set-cookie" not in client.get(server.url).headers
    other = httpx.get(server.url, headers={"Accept": "text/html"})
    assert other.headers["set-cookie"].split(";")[0] != cookie.split(";")[0]
    assert "set-cookie" not in httpx.get(f"{server.url}/{plotly_path()}", headers={"Accept": "*/*"}).headers


@pytest.mark.parametrize("others", ["a/b=1", 'x={"a": 1}', "path=1", "expires=never"])
def test_cookies_of_other_apps_at_the_same_address_do_no_harm(server: Server, others: str) -> None:
    headers = {"Accept": "text/html", "Cookie": f"{others}; dnn_visitor={'k' * 22}"}
    answer = httpx.get(server.url, headers=headers)
    assert answer.status_code == 200 and "set-cookie" not in answer.headers


@pytest.mark.parametrize("key", ["", "abc", "k" * 21, "k" * 23, "k" * 21 + "!", f'"{"k" * 21}"'])
def test_a_cookie_that_the_server_never_gave_is_replaced(server: Server, key: str) -> None:
    headers = {"Accept": "text/html", "Cookie": f"dnn_visitor={key}"}
    given = httpx.get(server.url, headers=headers).headers["set-cookie"].split(";")[0].removeprefix("dnn_visitor=")
    assert len(given) == 22 and given != key
    again = httpx.get(server.url, headers={"Accept": "text/html", "Cookie": f"dnn_visitor={given}"})
    assert "set-cookie" not in again.headers


def test_what_is_not_there_is_not_kept() -> None:
    asset(*view_path("view.js").split("/")[-2:])
    tracemalloc.start()
    try:
        assert all(asset(f"{number:01000}", "view.js") is None for number in range(2_000))
        assert tracemalloc.get_traced_memory()[0] < 1_000_000  # bytes; the names alone are two million
    finally:
        tracemalloc.stop()


def test_the_routes_stand_under_the_base_path(start_server: Callable[..., Server]) -> None:
    server = start_server(base_path="/some/where")
    assert httpx.get(f"{server.url}/api/runs/{UNKNOWN_RUN}").json() == {"error": "unknown run"}
    assert httpx.get(f"{server.url}/{view_path('view.js')}").status_code == 200
    for path in ("api", "api/other/path"):
        answer = httpx.get(f"{server.url}/{path}")
        assert (answer.status_code, answer.json()) == (404, {"error": "unknown path"})


def test_the_routes_can_be_switched_off(start_server: Callable[..., Server]) -> None:
    server = start_server(DNN_ROUTES="off")
    answer = httpx.get(f"{server.url}/api/runs/{UNKNOWN_RUN}")
    assert "json" not in answer.headers.get("content-type", "")


def workers_of(pid: int) -> set[int]:
    """The worker processes of a server."""
    children = Path(f"/proc/{pid}/task").glob("*/children")
    pids = {int(child) for path in children for child in path.read_text().split()}
    return {child for child in pids if b"loky" in Path(f"/proc/{child}/cmdline").read_bytes()}


def wait_for(condition: Callable[[], object], seconds: float) -> float:
    """Seconds until `condition` held."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, "it did not come about"
        time.sleep(0.02)
    return time.monotonic() - began


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux for the worker processes")
@pytest.mark.parametrize("command", [None, UVICORN], ids=["streamlit", "uvicorn"])
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT], ids=lambda end: end.name)
def test_the_workers_live_as_long_as_the_server(
    start_server: Callable[..., Server], command: list[str] | None, end: signal.Signals
) -> None:
    server = start_server(command=command, DNN_WORKERS="2")
    wait_for(lambda: len(workers_of(server.process.pid)) >= 2, 20)
    workers = workers_of(server.process.pid)
    for worker in workers:
        environment = Path(f"/proc/{worker}/environ").read_bytes()
        assert b"OPENBLAS_NUM_THREADS=1" in environment or b"resource_tracker" in _command_line(worker)
    os.kill(server.process.pid, end)
    wait_for(lambda: server.process.poll() is not None, GONE_SECONDS)
    wait_for(lambda: not any(_lives(worker) for worker in workers), GONE_SECONDS)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux for the limits of processes")
def test_server_and_workers_may_have_as_many_descriptors_as_the_machine_grants(
    start_server: Callable[..., Server],
) -> None:
    lowered = ["sh", "-c", f'ulimit -Sn {FEW_DESCRIPTORS}; exec "$@"', "sh", *UVICORN]
    server = start_server(command=lowered, DNN_WORKERS="2")
    wait_for(lambda: len(workers_of(server.process.pid)) >= 2, 20)
    for pid in {server.process.pid, *workers_of(server.process.pid)}:
        soft, hard = _descriptor_limits(pid)
        assert soft == hard != str(FEW_DESCRIPTORS)


def _descriptor_limits(pid: int) -> tuple[str, str]:
    """The soft and the hard limit of a process."""
    line = next(line for line in Path(f"/proc/{pid}/limits").read_text().splitlines() if "open files" in line)
    soft, hard, _unit = line.removeprefix("Max open files").split()
    return soft, hard


def _command_line(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def _lives(pid: int) -> bool:
    """Return whether a process runs; a zombie that nobody has reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_nothing_is_started_at_import() -> None:
    script = "import threading, app, multiprocessing as m; print(threading.active_count(), len(m.active_children()))"
    environment = os.environ | {"STREAMLIT_SERVER_HEADLESS": "true"}
    answer = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert answer.stdout.split()[-2:] == ["1", "0"]


def test_garbage_is_not_collected_after_every_script_run(server: Server) -> None:
    """The setting that keeps a busy server fast is still one that Streamlit knows, and is effective here."""
    script = "import streamlit as st; print(st.get_option('runner.postScriptGC'))"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.split()[-1] == "False"


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("", "fr", "en"),
        ("", "", "en"),
        ("?lang=zh", "en", "zh"),
        ("?lang=%22%3E%3Cscript%3E", "zh-TW", "zh"),
        ("?lang=en&lang=zh", "zh", "en"),
    ],
)
def test_the_document_says_its_language(server: Server, query: str, accepted: str, language: str) -> None:
    headers = {"Accept": "text/html", "Accept-Language": accepted}
    answer = httpx.get(f"{server.url}/{query}", headers=headers)
    assert answer.text.count("<html") == 1 and f'<html lang="{language}">' in answer.text


@pytest.mark.parametrize("name", ["opening", "history"])
def test_the_scripts_of_the_document_come_before_streamlits(server: Server, name: str) -> None:
    text = httpx.get(f"{server.url}/cache", headers={"Accept": "text/html"}).text
    script = f'<script src="{view_path(f"page/{name}.js")}"></script>'
    assert text.index(script) < text.index('<script type="module"')
