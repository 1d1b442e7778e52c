"""A run on a page. The run of the link stands under the key "main"; further ones may stand beside it, each under a key
of its own, with widgets, components, configuration and run apart from the others'.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from dnn.configuration import RunConfig
from pages.shared.session import session
from pages.shared.session.chart_options import ChartOptions
from pages.shared.session.undo_history import PageHistory


@dataclass(frozen=True)
class RunView:
    """One run on a page, by the key under which its widgets and components stand. All values are the visitor's."""

    key: str

    @property
    def is_main(self) -> bool:
        """True if it is the run of the link, to which the controls in the sidebar belong."""
        return self.key == session.MAIN_VIEW

    def widget(self, name: str) -> str:
        """The key of a widget, container or component of this view; the bare name in the main view."""
        return name if self.is_main else f"{name}_{self.key}"

    @property
    def run_id(self) -> str | None:
        """Id of the run; None where there is none yet."""
        return session.run_id(self.key)

    def set_run(self, run_id: str | None) -> None:
        """Show another run, or none."""
        session.set_run(run_id, self.key)

    @property
    def offered_run(self) -> tuple[str, RunConfig] | None:
        """Id and configuration of the run that the view offers, which the visitor's first command begins; None where it
        offers none."""
        return session.offered_run(self.key)

    def set_offered_run(self, offered: tuple[str, RunConfig] | None) -> None:
        """Note the run that the view offers, or none."""
        session.set_offered_run(offered, self.key)

    @property
    def previous_run(self) -> str | None:
        """Id of the run that the next one takes the place of, to be compared with it."""
        return session.previous_run(self.key)

    def set_previous_run(self, run_id: str | None) -> None:
        """Note the run that the next one takes the place of."""
        session.set_previous_run(run_id, self.key)

    @property
    def drawn_config(self) -> RunConfig | None:
        """Configuration that the view was drawn with last; None where a link has come since."""
        return session.drawn_config(self.key)

    def set_drawn_config(self, config: RunConfig) -> None:
        """Note the configuration that the view is drawn with."""
        session.set_drawn_config(config, self.key)

    @property
    def history(self) -> PageHistory:
        """Actions that can be undone, and redone."""
        return session.history(self.key)

    def set_history(self, history: PageHistory) -> None:
        """Replace what can be undone, and redone."""
        session.set_history(history, self.key)

    @property
    def known_config(self) -> RunConfig | None:
        """Configuration that the run had when the page was drawn last; None where it was not drawn yet."""
        return session.known_config(self.key)

    def set_known_config(self, config: RunConfig) -> None:
        """Note the configuration that the run has."""
        session.set_known_config(config, self.key)

    @property
    def config(self) -> RunConfig:
        """Configuration that the next run starts from; that of the run where it was not changed since."""
        return session.config(self.key)

    def set_config(self, config: RunConfig) -> None:
        """Replace the configuration and show it in the controls."""
        session.set_config(config, self.key)

    def store_config(self, config: RunConfig) -> None:
        """Replace the configuration by one that the controls already show."""
        session.store_config(config, self.key)

    def set_seed(self, seed: int) -> None:
        """Replace the seed of the weights alone."""
        self.set_config(dataclasses.replace(self.config, seed=seed))

    @property
    def chart_options(self) -> ChartOptions:
        """Scale and smoothing of the cost chart."""
        return session.chart_options(self.key)

    def take_chart_options(self, component: str) -> None:
        """Replace them by what the component of this key has set; what is refused is said on the page."""
        session.take_chart_options(component, self.key)

    @property
    def speed_limit(self) -> int | None:
        """Maximum number of iterations per second; None: no limit."""
        return session.speed_limit(self.key)

    def set_speed_limit(self, limit: int | None) -> None:
        """Let the runs of this view go no faster."""
        session.set_speed_limit(limit, self.key)

    @property
    def commands_sent(self) -> int:
        """Number of commands sent so far; the live view asks the server at once when it grows."""
        return session.commands_sent(self.key)

    def count_command(self) -> None:
        """Note that a command was sent."""
        session.count_command(self.key)

    @property
    def edits_done(self) -> int:
        """Number of the last edit of the live view that was applied."""
        return session.edits_done(self.key)

    def set_edits_done(self, number: int) -> None:
        """Note that edits up to this number were applied."""
        session.set_edits_done(number, self.key)


MAIN = RunView(session.MAIN_VIEW)
"""The run of the link."""
