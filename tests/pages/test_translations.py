"""Every text of the app is in the catalogue, in every language, with its placeholders; and no page says anything
that is not."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from dnn.configuration import RunConfig
from dnn.errors import DnnError
from pages.locale.catalogues import KEYWORDS, extracted_messages
from pages.locale.languages import LANGUAGES, LOCALE_DIRECTORY, SOURCE_LANGUAGE, preferred_language, translations

ROOT = Path(__file__).parents[2]
TRANSLATED = [code for code in LANGUAGES if code != SOURCE_LANGUAGE]
VISIBLE_ARGUMENTS = (
    "label",
    "help",
    "text",
    "body",
    "title",
    "placeholder",
    "caption",
    "alt",
    "page_title",
    "header",
)
SOURCE_FILES = sorted((ROOT / "pages").rglob("*.py"))


def messages_of_the_sources() -> set[tuple[str, ...]]:
    """The English texts; of those whose words follow a number, singular and plural."""
    return {forms(message) for message in extracted_messages()}


def forms(texts: Any) -> tuple[str, ...]:
    """A message or its translation as a tuple of its forms: one, where its words follow no number."""
    return (texts,) if isinstance(texts, str) else tuple(texts)


def catalogue(code: str) -> Catalog:
    with (LOCALE_DIRECTORY / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=code)


def placeholders(text: str) -> set[str]:
    return {field for _literal, field, _spec, _conversion in string.Formatter().parse(text) if field}


def is_template(message: Message) -> bool:
    """True for a message of a source, into which values are put; the words of lessons are shown as they stand."""
    return any(name.endswith(".py") for name, _line in message.locations)


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated(code: str) -> None:
    translated = {
        forms(message.id)
        for message in catalogue(code)
        if message.id and all(forms(message.string)) and not message.fuzzy
    }
    assert sorted(messages_of_the_sources() - translated) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_translation_is_left_over(code: str) -> None:
    assert sorted({forms(message.id) for message in catalogue(code) if message.id} - messages_of_the_sources()) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_translations_keep_the_placeholders(code: str) -> None:
    differing = [
        message.id
        for message in catalogue(code)
        if message.id
        and is_template(message)
        and {frozenset(placeholders(form)) for form in forms(message.string)} != expected(message)
    ]
    assert differing == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_translations_of_lessons_keep_formulas_and_code(code: str) -> None:
    lessons = [message for message in catalogue(code) if message.id and not is_template(message)]
    assert any(formulas(str(message.id)) for message in lessons)
    assert [message.id for message in lessons if formulas(str(message.string)) != formulas(str(message.id))] == []


def formulas(text: str) -> list[str]:
    """The formulas and the pieces of code of a text; a translation may say them in another order."""
    return sorted(re.findall(r"\$[^$]*\$|`[^`]*`", text))


def expected(message: Message) -> set[frozenset[str]]:
    """The placeholders of each form of a translation: those of the plural, since a form may stand for many numbers."""
    return {frozenset(placeholders(forms(message.id)[-1]))}


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_message_whose_words_follow_a_number_has_as_many_forms_as_its_language(code: str) -> None:
    counted = [message for message in catalogue(code) if not isinstance(message.id, str)]
    assert counted
    assert {len(forms(message.string)) for message in counted} == {catalogue(code).num_plurals}


NEVER_ONE = (
    "The worker process stopped {count} times",
    "is repeated {count} times",
    "one unit {count} times over",
    "it {count} times",
    "{count} characters",
    "{count} examples examined",
    "from a worker {count} times",
    "{count} lines",
    "{count} iterations/s",
    "this network, {count} parameters",
)
"""Parts of messages whose count is more than one wherever they are said."""
LIMIT = r"(?:at most|up to|[Nn]one of|[Nn]one of the|each of) "


def test_a_count_before_a_noun_has_a_singular() -> None:
    """“1 points” is what a template with a plural noun says of one; ngettext and CountedText take both forms."""
    without = [text for text, *plural in messages_of_the_sources() if not plural and _counts(text)]
    assert sorted(text for text in without if not any(part in text for part in NEVER_ONE)) == []


def test_the_search_for_counts_finds_them() -> None:
    assert _counts("{count} points") and _counts("after {count} more points")
    assert not any(map(_counts, ("at most {count} points", "{count} of {all}", "hidden layers: {count}")))


def _counts(text: str) -> bool:
    """True where `{count}` stands before a noun in the plural and is no limit."""
    return re.search(r"\{count\} (?:[a-z]+ )?[a-z]+s\b", re.sub(LIMIT + r"\{count\}", "", text)) is not None


def spoken(node: ast.expr) -> bool:
    """Return whether an expression is a text with words of its own, so that it has to come from the catalogue."""
    if isinstance(node, ast.JoinedStr):
        return any(spoken(value) for value in node.values if isinstance(value, ast.Constant))
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return False
    prose = re.sub(r"\$\$.*?\$\$|\$[^$]*\$|:[a-z_]+/?[a-z_]*:|<[^>]*>|`[^`]*`", "", node.value)
    return re.search(r"[^\W\d_]{3,}", prose) is not None


def hard_coded(tree: ast.AST) -> list[str]:
    """The words that a page hands to Streamlit or to a figure as they stand."""
    found: list[str] = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        function = ast.unparse(call.func)
        if not function.startswith(("st.", "column", "left.", "right.", "symbol.", "go.", "figure.")):
            continue
        shown = [keyword.value for keyword in call.keywords if keyword.arg in VISIBLE_ARGUMENTS]
        if function.startswith("st.") and function.split(".")[-1] in LABELLED and call.args:
            shown.append(call.args[0])
        found += [ast.unparse(expression) for expression in shown if spoken(expression)]
    return found


LABELLED = {
    "markdown",
    "caption",
    "title",
    "header",
    "subheader",
    "write",
    "text",
    "info",
    "error",
    "warning",
    "success",
    "button",
    "selectbox",
    "number_input",
    "slider",
    "select_slider",
    "toggle",
    "popover",
    "expander",
    "text_input",
    "segmented_control",
    "radio",
    "metric",
    "download_button",
    "link_button",
    "checkbox",
    "tabs",
    "toast",
    "pills",
}


@pytest.mark.parametrize("path", SOURCE_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_has_hard_coded_words(path: Path) -> None:
    assert hard_coded(ast.parse(path.read_text(encoding="utf-8"))) == []


def test_the_search_for_hard_coded_words_finds_them() -> None:
    planted = """
