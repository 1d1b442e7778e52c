"""JavaScript modules joined into one: a browser asks once for a module and all that it imports.

Each module becomes a function that returns what the module exports; importing calls it, once. So names of two modules
never meet, and the bundle says of each line in which module it stands. Read are the two forms that our modules have,
`import { name, other as local } from "./path.js";` and `export` before a function, class or constant; a form that would
be misread raises an error.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) (\w+))", re.MULTILINE)
OTHER_FORM = re.compile(r"^(?:import|export)\b.*|(?<![\w$])import(?:\(|\.meta\b)", re.MULTILINE)
TYPES_ONLY = "export {};"
"""Makes a file that has comments alone, typedefs, a module."""
HEAD = """\
// {name} and all that it imports, {count} modules in one; each is a function that returns what it exports.
const $modules = new Map(), $functions = {{}};
const $import = (name) => $modules.get(name) ?? $modules.set(name, $functions[name]()).get(name);
"""


class BundleError(ValueError):
    """A module that cannot be joined with others, and why."""


def bundle(entry: str, sources: Mapping[str, str]) -> str:
    """One module that exports what `entry` does, of the sources by their paths.

    Raises BundleError for an import or export of another form, for one of no source, and for modules that import each
    other.
    """
    names = _in_order(entry, sources)
    functions = "".join(_function(name, sources[name]) for name in names)
    exported = EXPORT.findall(sources[entry])
    last = f"export const {{ {', '.join(exported)} }} = $import({json.dumps(entry)});\n"
    return HEAD.format(name=entry, count=len(names)) + functions + last


def _in_order(entry: str, sources: Mapping[str, str]) -> list[str]:
    """The modules that a module needs, those first that the others import, itself last."""
    needed: dict[str, list[str]] = {}
    open_names = [entry]
    while open_names:
        name = open_names.pop()
        if name in needed:
            continue
        needed[name] = [_path(name, path) for _names, path in IMPORT.findall(sources[name])]
        for other in needed[name]:
            if other not in sources:
                raise BundleError(f"{other} is imported by {name}, but there is no such module")
        open_names += needed[name]
    try:
        return list(TopologicalSorter(needed).static_order())
    except CycleError as error:
        raise BundleError(f"modules import each other: {', '.join(error.args[1])}") from error


def _path(importer: str, path: str) -> str:
    """The path of a module that another one names by where it lies beside itself, as in "../ui/format.js"."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), path))


def _function(name: str, source: str) -> str:
    """A module as a function."""
    exported = EXPORT.findall(source)
    body = EXPORT.sub("", IMPORT.sub(lambda found: _destructured(name, *found.groups()), source))
    body = body.replace(TYPES_ONLY, "")
    if other := OTHER_FORM.search(body):
        raise BundleError(f"{name} has an import or export of a form that is not read: {other[0]}")
    return f"$functions[{json.dumps(name)}] = () => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}};\n"


def _destructured(importer: str, names: str, path: str) -> str:
    locals_of = re.sub(r"(\w+) as (\w+)", r"\1: \2", names)
    return f"const {{{locals_of}}} = $import({json.dumps(_path(importer, path))});"
