"""A visitor without a browser: speaks to the server as a page does, at a fraction of the cost of Chromium.

She gets the page and with it her cookie, opens Streamlit's WebSocket, runs the script, types into fields by their keys,
follows the query that the server writes into the address bar, and commands and polls her run by its routes as the live
view does, each on a connection of its own. Many of them fit into one event loop. Static files are not asked for.
"""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlparse

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from benchmarks.visits.connection import Http

SCRIPT_SECONDS = 30
"""Seconds that she waits for the script to finish."""
ID_PREFIX = "$$ID-"
LIVE_VIEW, ROOM_BAR = "dnn_live_view", "dnn_room_bar"
"""The ends of the names that Streamlit gives the components."""
COMMANDS: dict[str, dict[str, Any]] = {
    "train": {"name": "resume"},
    "pause": {"name": "pause"},
    "step_iteration": {"name": "step_iterations", "count": 1},
    "reset": {"name": "reset"},
}
"""The commands of the run's buttons."""
UNKNOWN: dict[str, float] = {"since": -1, "generation": -1, "weights": -1}
"""What is known of a run that was never asked about."""
OK = 200
FAULTS = (OSError, LookupError, TimeoutError, EOFError, ConnectionClosed)
"""What a visitor meets where the server does not answer as it should."""


class Refused(LookupError):
    """An answer other than 200 to what a visitor asks, with its `status`."""

    def __init__(self, status: int, answer: bytes) -> None:
        super().__init__(f"the route answered {status}: {answer[:200]!r}")
        self.status = status