import streamlit as st
st.button("Press me")
st.caption(f"Layer {l} of many")
st.markdown("$W^{[1]}$")
st.button(_("Train"))
"""
    assert hard_coded(ast.parse(planted)) == ["'Press me'", "f'Layer {l} of many'"]


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("zh-CN", "zh"),
        ("zh-Hans-CN", "zh"),
        ("zh", "zh"),
        ("en-GB", "en"),
        ("de-DE", "en"),
        (None, "en"),
        ("", "en"),
    ],
)
def test_the_language_follows_the_browser(accepted: str | None, expected: str) -> None:
    assert preferred_language(accepted) == expected


@pytest.mark.parametrize("path", SOURCE_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_is_translated_inside_an_f_string(path: Path) -> None:
    """Extraction does not look there before Python 3.12."""
    inside = [
        ast.unparse(call)
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in KEYWORDS
    ]
    assert inside == []


@pytest.mark.parametrize("path", SOURCE_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_message_is_put_together_before_it_is_translated(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    messages = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in KEYWORDS]
    built = [call.lineno for call in messages if call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)]
    assert built == []


CIRCLES = {"dataset": {"name": "circles"}}


@pytest.mark.parametrize("code", TRANSLATED)
@pytest.mark.parametrize(
    "document",
    [
        {},
        CIRCLES | {"colour": "red"},
        {"dataset": {"name": "circles", "colour": "red"}},
        {"dataset": {"name": "square"}},
        CIRCLES | {"architecture": {"colour": "red"}},
        CIRCLES | {"architecture": {"hidden": [{"colour": "red"}]}},
        CIRCLES | {"hyperparameters": {"colour": "red"}},
        CIRCLES | {"hyperparameters": {"schedule": {"name": "step", "colour": "red"}}},
    ],
    ids=str,
)
def test_no_english_stands_in_a_refusal(code: str, document: dict[str, Any]) -> None:
    """Keys and names stay what they are in a link: a word each, without the comma of an English list."""
    with pytest.raises(DnnError) as refused:
        RunConfig.from_dict(document)
    sentence = re.sub(r"'[^']*'|\{.*\}", "", refused.value.message.render(translations(code)))
    assert re.findall(r"[A-Za-z_]+,? [A-Za-z_]+", sentence) == []


def test_chinese_has_one_form_of_address() -> None:
    formal = [message.id for message in catalogue("zh") if "您" in "".join(forms(message.string))]
    assert not formal, "the catalogue says 你"


def test_no_text_calls_a_member_or_teacher_he_or_she() -> None:
    texts = {text for message in messages_of_the_sources() for text in message}
    found = {text for text in texts if re.search(r"\b([Ss]he|[Hh]ers?|[Hh]erself|[Hh]im|[Hh]imself|[Hh]is)\b", text)}
    assert all("Kaiming He and his colleagues" in text for text in found), found
    chinese = [message.id for message in catalogue("zh") if "她" in "".join(forms(message.string))]
    assert not chinese
