"""The words of the list of runs, of the ghost and of undo in the live view, by the keys that its modules use."""

from __future__ import annotations

from functools import partial
from gettext import NullTranslations

from pages.live.plural_forms import plural_forms


def run_texts(translations: NullTranslations) -> dict[str, str]:
    """The words of the list of runs and of the ghost in the language of a catalogue."""
    _, ngettext = translations.gettext, translations.ngettext
    counted = partial(plural_forms, translations)
    return {
        "runs": _("Runs"),
        "run": _("Run"),
        "filter_runs": _("Find a run"),
        "only_starred": _("Starred"),
        **counted("compare_runs", lambda number: ngettext("Compare {count} run", "Compare {count} runs", number)),
        "compare_hint": _("Tick {low} to {high} runs to compare them side by side"),
        "shown_curves": _("Cost that the curves of other runs show"),
        "state_column": _("State"),
        "state_diverged": _("Diverged"),
        "computing_time": _("Computing time"),
        "train_score": _("train score"),
        "test_score": _("test score"),
        "list_separator": _(", "),
        "same_settings": _("same settings"),
        **counted("changes", lambda number: ngettext("{count} change", "{count} changes", number)),
        "again": _("again (seed {seed})"),
        "baseline": _("baseline"),
        "previous_run": _("previous run"),
        "ghost": _("Before: {differences}"),
        "ghost_help": _("The curve of the run before this one, grey; what differs is from that one to this one"),
        "ghost_dismiss": _("Take the curve of the run before off the chart"),
        "curve_of": _("Show the curve of run #{number}"),
        "curve_is_shown": _("This run is on the page; its curve is shown"),
        "open_run": _("Show this run with its settings, its weights and its curve"),
        "is_shown": _("This run is on the page"),
        "on_the_page": _("on the page"),
        "branch_of": _("branch of {run} at iteration {iteration}"),
        "deleted_run": _("a deleted run"),
        "unknown_settings": _("settings not readable"),
        "best": _("best"),
        "better": _("better than the baseline"),
        "worse": _("worse than the baseline"),
        "act_star": _("Star run #{number}: it stays when older runs go"),
        "act_edit": _("Name run #{number}, or write a note"),
        "act_baseline": _("Compare the others with run #{number}"),
        "act_branch": _("Go on from run #{number} in another run"),
        "act_delete": _("Delete run #{number}"),
        "deleted": _("Run #{number} was deleted."),
        "name": _("Name"),
        "note": _("Note"),
        "save": _("Save"),
        "cancel": _("Cancel"),
        "undo": _("Undo"),
        "too_many_curves": _(
            "Of the chosen curves the latest {limit} are in colour, the others in grey, {all} in all."
        ),
        "read_last": _("(last)"),
        **counted(
            "more_rows",
            lambda number: ngettext("Show {count} more run", "Show {count} more runs", number),
        ),
        "all_curves": _("Draw the curves of all runs that are listed"),
        "same_start": _("Same weights at iteration 0 ✓"),
        "other_start": _("Different weights at iteration 0: seeds {seeds}"),
        "other_weights": _("Different weights at iteration 0: the networks differ"),
        "other_data": _("These runs learn from different data, so their costs do not compare."),
        "other_penalty": _("Some of these runs have an L2 term in J: compare their test costs, which have none."),
        "runs_limit": _("Stored are the latest runs, up to {count}, and those with a star."),
        **counted(
            "leaving",
            lambda number: ngettext(
                "When there are more than {limit} runs without a star, the oldest goes for good: {runs}.",
                "When there are more than {limit} runs without a star, the oldest go for good: {runs}.",
                number,
            ),
        ),
        **counted(
            "leaving_sweep",
            lambda number: ngettext(
                "The latest {sweeps} groups of runs tried side by side stay without a star; for good goes {runs}.",
                "The latest {sweeps} groups of runs tried side by side stay without a star; for good go {runs}.",
                number,
            ),
        ),
        "star_leaving": _("Star and keep them"),
        "let_go": _("Let them go, and do not ask again"),
        "ask_first": _("Ask before runs go"),
        "no_more_stars": _("All {limit} stars are given; the oldest is that of run #{number}."),
        "move_star": _("Take the star from run #{number}"),
        "runs_end_with_server": _("All of them end with the server, which has no disk for them."),
        "delete_all_runs": _("Delete all my runs, tables and lessons"),
        **counted(
            "really_delete",
            lambda number: ngettext(
                "Delete {count} run and all your tables and lessons for good? This cannot be undone.",
                "Delete {count} runs and all your tables and lessons for good? This cannot be undone.",
                number,
            ),
        ),
        "delete_all_really": _("Delete for good"),
    }


