"""The address and port that the server listens to, and the links that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address

from streamlit import config

EVERYWHERE = ("", "0.0.0.0", "::")
"""Values of server.address that mean all interfaces."""
THIS_MACHINE = "localhost"
USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Listening:
    """Address and port of a server, as Streamlit's options have it.

    Attributes:
        host: server.address; empty: all interfaces.
        port: server.port, the one that was free at last.
        base_path: server.baseUrlPath.
        is_tls: whether it speaks https by itself.
        public_host: browser.serverAddress, by which the operator says how visitors call the machine; None: not said.
        public_port: browser.serverPort.
    """

    host: str = ""
    port: int = 8501
    base_path: str = ""
    is_tls: bool = False
    public_host: str | None = None
    public_port: int = 8501

    @staticmethod
    def from_options() -> Listening:
        """Read Streamlit's options, once the server has its port."""
        public_host = (
            config.get_option("browser.serverAddress") if config.is_manually_set("browser.serverAddress") else None
        )
        return Listening(
            config.get_option("server.address") or "",
            int(config.get_option("server.port")),
            config.get_option("server.baseUrlPath") or "",
            bool(config.get_option("server.sslCertFile")),
            public_host or None,
            int(config.get_option("browser.serverPort")),
        )

    @property
    def is_everywhere(self) -> bool:
        """True if it listens to all interfaces."""
        return self.host in EVERYWHERE

    @property
    def is_here_alone(self) -> bool:
        """True if it listens to this machine alone."""
        if self.host == THIS_MACHINE:
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:  # a name, or nothing
            return False

    def url(self, host: str) -> str:
        """The address of the app on a host of this name or number."""
        return self._url(host, self.port)

    @property
    def public_url(self) -> str | None:
        """The address by which the operator has visitors come; None where nothing is said."""
        return None if self.public_host is None else self._url(self.public_host, self.public_port)

    def _url(self, host: str, port: int) -> str:
        scheme = "https" if self.is_tls else "http"
        where = f"[{host}]" if ":" in host else host
        shown = "" if port == USUAL_PORTS[scheme] else f":{port}"
        path = self.base_path.strip("/")
        return f"{scheme}://{where}{shown}" + (f"/{path}" if path else "")
