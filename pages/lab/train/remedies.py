"""The remedies of the doctor, tried: a new run from the same start, with the one change."""

from __future__ import annotations

from dnn.errors import ConfigurationError
from dnn.text.messages import Enumeration, Text
from pages.server.runs.opinions import opinion_on
from pages.shared.run import run_commands
from pages.shared.session.run_view import RunView


def try_remedy(view: RunView, rule: str) -> None:
    """Begin a run with the remedy of a finding on the visitor's run.

    Raises:
        ConfigurationError: the doctor has no such finding, or it has no remedy that a setting is.
    """
    snapshot = run_commands.current_run(view)
    opinion = None if snapshot is None or not run_commands.is_mine(snapshot) else opinion_on(snapshot)
    remedies = {} if opinion is None else {finding.rule: finding.remedied for finding in opinion.findings}
    config = remedies.get(rule)
    if config is None:
        known = [name for name, remedied in remedies.items() if remedied is not None]
        expected = Text("one of {choices}", choices=Enumeration(known)) if known else Text("a finding with a remedy")
        raise ConfigurationError("rule", expected, rule, Text("what is found now"))
    run_commands.start_with(view, config)
