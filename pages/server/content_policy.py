"""The Content-Security-Policy of the pages: what a browser may load, run and ask, whatever a page should hold.

Nothing comes from another host, so that no link can make a browser fetch a picture from elsewhere. Scripts are the
server's own files, the two of the document, by their hashes, and those of the components, which Streamlit hands to the
browser as blobs. Styles may stand in the document: Streamlit, Plotly and KaTeX write them there.
"""

from __future__ import annotations

import base64
import hashlib
import re

from pages.server.files.streamlit_scripts import INDEX
from pages.server.page_document import SERVER
from pages.server.settings import ANYBODY

INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
NOTHING = "default-src 'none'"


def document_policy(frame_ancestors: str = ANYBODY) -> str:
    """The policy of an HTML document."""
    scripts = INLINE_SCRIPT.findall(INDEX.read_bytes() + SERVER)
    directives = (
        NOTHING,
        " ".join(("script-src 'self' blob: 'wasm-unsafe-eval'", *map(_hash, scripts))),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join((*directives, *_ancestors(frame_ancestors)))


def file_policy(frame_ancestors: str = ANYBODY) -> str:
    """The policy of all else, which is not there to be looked at: opened by itself it loads and runs nothing."""
    return "; ".join((NOTHING, *_ancestors(frame_ancestors)))


def _ancestors(sources: str) -> tuple[str, ...]:
    return () if sources == ANYBODY else (f"frame-ancestors {sources}",)


def _hash(script: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
