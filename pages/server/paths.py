"""The paths of the routes, under the app's own address.

The paths are relative: the browser puts them behind the address from which it got Streamlit itself, so that they
hold behind any proxy, under any server.baseUrlPath.
"""

import os

RUNS = "api/runs"
ASSETS = "api/assets"
DATA = "api/data"
NETWORKS = "api/networks"


def serves_routes() -> bool:
    """True unless DNN_ROUTES=off has this server be as a host that does not serve the app's routes."""
    return os.environ.get("DNN_ROUTES") != "off"


def run_path(run_id: str) -> str:
    """The path at which a browser polls a run."""
    return f"{RUNS}/{run_id}"


def data_path(token: str) -> str:
    """The path of the data that the live view draws; the same token always means the same data."""
    return f"{DATA}/{token}"


def network_path(token: str) -> str:
    """The path of initial weights; the same token always means the same weights."""
    return f"{NETWORKS}/{token}"


def asset_path(version: str, name: str) -> str:
    """The path of an asset; `version` changes whenever its content does, so that it may be cached for ever."""
    return f"{ASSETS}/{version}/{name}"
