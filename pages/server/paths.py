"""The paths of the routes, under the app's own address.

The paths are relative: the browser puts them behind the address from which it got Streamlit itself, so that they
hold behind any proxy, under any server.baseUrlPath.
"""

import re

API = "api"
RUNS = f"{API}/runs"
ASSETS = f"{API}/assets"
DATA = f"{API}/data"
NETWORKS = f"{API}/networks"
CURVES = f"{API}/curves"
"""The path of the curves of several runs."""
COSTS = f"{API}/costs"
"""The path of the costs of several runs, which a chart asks for again and again."""
NOTEBOOK = f"{API}/notebook"
"""The path to which a visitor posts what she asks of her runs."""
ROOMS = f"{API}/rooms"
"""The path to which a teacher posts that she opens a room; below it are the others of rooms."""
ROOM_JOIN = f"{ROOMS}/join"
SHORT_JOIN = "join"
"""The short address of rooms, which is typed."""
ROOM_ENTER = f"{ROOMS}/enter"
"""The path at which a student who has joined asks whether it is her turn to open the app."""
ROOM_STUDENT = f"{ROOMS}/student"
ROOM_WALL = f"{ROOMS}/wall"
ROOM_STEER = f"{ROOMS}/steer"
ROOM_ANSWERS = f"{ROOMS}/answers"
ROOM_RESULTS = f"{ROOMS}/results"
REPLAY = f"{API}/replay"
"""The path of compared runs, which are trained again."""
RUN_ID = re.compile(r"[A-Za-z0-9_-]{22}")
"""The form of the ids of runs."""

STREAMLIT_FILES = "static"
"""The folder of Streamlit's own files; each has another name with another content."""


def under(base_path: str) -> str:
    """The beginning of all paths of the server under a server.baseUrlPath."""
    return f"/{base_path.strip('/')}".rstrip("/")


def run_path(run_id: str) -> str:
    """The path at which a browser polls a run."""
    return f"{RUNS}/{run_id}"


def command_path(run_id: str) -> str:
    """The path to which the owner of a run posts commands."""
    return f"{RUNS}/{run_id}/commands"


def diagnosis_path(run_id: str) -> str:
    """The path of the doctor's opinion on a run."""
    return f"{RUNS}/{run_id}/diagnosis"


def curve_path(run_id: str) -> str:
    """The path of all costs of a run."""
    return f"{RUNS}/{run_id}/curve"


def data_path(token: str) -> str:
    """The path of the data that the live view draws; the same token always means the same data."""
    return f"{DATA}/{token}"


def network_path(token: str) -> str:
    """The path of initial weights; the same token always means the same weights."""
    return f"{NETWORKS}/{token}"


def asset_path(version: str, name: str) -> str:
    """The path of an asset; `version` changes whenever its content does, so that it may be cached for ever."""
    return f"{ASSETS}/{version}/{name}"
