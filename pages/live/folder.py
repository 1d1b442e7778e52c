"""Where the modules of the components stand."""

from pathlib import Path

STATIC = Path(__file__).parent / "static"
"""The folder of the modules; a server route hands out each `*.js` in it."""
