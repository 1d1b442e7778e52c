"""nginx with the very configuration of docs/deploy, at ports and paths of a test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT, end, free_port

CONFIGURATION = ROOT / "docs" / "deploy" / "nginx.conf"
SECONDS = 10
MAIN = """\
{user}daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/proxied;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    access_log off;
    include {folder}/dnn.conf;
}}
"""
"""What stands about the file on a machine where nginx is installed: the main context, with folders of its own."""


class Nginx:
    """A running nginx.

    Attributes:
        url: where it speaks TLS, without a slash at the end.
        plain_url: where it does not.
    """

    def __init__(self, port: int, plain_port: int) -> None:
        self.url, self.plain_url = f"https://127.0.0.1:{port}", f"http://127.0.0.1:{plain_port}"


@contextmanager
def running_nginx(folder: Path, app_port: int, base_path: str = "/dnn") -> Iterator[Nginx]:
    """Start nginx before what listens at a port of this machine, and end it by its process id.

    Under another `base_path` than that of the file, its paths are what the file's first lines say of it.

    Skips the test where there is no nginx.
    """
    program, openssl = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin"), shutil.which("openssl")
    missing = [name for name, path in {"nginx": program, "openssl": openssl}.items() if path is None]
    if missing:
        reason = f"missing here: {', '.join(missing)} (on Debian: apt-get install nginx openssl)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    assert program is not None and openssl is not None
    folder.mkdir()
    port, plain_port = free_port(), free_port()
    _make_certificate(openssl, folder)
    written = substituted(folder, app_port, port, plain_port).replace("/dnn/", f"{base_path}/")
    (folder / "dnn.conf").write_text(written, "utf-8")
    user = "user root;\n" if os.geteuid() == 0 else ""  # the folders of a test are its user's own
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), "utf-8")
    process = subprocess.Popen([program, "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"])
    try:
        _wait_until_open(port, process, folder / "error.log")
        yield Nginx(port, plain_port)
    finally:
        end(process)


def substituted(folder: Path, app_port: int, port: int, plain_port: int) -> str:
    """The file with the ports and paths of a test; each place has to be there, or the file has changed."""
    text = CONFIGURATION.read_text("utf-8")
    for there, here in {
        "listen 80;": f"listen 127.0.0.1:{plain_port};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
        "server 127.0.0.1:8501;": f"server 127.0.0.1:{app_port};",
        "/var/cache/nginx/dnn": f"{folder}/cache",
        "/etc/ssl/certs/school.example.pem": f"{folder}/certificate.pem",
        "/etc/ssl/private/school.example.key": f"{folder}/key.pem",
    }.items():
        assert text.count(there) == 1, there
        text = text.replace(there, here)
    return text.replace("server_name school.example;", "server_name 127.0.0.1;")


def _make_certificate(openssl: str, folder: Path) -> None:
    command = f"{openssl} req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=127.0.0.1"
    files = ["-keyout", folder / "key.pem", "-out", folder / "certificate.pem"]
    subprocess.run([*command.split(), *files], check=True, capture_output=True)


def _wait_until_open(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"nginx did not start:\n{log.read_text('utf-8') if log.exists() else ''}")
            time.sleep(0.05)
        else:
            return
