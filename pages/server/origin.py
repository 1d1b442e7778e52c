"""The origin of a request: whether a page of this app sends it, or one of another site in the same browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers


def is_foreign(headers: Headers) -> bool:
    """True if a page of another site sends the request.

    Browsers say so themselves (Fetch Metadata). Of older ones the origin is compared with the host that was asked for,
    as a proxy in front of the app forwards it. What is no browser sends neither, and is nobody's page.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site != "same-origin"
    if origin is None:
        return False
    hosts = [headers.get("host", ""), *headers.get("x-forwarded-host", "").split(",")]
    return _host(origin) not in [host.strip() for host in hosts if host.strip()]


def is_of_this_site(headers: Headers) -> bool:
    """True if a page of this app is known to send the request."""
    has_origin = "sec-fetch-site" in headers or "origin" in headers
    return has_origin and not is_foreign(headers)


def _host(origin: str) -> str:
    """The host and port of an origin; nothing where it is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
