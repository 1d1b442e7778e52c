"""An end to Streamlit's question to a host in the Internet which address this machine has.

Streamlit asks it when a WebSocket comes from another origin than the server's, to let one in from its own address, and
everybody waits meanwhile: in a class room whose network leads nowhere, 12 s for each such WebSocket. A server behind
another name has `server.corsAllowedOrigins` for that.
"""

from __future__ import annotations

from streamlit import net_util

KNOWN = "127.0.0.1"
"""An answer that lets nobody in who would not be anyway."""


def ask_nobody() -> None:
    """Have Streamlit take the answer for known."""
    net_util._external_ip = KNOWN
