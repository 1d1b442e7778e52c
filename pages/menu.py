"""The pages of the app, in the order of the menu: one entry a page."""

from __future__ import annotations

from dataclasses import dataclass

from dnn.text.messages import Text


@dataclass(frozen=True)
class MenuEntry:
    """One page.

    Attributes:
        name: its address under the app's own, which is the home page's itself.
        file: its script, from the folder of the pages.
        group: the heading under which it stands in the menu; None for the first level.
        title: what visitors read.
        icon: the name of a Material symbol.
        parameters: names of its own parameters of the link, beside the configuration; it checks them itself.
    """

    name: str
    file: str
    group: Text | None
    title: Text
    icon: str
    parameters: tuple[str, ...] = ()


LEARN = Text("Learn")

TRAIN = MenuEntry("train", "lab/train/page.py", None, Text("Train"), "play_circle")
"""The home page."""

MENU: dict[str, MenuEntry] = {
    entry.name: entry
    for entry in (
        TRAIN,
        MenuEntry(
            "iteration", "learn/iteration/page.py", LEARN, Text("One iteration"), "account_tree", ("step", "of", "loop")
        ),
        MenuEntry("cache", "learn/cache/page.py", LEARN, Text("Why z is cached"), "inventory_2", ("line",)),
        MenuEntry(
            "gradient_check", "learn/gradient_check/page.py", LEARN, Text("Gradient check"), "troubleshoot", ("bug",)
        ),
        MenuEntry("gradients", "learn/gradients/page.py", LEARN, Text("Vanishing gradients"), "show_chart", ("flow",)),
        MenuEntry("initialisation", "learn/initialisation/page.py", LEARN, Text("Initialisation"), "casino"),
        MenuEntry("casebook", "learn/casebook.py", LEARN, Text("The doctor's casebook"), "stethoscope"),
        MenuEntry("dimensions", "learn/dimensions/page.py", LEARN, Text("Dimensions"), "grid_on"),
        MenuEntry(
            "shape_lab", "learn/shape_lab/page.py", LEARN, Text("Wrong shapes"), "rule", ("mistake", "planted")
        ),
        MenuEntry("practice", "learn/practice/page.py", LEARN, Text("Practice"), "quiz", ("set", "question")),
        MenuEntry("notation", "learn/notation.py", LEARN, Text("Notation"), "function"),
    )
}  # fmt: skip
"""Every page by name."""

PAGE_PARAMETERS = tuple(parameter for entry in MENU.values() for parameter in entry.parameters)
"""The parameters of all pages together."""
