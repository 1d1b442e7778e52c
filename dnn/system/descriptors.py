"""The limit of file descriptors: each browser holds one for its connection, and each worker some for its pipes."""

import logging

LOGGER = logging.getLogger("dnn.system")

GRANTED_DESCRIPTORS = 10_240
"""Descriptors that a process may have on macOS (its OPEN_MAX), whose hard limit can be said to be infinite and is
refused all the same."""


def raise_descriptor_limit() -> int | None:
    """Raise the soft limit of this process, and of those that it starts from now on, to the hard one, or where that is
    refused to GRANTED_DESCRIPTORS. Return the soft limit as it is then; None where there is none, as on Windows."""
    try:
        import resource
    except ImportError:
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == hard:
        return soft
    for wanted in (hard, GRANTED_DESCRIPTORS):
        if 0 <= wanted <= soft:  # an infinite one may be written as -1
            return soft
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        except (ValueError, OSError) as error:
            LOGGER.warning("the limit of %d file descriptors cannot be raised to %d: %s", soft, wanted, error)
        else:
            LOGGER.info("the limit of file descriptors is raised from %d to %d", soft, wanted)
            return wanted
    return soft
