"""The documents: their code runs, their tables say what the code says, their length stays readable."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from dnn.background.settings import PREFIX, Settings
from pages.server import paths
from pages.server.settings import ServerSettings
from pages.server.start.announcement import announcement, rendered
from pages.server.start.listening import Listening
from pages.server.start.network_addresses import NetworkAddress

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
WORKSHOPS = ("docs/workshop.md", "docs/workshop.zh.md")
MAX_CONTRIBUTING_LINES = 80


def blocks(name: str, language: str) -> list[str]:
    """The code blocks of a document in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / name).read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.workers
@pytest.mark.parametrize("name", READMES)
def test_the_commands_of_the_library_run_as_they_stand(name: str, tmp_path: Path) -> None:
    commands = next(block for block in blocks(name, "sh") if "-m dnn train" in block)
    script = commands.replace(".venv/bin/python", shlex.quote(sys.executable))
    script = re.sub(r"(check moons\.json --plant [^\n]*)", r"\1 || test $? -eq 1", re.sub(r" +#[^\n]*", "", script))
    (tmp_path / "mine.csv").write_text("x1,x2,y\n" + "1,2.5,no\n4,0.5,yes\n" * 5, "utf-8")
    done = subprocess.run(
        ["sh", "-e", "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    written = {"moons.json", "costs.csv", "weights.npz", "moons.py", "table.npz", "run.json"}
    assert written <= {path.name for path in tmp_path.iterdir()}


@pytest.mark.workers
@pytest.mark.parametrize("name", READMES)
def test_the_notebook_code_runs_as_it_stands(name: str, tmp_path: Path) -> None:
    (code,) = blocks(name, "python")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    assert len(done.stdout.splitlines()) > 2


@pytest.mark.parametrize("name", READMES)
def test_the_table_of_settings_has_every_setting_with_its_default(name: str) -> None:
    rows = re.findall(r"^\| `(DNN_\w+)` \| ([^|]+) \|", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    every = [*fields(Settings), *fields(ServerSettings)]
    numbers = {field.name: f"{field.default:g}" for field in every if isinstance(field.default, float)}
    defaults = {PREFIX + field.name.upper(): numbers.get(field.name, str(field.default)) for field in every}
    assert {name: default.strip("`–") for name, default in rows} == defaults


def test_the_proxy_keeps_the_routes_that_never_change() -> None:
    kept = re.search(r"api/\(([\w|]+)\)", (ROOT / "docs/deploy/nginx.conf").read_text("utf-8"))
    assert kept is not None
    assert {f"api/{route}" for route in kept[1].split("|")} == {paths.ASSETS, paths.DATA, paths.NETWORKS}


def test_contributing_can_be_read_at_one_go() -> None:
    assert len((ROOT / "CONTRIBUTING.md").read_text("utf-8").splitlines()) <= MAX_CONTRIBUTING_LINES


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "CONTRIBUTING.md", "docs/decisions.md", "docs/style.md"])
def test_files_that_a_document_names_are_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    named = re.findall(r"`((?:dnn|pages|tests|docs|benchmarks)/[\w./]+)`", text)
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize(
    ("name", "heading", "language"), [(READMES[0], "The first five minutes", "en"), (READMES[1], "最初的五分钟", "zh")]
)
def test_the_first_five_minutes_name_what_stands_on_the_pages(name: str, heading: str, language: str) -> None:
    section = (ROOT / name).read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    words = _words(language)
    labels = re.findall(r"\*\*(.+?)\*\*", section)
    assert len(labels) == 9
    assert [label for label in labels if label not in words] == []


class TestWorkshop:
    """What a teacher reads before a class comes."""

    def test_its_commands_are_the_same_in_both_languages(self) -> None:
        english, chinese = (
            re.findall(r"^ *```\w+\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL) for text in _workshops()
        )
        assert english == chinese and len(english) == 7

    def test_its_first_command_is_that_of_the_readme(self) -> None:
        (command, *_others) = blocks("README.md", "sh")
        assert all(command in text for text in _workshops())

    def test_what_the_terminal_shows_is_what_stands_there(self) -> None:
        shown = rendered(announcement(Listening(), [NetworkAddress("192.168.1.20", "wlan0")]), None)
        networkless = rendered(announcement(Listening(), []), None)
        alone = rendered(announcement(Listening("127.0.0.1"), []), None)
        for text in _workshops():
            assert shown.strip("\n") in text.replace("\n   ", "\n")
            quoted = re.findall(r"^\| `(this [^`]+)`", text, re.MULTILINE)
            assert len(quoted) == 2 and quoted[0] in networkless and quoted[1] in alone

    def test_its_settings_are_settings(self) -> None:
        known = {PREFIX + field.name.upper() for field in (*fields(Settings), *fields(ServerSettings))}
        for text in _workshops():
            named = set(re.findall(rf"{PREFIX}\w+", text))
            assert named and named <= known

    def test_its_plan_has_the_ten_lessons_in_ninety_minutes(self) -> None:
        for text in _workshops():
            plan = re.findall(r"^\| (\d+) \| [^|]+ \| (?:(\d+) [^|]+)?\|", text, re.MULTILINE)
            minutes, lessons = [int(minute) for minute, _lesson in plan], [lesson for _minute, lesson in plan if lesson]
            assert minutes == sorted(minutes) and minutes[0] == 0 and minutes[-1] < 90
            assert lessons == [str(number) for number in range(1, 11)]

    @pytest.mark.parametrize("name", WORKSHOPS)
    def test_its_links_lead_somewhere(self, name: str) -> None:
        for target, anchor in re.findall(r"\]\(([^)#]+)#?([^)]*)\)", (ROOT / name).read_text("utf-8")):
            path = (ROOT / name).parent / target
            assert path.is_file(), target
            headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
            assert not anchor or anchor in [heading.lower().replace(" ", "-") for heading in headings]

    @pytest.mark.parametrize(("name", "language"), [(WORKSHOPS[0], "en"), (WORKSHOPS[1], "zh")])
    def test_what_it_names_in_bold_stands_on_the_pages(self, name: str, language: str) -> None:
        labels = set(re.findall(r"\*\*(.+?)\*\*", (ROOT / name).read_text("utf-8")))
        assert len(labels) == 11 and len(labels - _words(language)) == 1  # which is how a lesson goes

    def test_the_volume_that_it_deletes_is_the_one_that_it_makes(self) -> None:
        for text in _workshops():
            (made,) = re.findall(r"docker run [^\n]*--rm [^\n]*--volume (\w+):/data", text)
            assert f"`docker volume rm {made}`" in text

    def test_the_seats_of_a_room_are_those_of_the_settings(self) -> None:
        seats = str(Settings().room_members)
        assert all(re.search(rf"\b{seats} (seats|个座位)", text) for text in _workshops())


@pytest.mark.parametrize("name", ["docs/deploy/compose.yaml", "docs/deploy/nginx.conf", "Dockerfile"])
def test_the_settings_of_a_deployment_are_settings(name: str) -> None:
    known = {PREFIX + field.name.upper() for field in (*fields(Settings), *fields(ServerSettings))}
    assert set(re.findall(rf"\b{PREFIX}\w+", (ROOT / name).read_text("utf-8"))) <= known


def _workshops() -> list[str]:
    return [(ROOT / name).read_text("utf-8") for name in WORKSHOPS]


def _words(language: str) -> set[str]:
    """All that the pages say in a language."""
    with (ROOT / "pages/locale/zh/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file)
    return {message.id if language == "en" else message.string for message in catalogue if isinstance(message.id, str)}
