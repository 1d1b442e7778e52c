"""The command that updates the catalogues: the messages it preserves, adds and removes, and that it has been run."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.locale.__main__ import catalogue_files, report
from pages.locale.catalogues import KEYWORDS, ROOT, Update, extracted_messages, update_catalogue, updated
from pages.locale.languages import LANGUAGES, SOURCE_LANGUAGE

CATALOGUE = """# Two texts.
msgid ""
msgstr ""
"Language: zh\\n"

#: dnn/elsewhere.py
msgid "Reset"
msgstr "重置"

#: pages/a.py
msgid "Train"
msgstr "训练"
"""


@pytest.mark.parametrize("path", catalogue_files(), ids=lambda path: path.parts[-3])
def test_the_command_has_been_run(path: Path) -> None:
    text = path.read_text("utf-8")
    assert updated(text, extracted_messages()) == Update(text, (), ())


def test_every_language_has_a_catalogue() -> None:
    translated = {code for code in LANGUAGES if code != SOURCE_LANGUAGE}
    assert {path.parts[-3] for path in catalogue_files()} == translated


def test_the_functions_that_take_messages_are_found() -> None:
    assert set(KEYWORDS) == {"_", "Text", "ngettext", "CountedText"}
    assert {"Train", "Sigmoid"} <= extracted_messages().keys()


def test_order_head_and_translations_stay_and_locations_are_renewed() -> None:
    update = updated(CATALOGUE, {"Train": ("pages/b.py",), "Reset": ("dnn/elsewhere.py", "pages/a.py")})
    assert update.text == CATALOGUE.replace("pages/a.py", "pages/b.py").replace(
        "#: dnn/elsewhere.py", "#: dnn/elsewhere.py pages/a.py"
    )
    assert (update.missing, update.removed) == ((), ())


def test_a_new_message_stands_behind_its_predecessor_without_a_translation() -> None:
    update = updated(CATALOGUE, {"Reset": ("pages/a.py",), "{count} steps": ("pages/a.py",), "Train": ("pages/a.py",)})
    entries = update.text.split("\n\n")
    assert entries[2] == '#: pages/a.py\n#, python-brace-format\nmsgid "{count} steps"\nmsgstr ""'
    assert update.missing == ("{count} steps",)


def test_a_message_whose_words_follow_a_number_has_the_forms_of_its_language() -> None:
    step = ("{count} step", "{count} steps")
    update = updated(CATALOGUE, {"Reset": ("pages/a.py",), step: ("pages/a.py",), "Train": ("pages/a.py",)})
    entry = update.text.split("\n\n")[2]
    assert entry.splitlines()[2:] == ['msgid "{count} step"', 'msgid_plural "{count} steps"', 'msgstr[0] ""']
    assert update.missing == (step,)
    translated = update.text.replace(entry, entry.replace('[0] ""', '[0] "{count} 步"'))
    assert updated(translated, {"Reset": ("pages/a.py",), step: ("pages/a.py",)}).missing == ()


def test_a_message_that_is_gone_is_removed_and_reported_with_its_translation() -> None:
    update = updated(CATALOGUE, {"Train again": ("pages/a.py",), "Reset": ("pages/a.py",)})
    assert update.removed == (("Train", "训练"),)
    assert "训练" not in update.text
    assert "fuzzy" not in update.text


def test_the_report_names_what_is_to_be_done() -> None:
    path = ROOT / "pages" / "locale" / "zh" / "LC_MESSAGES" / "messages.po"
    assert report(path, Update("", ("New",), (("Old", "旧"),))).splitlines() == [
        "pages/locale/zh/LC_MESSAGES/messages.po: removed, in no source now: “Old” = “旧”",
        "pages/locale/zh/LC_MESSAGES/messages.po: needs a translation: “New”",
    ]


def test_a_file_is_updated_in_place(tmp_path: Path) -> None:
    path = tmp_path / "messages.po"
    path.write_text(CATALOGUE, "utf-8")
    update = update_catalogue(path)
    assert path.read_text("utf-8") == update.text
    assert 'msgid "Train"\nmsgstr "训练"' in update.text
    assert set(update.missing) == extracted_messages().keys() - {"Train", "Reset"}
