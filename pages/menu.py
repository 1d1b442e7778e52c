"""The pages of the app, in the order of the menu, which is the course's: one entry a page."""

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
        title: what visitors read in the menu, and above the page unless it has another heading.
        icon: the name of a Material symbol.
        purpose: what the page shows, in half a line beside its heading.
        parameters: names of its own parameters of the link, beside the configuration; it checks them itself.
        heading: the heading of the page where that is not its title.
    """

    name: str
    file: str
    group: Text | None
    title: Text
    icon: str
    purpose: Text
    parameters: tuple[str, ...] = ()
    heading: Text | None = None


APP = Text("Deep network trainer")
"""The name of the app."""
LEARN = Text("Learn")
SHAPES = Text("Notation and shapes")
PASSES = Text("Forward and backward")
TRAINING_WELL = Text("Training well")

TRAIN = MenuEntry(
    "train",
    "lab/train/page.py",
    None,
    Text("Train"),
    "play_circle",
    Text("An L-layer network, visible while it learns"),
    ("curves", "baseline", "measure"),
    heading=APP,
)
"""The home page."""

DATA = MenuEntry(
    "data",
    "lab/data/page.py",
    None,
    Text("Your data"),
    "table_chart",
    Text("A table, a text or a drawing of your own becomes X and Y"),
)
"""The page of a visitor's own data."""

COMPARED, COMPARED_AT = "compare", "at"
"""Parameters of comparisons: the runs, and the iteration that is looked at."""
COMPARE = MenuEntry(
    "compare",
    "lab/compare/page.py",
    None,
    Text("Compare"),
    "compare",
    Text("Runs side by side, at the same iteration"),
    (COMPARED, COMPARED_AT),
    heading=Text("Compare runs"),
)
"""The page of runs side by side."""

LESSON, PART = "lesson", "part"
"""Parameters of lessons: the lesson, and its step from 1 on."""
PATH = MenuEntry(
    "path",
    "learn/path/page.py",
    LEARN,
    Text("Lessons"),
    "school",
    Text("Predict, try, see, check: the course step by step"),
    (LESSON, PART),
    heading=Text("The course in ten lessons"),
)
"""The page of lessons, with which the pages to learn from begin."""

ROOM_CODE, ROOM_TAUGHT, ROOM_KEY, ROOM_ENTERED = "code", "taught", "key", "entered"
"""Parameters of rooms: the code to join by; the id of the room that this visitor teaches; and her key, which is taken
over and out of the address at once; and that she comes from the light page before the app, as one of ENTRANCES."""
JOINED, NOT_JOINED = ENTRANCES = ("1", "0")
"""She has joined there, and is to land in the work; or that page is none for her browser, and she joins here."""
ROOM = MenuEntry(
    "room",
    "room/page.py",
    LEARN,
    Text("Room"),
    "groups",
    Text("A class at work, by a code and without accounts"),
    (ROOM_CODE, ROOM_TAUGHT, ROOM_KEY, ROOM_ENTERED),
)
"""The page of a class that works together."""

MENU: dict[str, MenuEntry] = {
    entry.name: entry
    for entry in (
        TRAIN,
        DATA,
        COMPARE,
        PATH,
        MenuEntry(
            "notation",
            "learn/notation.py",
            SHAPES,
            Text("Notation"),
            "function",
            Text("Every symbol, and what it is in this network"),
        ),
        MenuEntry(
            "dimensions",
            "learn/dimensions/page.py",
            SHAPES,
            Text("Dimensions"),
            "grid_on",
            Text("The shape of every W, b, Z, A and of their derivatives"),
        ),
        MenuEntry(
            "shape_lab",
            "learn/shape_lab/page.py",
            SHAPES,
            Text("Wrong shapes"),
            "rule",
            Text("Mistakes in the code: which raise an error, and which do not"),
            ("mistake", "planted"),
        ),
        MenuEntry(
            "iteration",
            "learn/iteration/page.py",
            PASSES,
            Text("One iteration"),
            "account_tree",
            Text("Forward, backward and update, with the real numbers"),
            ("step", "of", "loop"),
        ),
        MenuEntry(
            "cache",
            "learn/cache/page.py",
            PASSES,
            Text("Why z is cached"),
            "inventory_2",
            Text("What backward propagation needs of the way forward"),
            ("line",),
        ),
        MenuEntry(
            "gradient_check",
            "learn/gradient_check/page.py",
            PASSES,
            Text("Gradient check"),
            "troubleshoot",
            Text("Backward propagation compared with finite differences"),
            ("bug",),
        ),
        MenuEntry(
            "initialisation",
            "learn/initialisation/page.py",
            TRAINING_WELL,
            Text("Initialisation"),
            "casino",
            Text("The same network with seven different initial weights"),
        ),
        MenuEntry(
            "gradients",
            "learn/gradients/page.py",
            TRAINING_WELL,
            Text("Vanishing and exploding gradients"),
            "show_chart",
            Text("The size of the gradients, layer by layer"),
            ("flow",),
        ),
        MenuEntry(
            "casebook",
            "learn/casebook.py",
            TRAINING_WELL,
            Text("Casebook of diagnoses"),
            "stethoscope",
            Text("How training fails, how one sees it, and what helps"),
        ),
        MenuEntry(
            "practice",
            "learn/practice/page.py",
            LEARN,
            Text("Practice"),
            "quiz",
            Text("Questions about shapes, passes and gradients"),
            ("set", "question"),
        ),
        ROOM,
    )
}
"""Every page by name."""

PAGE_PARAMETERS = tuple(parameter for entry in MENU.values() for parameter in entry.parameters)
"""The parameters of all pages together."""


def neighbours(entry: MenuEntry) -> tuple[MenuEntry | None, MenuEntry | None]:
    """The pages before and after one, in the order of the menu; None beyond its ends."""
    entries = list(MENU.values())
    place = entries.index(entry)
    before = entries[place - 1] if place > 0 else None
    return before, entries[place + 1] if place + 1 < len(entries) else None
