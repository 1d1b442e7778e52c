"""Find the bug: a program with one wrong line is read, guessed at, and then searched by the gradient check."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import numpy as np
import streamlit as st

from dnn.configuration import RunConfig
from dnn.lessons.gradient_check.bugs import BUGS, Planted, inapplicable, plantable, refused
from dnn.lessons.gradient_check.check import Effort
from dnn.lessons.gradient_check.listing import Written, listing
from dnn.lessons.gradient_check.locate import locate
from dnn.lessons.gradient_check.location import Location, TensorCheck
from dnn.network import layer_sizes, task_name
from dnn.step import start
from pages.shared.drawing import markdown_table, symbols
from pages.shared.drawing.layer_menu import planted_menu
from pages.shared.frame.text import _, labelled, say
from pages.shared.session import control_keys, session
from pages.shared.session.network_snapshot import NetworkSnapshot
from pages.shared.session.page_cache import SMALL, PageCache
from pages.shared.session.work_limits import MAX_BUG_MULTIPLICATIONS
from pages.shared.session.written_numbers import digits

SURPRISE = "surprise"
PARAMETER = "bug"
SCORE = "bug_score"
REVEALED = "bug_revealed"
MAX_TRIES = 12
MAX_UNFOLDED = 4
"""Number of successive tensors with the same result up to which each has a row of its own."""
_LOCATIONS: PageCache[Location] = PageCache(bytes=8_000_000, size=lambda location: SMALL * len(location.checks))


@dataclass(frozen=True)
class Puzzle:
    """A planted bug to be found.

    Attributes:
        planted: the bug.
        number: number of the surprise; None where the bug was chosen from the menu.
    """

    planted: Planted
    number: int | None

    @property
    def written(self) -> str:
        """The puzzle as written in the link: "17" for a surprise, "dW_twice.2" for a choice."""
        return str(self.number) if self.number is not None else f"{self.planted.bug}.{self.planted.layer}"


def draw(network: NetworkSnapshot) -> None:
    """Draw the menu, the program, the guess, and the result of the check."""
    puzzle = _puzzle(network)
    if puzzle is None:
        st.info(_("No bug shows in this network; give it random initial weights or a hidden layer."))
        return
    lines = listing(_layers(network.config), task_name(network.config), puzzle.planted)
    left, right = st.columns([0.5, 0.5], gap="medium")
    with left:
        guess = _read_and_guess(network.config, puzzle, lines)
    with right:
        if _is_revealed(network.config, puzzle):
            location = _location(network, puzzle.planted)
            _reveal(puzzle, location, lines, guess)
        else:
            st.info(
                _("Read the program on the left and select the line that you think is wrong; then run the check."),
                icon=":material/search:",
            )
    _unplantable_bugs(network.config)


def _puzzle(network: NetworkSnapshot) -> Puzzle | None:
    """The bug of the menu, which follows the link; None where nothing can be seen."""
    possible = plantable(network.config)
    bugs = list(dict.fromkeys(planted.bug for planted in possible))
    linked = session.parameter(PARAMETER) or "1"
    name, _dot, written_layer = linked.partition(".")
    titles = {SURPRISE: _("Surprise me")} | {bug: say(BUGS[bug].title) for bug in bugs}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        key = control_keys.control_among("bug", name if name in bugs else SURPRISE, titles, SURPRISE)
        bug: str = st.selectbox(_("Bug"), list(titles), format_func=titles.__getitem__, key=key, width=380)
        if bug == SURPRISE:
            number = _surprise_number(linked)
            another = str(number + 1)
            st.button(_("Another one"), key="another_bug", icon=":material/casino:", on_click=_ask_for, args=(another,))
            puzzle = _surprise(network, number)
        else:
            layers = [planted.layer for planted in possible if planted.bug == bug]
            puzzle = Puzzle(Planted(bug, planted_menu("bug_layer", layers, written_layer, layers[-1], 140)), None)
        right, asked = session.page_value(SCORE, (0, 0))
        if asked:
            st.markdown(_("{right} of {asked} guessed right").format(right=right, asked=asked))
    session.set_parameter(PARAMETER, puzzle.written if puzzle else None)
    return puzzle


def _surprise_number(linked: str) -> int:
    number = digits(linked, 6)
    return 1 if number is None else number


def _ask_for(puzzle: str) -> None:
    session.set_parameter(PARAMETER, puzzle)
    control_keys.forget("bug_guess")


def _surprise(network: NetworkSnapshot, number: int) -> Puzzle | None:
    """The surprise of this number: a bug that shows in this network before its training, so that it stays the same
    while a run goes on; where none does, one that shows now."""
    possible = plantable(network.config)
    is_new = network.state.iteration == 0
    for each in (network,) if is_new else (NetworkSnapshot(network.config, start(network.config), None), network):
        for index in np.random.default_rng((number, network.config.seed)).permutation(len(possible))[:MAX_TRIES]:
            if _location(each, possible[index]).is_right:
                return Puzzle(possible[index], number)
    return None


def _location(network: NetworkSnapshot, planted: Planted) -> Location:
    effort = Effort(work=MAX_BUG_MULTIPLICATIONS)
    return _LOCATIONS.get((network.key, planted), lambda: locate(planted, network.config, network.state.theta, effort))


def _is_revealed(config: RunConfig, puzzle: Puzzle) -> bool:
    """Return whether the check has been run for this bug in this network."""
    return bool(session.page_value(REVEALED, None) == (config, puzzle.written))


def _read_and_guess(config: RunConfig, puzzle: Puzzle, lines: tuple[Written, ...]) -> str | None:
    """The program, and the line that the visitor takes for the wrong one."""
    is_revealed = _is_revealed(config, puzzle)
    text = "\n".join(f"{line.text}{_pointer(line) if is_revealed else ''}" for line in lines)
    with st.container(
        height=430 if len(lines) > 18 else "content", border=False
    ):  # its copy button takes the focus: keys scroll
        st.code(text, language="python", line_numbers=True, wrap_lines=True)
    numbered = {line.text: f"{number}: {line.text}" for number, line in enumerate(lines, start=1)}
    candidates = [line.text for line in lines if line.symbol in ("dZ", "dA", "dW", "db", "W", "b")]
    key = control_keys.control_among("bug_guess", None, candidates, None)
    guess: str | None = st.selectbox(
        _("Which line is wrong?"),
        candidates,
        format_func=numbered.__getitem__,
        key=key,
        index=None,
        placeholder=_("your guess"),
        disabled=is_revealed,
    )
    st.button(
        _("Run the check"),
        key="run_the_check",
        type="primary",
        icon=":material/troubleshoot:",
        disabled=guess is None or is_revealed,
        on_click=_take_guess,
        args=(config, puzzle, next((line.is_wrong for line in lines if line.text == guess), False)),
    )
    return guess


def _pointer(line: Written) -> str:
    return "   # ← " + _("here") if line.is_wrong else ""


def _take_guess(config: RunConfig, puzzle: Puzzle, is_right: bool) -> None:
    right, asked = session.page_value(SCORE, (0, 0))
    session.set_page_value(SCORE, (right + is_right, asked + 1))
    session.set_page_value(REVEALED, (config, puzzle.written))


def _reveal(puzzle: Puzzle, location: Location, lines: tuple[Written, ...], guess: str | None) -> None:
    """Show the result of the check, whether the guess was right, and why."""
    wrong, mistake = next(line for line in lines if line.is_wrong), puzzle.planted.mistake
    if guess == wrong.text:
        st.success(_("Right: that is the line."), icon=":material/check_circle:")
    else:
        st.error(_("Not that one: it is {line}").format(line=f"`{wrong.text}`"), icon=":material/error:")
    st.markdown(say(location.verdict).replace("^", ""))
    if location.why_hidden is not None:
        st.warning(say(location.why_hidden), icon=":material/visibility_off:")
    _tensors(location)
    if location.consequences:
        st.caption(
            _("The tensors that disagree after the first were computed from it ({count}).").format(
                count=len(location.consequences)
            )
        )
    st.markdown(labelled(say(mistake.title), say(mistake.explanation)))
    st.markdown(labelled(_("The fix"), say(mistake.fix)))


def _tensors(location: Location) -> None:
    """Every tensor in the order of computation."""
    mode = session.theme_mode()
    heads = (_("Tensor"), _("Compared"), _("Relative error"), _("Verdict"))
    rows = [row for group in _grouped(location.checks) for row in _rows(group, location, mode)]
    with st.container(key="bug_table", border=False):
        st.markdown(markdown_table.markdown(heads, rows, "lrrl"))


def _grouped(checks: tuple[TensorCheck, ...]) -> list[list[TensorCheck]]:
    """Neighbours that all agree, or all disagree, together."""
    return [list(group) for _passed, group in groupby(checks, key=lambda check: check.passed)]


def _rows(group: list[TensorCheck], location: Location, mode: str) -> list[tuple[str, str, str, str]]:
    """One row a tensor; of a long group only its ends, and the number of rows between them."""
    rows = [
        (_symbol(check, mode), f"{check.compared:,}", f"{check.relative_error:.1e}", _mark(check, location))
        for check in group
    ]
    if len(group) <= MAX_UNFOLDED:
        return rows
    between = _("{count} more").format(count=len(rows) - 2), "", "", _mark(group[1], location)
    return [rows[0], between, rows[-1]]


def _symbol(check: TensorCheck, mode: str) -> str:
    symbol = f"${symbols.tex(check.symbol, check.layer, mode)}$"
    return _("update of {symbol}").format(symbol=symbol) if check.is_update else symbol


def _mark(check: TensorCheck, location: Location) -> str:
    if check.passed:
        return f":green[:material/check:] {say(check.verdict)}"
    if check is location.found:
        return f":red[:material/my_location:] **{say(check.verdict)}**"
    words = _("consequence")
    return f":orange[:material/subdirectory_arrow_right:] {words}"


def _unplantable_bugs(config: RunConfig) -> None:
    """Show the bugs that are not in the menu, and the reason."""
    for names, words in (
        (refused(config), _("Not planted here, because NumPy raises an error at once in this network: {bugs}.")),
        (inapplicable(config), _("Not planted here, because this network has no such layer: {bugs}.")),
    ):
        if names:
            st.caption(words.format(bugs="; ".join(say(BUGS[name].title) for name in names)))


def _layers(config: RunConfig) -> int:
    return len(layer_sizes(config)) - 1
