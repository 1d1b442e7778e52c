"""A module joined with all that it imports does what it does alone; forms that would be misread are refused."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from pages.server.files.assets import MODULES, STATIC, view_sources
from pages.server.files.bundles import BundleError, bundle
from tests.node_packages import tool

SMALL = {
    "main.js": (
        'import { Counter as Tally, private_of } from "./parts/counter.js";\n'
        'import {\n  step,\n  later,\n} from "./parts/step.js";\n'
        'const hidden = "main";\n'
        "export async function all() {\n"
        "  const tally = new Tally();\n"
        "  tally.add(step());\n"
        "  return [hidden, private_of(), step(), tally.value, await later(), [...count(3)]];\n"
        "}\n"
        "export function* count(end) { for (let i = 0; i < end; i += 1) yield i; }\n"
        "export const NAMES = { export: 1 };\n"
    ),
    "parts/counter.js": (
        'import { step } from "./step.js";\n'
        'const hidden = "counter";\n'
        "export class Counter { value = step(); add(number) { this.value += number; } }\n"
        "export function private_of() { return hidden; }\n"
    ),
    "parts/step.js": (
        "let calls = 0;\n"
        "export function step() { return (calls += 1); }\n"
        'export async function later() { return "later"; }\n'
        "export {};\n"
    ),
    "not_needed.js": "throw new Error();\n",
}
EVALUATE = "const it = await import(process.argv[1]); console.log(JSON.stringify(%s));"


def in_node(path: Path, expression: str) -> object:
    """The value of an expression in which `it` is a module."""
    command = [tool("node"), "--input-type=module", "--eval", EVALUATE % expression, path.as_uri()]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def test_each_module_keeps_its_names_and_is_evaluated_once(tmp_path: Path) -> None:
    whole = bundle("main.js", SMALL)
    for name, source in SMALL.items():
        path = tmp_path / "apart" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
    for folder, content in (("apart", SMALL["main.js"]), ("whole", whole)):
        path = tmp_path / folder / "main.js"
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)
        (tmp_path / folder / "package.json").write_text('{"type": "module"}')
        assert in_node(path, "await it.all()") == ["main", "counter", 3, 3, "later", [0, 1, 2]], folder
        assert in_node(path, "[Object.keys(it), it.NAMES]") == [["NAMES", "all", "count"], {"export": 1}], folder
    assert "not_needed" not in whole


@pytest.mark.parametrize("name", [name for name in MODULES if "/" not in name and name != "join_page.js"])
def test_the_modules_of_the_pages_export_what_they_do_alone(name: str, tmp_path: Path) -> None:
    """Without a document a script that watches it cannot be loaded, nor that of a page of its own."""
    whole = tmp_path / "whole.mjs"
    whole.write_text(bundle(name, view_sources()))
    alone = in_node(STATIC / name, "Object.keys(it)")
    assert "mount" in alone if isinstance(alone, list) else False
    assert in_node(whole, "Object.keys(it)") == alone


@pytest.mark.parametrize(
    "line",
    [
        'import "./other.js";', 'import all from "./other.js";', 'import * as all from "./other.js";',
        'export * from "./other.js";', 'export { x } from "./other.js";', "export default function () {}",
        "export let x = 1;", "export var x = 1;", "const x = 1;\nexport { x };", 'const x = await import("./x.js");',
        "const url = import.meta.url;", "import { x } from './other.js';", "export const { x } = y;",
    ],
)  # fmt: skip
def test_another_form_is_refused(line: str) -> None:
    first = line.splitlines()[-1]
    with pytest.raises(BundleError, match="main.js has an import or export of a form that is not read") as refused:
        bundle("main.js", {"main.js": f"// A module.\n{line}\n", "other.js": "export const x = 1;\n"})
    assert re.search(r"not read: (.*)", str(refused.value))[1] in first  # type: ignore[index]


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(
        BundleError, match=r"parts/other\.js is imported by parts/main\.js, but there is no such module"
    ):
        bundle("parts/main.js", {"parts/main.js": 'import { x } from "./other.js";\n'})


def test_modules_that_import_each_other_are_refused() -> None:
    sources = {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'}
    with pytest.raises(
        BundleError, match=r"import each other: a\.js, b\.js, a\.js|import each other: b\.js, a\.js, b\.js"
    ):
        bundle("a.js", sources)