class Client:
    """One visitor with one tab.

    Attributes:
        page_name: the part of the address of the page that is drawn; "" for the one that trains.
        query: what stands in the address bar, without the question mark.
        view: the arguments of the live view.
        bar: those of the bar of her room; empty before she is in one.
        payload: what the route said last about the run.
    """

    def __init__(self, url: str, page_name: str = "") -> None:
        self.url, self.query, self.page_name = url, "", page_name
        self.view: dict[str, Any] = {}
        self.bar: dict[str, Any] = {}
        self.payload: dict[str, Any] = {}
        self._http, self._command_http = Http(url), Http(url)
        self._base = urlparse(url).path
        self._socket: ClientConnection | None = None
        self._listening: asyncio.Task[None] | None = None
        self._finished: asyncio.Future[float] | None = None
        self._page = ""
        self._widgets: dict[str, str] = {}
        self._cached: dict[str, str] = {}
        self._drawn: dict[str, tuple[str, dict[str, Any]]] = {}
        self._turn = asyncio.Lock()
        self._known: dict[str, float] = UNKNOWN
        self._known_run = self._cookie = ""

    async def open(self, query: str = "") -> Client:
        """Get the page with its cookie, connect, and run the script once."""
        await self.get_page(query)
        return await self.connect()

    async def get_page(self, query: str = "") -> None:
        """Get the page's document, and with it her cookie."""
        self.query = query
        known = {"Cookie": self._cookie} if self._cookie else {}
        path = f"{self._base}/{self.page_name}?{query}"
        _, fields, _ = await self._http.get(path, Accept="text/html", **known)
        self._cookie = self._cookie or fields["set-cookie"].partition(";")[0]

    @property
    def key(self) -> str:
        """The key that the server has given her with her cookie."""
        return self._cookie.partition("=")[2]

    async def connect(self) -> Client:
        """Open the WebSocket of a page, and run the script once."""
        address = f"ws{self.url.removeprefix('http')}/_stcore/stream"
        self._socket = await connect(
            address,
            origin=self.url,  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers={"Cookie": self._cookie},
            max_size=None,
            ping_interval=None,
        )
        self._listening = asyncio.create_task(self._listen(self._socket))
        await self.rerun()
        return self

    async def press(self, button: str) -> float:
        """Press a button of the run; seconds until the run has answered. The page follows a run that has begun so."""
        is_first = self.view["run_url"] != self.view["own_run_url"]
        seconds = await self.command(COMMANDS[button])
        if is_first:
            await self.rerun()
        return seconds

    async def set_hyperparameters(self, **changes: object) -> float:
        """Give hyperparameters of the run other values; seconds until the run has answered. They stand in the address
        bar then, as the browser writes them there."""
        return await self.command({"name": "reconfigure", "hyperparameters": changes})

    async def command(self, command: dict[str, Any]) -> float:
        """Post a command to her own run; seconds until the run has answered with its news.

        Raises:
            Refused: the run does not obey.
        """
        body = {"command": command, "owner": self.view["owner"], "language": "en", **self._known_of(self.own_run_id)}
        path = f"{self._base}/{self.view['own_run_url']}/commands"
        began = time.perf_counter()
        status, _, answer = await self._command_http.post(path, body)
        seconds = time.perf_counter() - began
        self._take_news(status, answer)
        self._write_query(self.payload.get("query", {}))
        return seconds

    async def enter(self, key: str, value: float) -> float:
        """Type a number into the field of this key; seconds until the script has finished."""
        async with self._turn:
            return await self._run(WidgetState(id=self._widget_like(key), double_value=value))

    async def submit(self, button: str, **texts: str) -> float:
        """Fill in the fields of a form, by the beginnings of their keys, and press its button; seconds until the script
        has finished."""
        async with self._turn:
            fields = [WidgetState(id=self._widget_like(key), string_value=text) for key, text in texts.items()]
            return await self._run(*fields, WidgetState(id=self._widget(button), trigger_value=True))

    async def rerun(self, *changed: WidgetState) -> float:
        """Let the script run with these widgets changed, when the run before has finished; seconds until it has."""
        async with self._turn:
            return await self._run(*changed)

    async def _run(self, *changed: WidgetState) -> float:
        assert self._socket is not None
        self._finished = asyncio.get_running_loop().create_future()
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash, state.page_name = self.query, self._page, self.page_name
        state.widget_states.widgets.extend(changed)
        state.cached_message_hashes.extend(self._cached)
        state.context_info.url, state.context_info.locale = f"{self.url}/", "en-GB"
        began = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(SCRIPT_SECONDS):  # asyncio.wait_for of Python 3.11 may swallow a cancellation
            return await self._finished - began

    def has(self, key: str) -> bool:
        """Return whether the page has a widget of this key."""
        return key in self._widgets

    @property
    def run_id(self) -> str:
        """The run in the address bar; "" when there is none."""
        return parse_qs(self.query).get("run", [""])[0]

    @property
    def own_run_id(self) -> str:
        """The run that takes her commands."""
        return str(self.view["own_run_url"] or "").rpartition("/")[2]

    async def poll(self) -> tuple[float, int]:
        """Ask what is new about the run, into `payload`; seconds it took, and bytes of the answer.

        Raises:
            Refused: there is no such run.
        """
        known = urlencode({name: f"{number:.20g}" for name, number in self._known_of(self.run_id).items()})
        path = f"{self._base}/api/runs/{self.run_id}?{known}"
        began = time.perf_counter()
        status, _, body = await self._http.get(path)
        seconds = time.perf_counter() - began
        self._take_news(status, body)
        return seconds, len(body)

    def forget(self) -> None:
        """Know nothing of the run any more, as a tab that is loaded anew; the next poll brings all of it."""
        self._known_run = ""

    async def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Ask for something else under the server's own path, as for the data that the live view draws."""
        return await self._http.get(f"{self._base}/{path}")

    def vanish(self) -> None:
        """Be gone without a word: the connections are cut, no closing handshake is made."""
        if self._listening is not None and self._socket is not None:
            self._listening.cancel()
            self._socket.transport.abort()
        self._http.cut()
        self._command_http.cut()

    async def close(self) -> None:
        """Close the tab."""
        if self._listening is not None and self._socket is not None:
            self._listening.cancel()
            await self._socket.close()
        await self._http.close()
        await self._command_http.close()

    def _known_of(self, run_id: str) -> dict[str, float]:
        """What she knows of a run: nothing where it is another one than before."""
        return self._known if run_id == self._known_run else UNKNOWN

    def _take_news(self, status: int, answer: bytes) -> None:
        if status != OK:
            raise Refused(status, answer)
        self.payload = json.loads(answer)
        known = self._known_of(self.payload["run"])
        network = self.payload["network"]
        self._known_run = self.payload["run"]
        self._known = {
            "since": self.payload["cursor"],
            "generation": self.payload["generation"],
            "weights": network["version"] if network else known["weights"],
        }

    def _write_query(self, query: dict[str, str | None]) -> None:
        now = dict(parse_qsl(self.query)) | query
        self.query = urlencode({name: value for name, value in now.items() if value is not None})

    def _widget(self, key: str) -> str:
        if key not in self._widgets:
            raise LookupError(f"expected a widget {key!r} on the page, got {sorted(self._widgets)}")
        return self._widgets[key]

    def _widget_like(self, beginning: str) -> str:
        """The widget whose key begins so: a control that was renewed has a number behind its name."""
        return self._widget(next((key for key in self._widgets if key.startswith(beginning)), beginning))

    async def _listen(self, socket: ClientConnection) -> None:
        async for data in socket:
            message = ForwardMsg()
            message.ParseFromString(data)  # type: ignore[arg-type]
            self._take(message)

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._page, self._widgets = message.new_session.page_script_hash, {}
        elif kind == "navigation":
            self._page = message.navigation.page_script_hash
            drawn = (each for each in message.navigation.app_pages if each.page_script_hash == self._page)
            self.page_name = next((each.url_pathname for each in drawn), self.page_name)
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self._finish(message.script_finished)
        widget_id = self._cached[message.ref_hash] if kind == "ref_hash" else _widget_id(message)
        if message.metadata.cacheable and kind != "ref_hash":
            self._cached[message.hash] = widget_id
        self._take_arguments(message)
        if widget_id.startswith(ID_PREFIX):
            self._widgets[widget_id.removeprefix(ID_PREFIX).partition("-")[2]] = widget_id

    def _take_arguments(self, message: ForwardMsg) -> None:
        """Take over the arguments of the live view, or of the room's bar, where the message draws it or repeats one
        that did."""
        if message.WhichOneof("type") == "ref_hash":
            name, arguments = self._drawn.get(message.ref_hash, ("", {}))
        elif message.WhichOneof("type") == "delta":
            component = message.delta.new_element.bidi_component
            name = component.component_name.rpartition(".")[2]
            if name not in (LIVE_VIEW, ROOM_BAR):
                return
            arguments = json.loads(component.json)
            self._drawn[message.hash] = name, arguments
        else:
            return
        self.view = arguments if name == LIVE_VIEW else self.view
        self.bar = arguments if name == ROOM_BAR else self.bar

    def _finish(self, status: int) -> None:
        if self._finished is None or self._finished.done():
            return
        if status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            self._finished.set_exception(RuntimeError("the script does not compile"))
        else:
            self._finished.set_result(time.perf_counter())


def _widget_id(message: ForwardMsg) -> str:
    """The id of the widget that a message draws; "" when it draws none."""
    if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
        return ""
    element = message.delta.new_element
    return str(getattr(getattr(element, element.WhichOneof("type") or ""), "id", ""))
