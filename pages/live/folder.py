"""The folder with the JavaScript modules of the components."""

from pathlib import Path

STATIC = Path(__file__).parent / "static"
"""The folder of the modules; a server route hands out each `*.js` in it."""