def sweep_texts(translations: NullTranslations) -> dict[str, str]:
    """The words of a sweep in the language of a catalogue."""
    _, ngettext = translations.gettext, translations.ngettext
    counted = partial(plural_forms, translations)
    return {
        "sweep_choice": _("Setting"),
        "sweep_second_choice": _("Together with"),
        "sweep_no_second": _("nothing else"),
        "sweep_values": _("Values"),
        "sweep_options": _("Values to try"),
        "sweep_seeds": _("Seeds each"),
        **counted("sweep_start", lambda number: ngettext("Train {count} run", "Train {count} runs", number)),
        "sweep_no_number": _("Expected numbers separated by commas, such as 0.03, 0.1, 0.3."),
        "sweep_twice": _("Expected values that differ, and one is there twice."),
        "sweep_range": _("Expected {low} to {high} values, got {count}."),
        "sweep_too_many": _("Expected at most {limit} runs at once, got {count}; try fewer values or fewer seeds."),
        "sweep_title": _("Several values of {setting}"),
        "sweep_title_two": _("{first} × {second}"),
        "sweep_progress": _("Training: {percent} % done"),
        "sweep_pause": _("Pause"),
        "sweep_continue": _("Continue"),
        "sweep_cancel": _("End the others"),
        "sweep_open": _("Open the best"),
        "iterations_of_cell": _("{number} iterations"),
        "sweep_open_cell": _("Open this run"),
        "sweep_try_seeds": _("Try 5 seeds"),
        "sweep_best": _("Best after {after}: {setting} ({measure} {cost})."),
        "sweep_best_against": _("Best after {after}: {setting} ({measure} {cost}, {delta} against {other})."),
        "sweep_none": _("All of these runs diverged."),
        "sweep_diverged": _("{setting} diverged at iteration {iteration}."),
        **counted(
            "sweep_more_diverged",
            lambda number: ngettext("{count} more diverged.", "{count} more diverged.", number),
        ),
        "sentence_separator": _("{before} {after}").format(before="", after=""),
        "amount_iterations": _("{number} iterations"),
        "amount_epochs": _("{number} epochs"),
        "amount_examples": _("{number} examples"),
        "amount_seconds": _("{number} seconds of computing"),
        "luck_one_seed": _("With one seed each this could be luck."),
        "luck_ranges": _("The ranges of the seeds overlap: this could be luck."),
        "no_luck": _("The difference is larger than the spread of the seeds."),
    }


def undo_texts(translations: NullTranslations) -> dict[str, str]:
    """The actions that the buttons of undo and redo would take back or do again, in the language of a catalogue."""
    _ = translations.gettext
    actions = {
        "reset": _("the reset"),
        "new_weights": _("the new weights"),
        "set_parameter": _("the weight set by hand"),
        "network": _("the change of the network"),
        "data": _("the change of the data"),
        "settings": _("the change of the settings"),
        "remedy": _("the remedy"),
        "opening": _("the change to another run"),
        "import": _("the import of a file"),
    }
    undone = {f"help_undo_{name}": _("Undo {action}").format(action=action) for name, action in actions.items()}
    return undone | {f"help_redo_{name}": _("Redo {action}").format(action=action) for name, action in actions.items()}
