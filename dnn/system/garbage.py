"""Garbage collection of a process that lives long: what is there when it begins its work stays, and is not gone through
again and again.
"""

from __future__ import annotations

import gc


def leave_out_what_stays() -> None:
    """Have everything that is there now left out of garbage collection for good, but for what is garbage already. The
    modules of a server are half of what a collection goes through, and meanwhile nobody is answered."""
    gc.collect()
    gc.freeze()
