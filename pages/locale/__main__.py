"""`python -m pages.locale`: bring every catalogue up to date with the sources and name what needs a translation.

Exit status: 0 where every message is translated in every language, else 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pages.locale.catalogues import ROOT, Id, Update, update_catalogue

FOLDER = Path(__file__).parent


def catalogue_files() -> list[Path]:
    """The catalogues of all languages."""
    return sorted(FOLDER.glob("*/LC_MESSAGES/messages.po"))


def report(path: Path, update: Update) -> str:
    """Lines for a terminal: what was removed, with its translation, and what needs one."""
    name = path.relative_to(ROOT).as_posix()
    lines = [f"{name}: removed, in no source now: {_quoted(text)} = {_quoted(old)}" for text, old in update.removed]
    lines += [f"{name}: needs a translation: {_quoted(text)}" for text in update.missing]
    return "".join(f"{line}\n" for line in lines or [f"{name}: complete"])


def main() -> int:
    """Update all catalogues, print one report each; the exit status."""
    updates = {path: update_catalogue(path) for path in catalogue_files()}
    for path, update in updates.items():
        sys.stdout.write(report(path, update))
    return 1 if any(update.missing for update in updates.values()) else 0


def _quoted(text: Id) -> str:
    return f"“{text if isinstance(text, str) else ' / '.join(text)}”"


if __name__ == "__main__":
    sys.exit(main())
