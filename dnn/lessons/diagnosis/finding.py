"""Rules of the doctor, and their findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dnn.configuration import RunConfig
from dnn.lessons.diagnosis.evidence import Evidence
from dnn.text.messages import Text


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a run.

    Attributes:
        rule: the name of the rule.
        title: in two or three words.
        seen: what was seen, with its number.
        why: why it happens.
        remedy: what to try.
        remedied: the run's configuration with the remedy, for a new run from the same start; None where no setting is
            the remedy, or the run has it already.
    """

    rule: str
    title: Text
    seen: Text
    why: Text
    remedy: Text
    remedied: RunConfig | None


@dataclass(frozen=True)
class Account:
    """An explanation: why something happens, and what to try.

    Attributes:
        why, remedy: as in Finding.
        change: the configuration with the remedy; None where there is none to press.
    """

    why: Text
    remedy: Text
    change: Callable[[RunConfig], RunConfig | None]


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        name: what links and tests call it.
        title: in two or three words.
        check: evidence -> what was seen, with its number; None where the rule is silent.
        usual: why it mostly happens, and what to try then.
        example: a run that shows it in the usual way, for the casebook and the tests.
        shown_by: the network where the run stands (its units, gradients, inputs), or the costs on the way there.
        order: its position among the findings; causes come before what follows from them.
        more_examples: runs on other data, with other tasks or batches, that show it too, for the tests.
        account: evidence -> why it happened here; None where that is as usual.
    """

    name: str
    title: Text
    check: Callable[[Evidence], Text | None]
    usual: Account
    example: RunConfig
    shown_by: Literal["network", "cost"]
    order: int
    more_examples: tuple[RunConfig, ...]
    account: Callable[[Evidence], Account | None] = lambda evidence: None

    @property
    def remedied(self) -> RunConfig | None:
        """The example with the usual remedy; None where no setting is that."""
        return self.usual.change(self.example)

    def find(self, evidence: Evidence) -> Finding | None:
        """Apply the rule."""
        seen = self.check(evidence)
        if seen is None:
            return None
        account = self.account(evidence) or self.usual
        remedied = account.change(evidence.config)
        return Finding(
            self.name,
            self.title,
            seen,
            account.why,
            account.remedy,
            None if remedied == evidence.config else remedied,
        )
