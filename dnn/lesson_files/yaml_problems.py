"""Words of our own for what is wrong with a text that is no YAML: the parser has English ones, about its insides."""

from __future__ import annotations

from dnn.text.messages import Text

NO_PLACE = Text("a sign that cannot stand there; put the text in quotation marks")
PROBLEMS: tuple[tuple[str, Text], ...] = (
    ("mapping values", Text("a colon where no key can stand; put the text in quotation marks")),
    ("mapping keys", Text("a key where none can stand; look at how far its line is indented")),
    ("sequence entries", Text("an entry of a list (-) where none can stand; look at how far its line is indented")),
    ("could not find expected ':'", Text("a key without its colon")),
    ("expected <block end>", Text("a line that is indented otherwise than those beside it")),
    ("expected ',' or", Text("a list or a section in brackets without a comma, or without its end")),
    ("expected the node content", Text("nothing where a value should stand")),
    ("found unexpected end of stream", Text("a quotation mark without the one that ends the text")),
    ("found unexpected document separator", Text("a quotation mark without the one that ends the text")),
    ("found unknown escape", Text("a backslash that means nothing there; put the text in single quotation marks")),
    ("expected escape sequence", Text("a backslash that means nothing there; put the text in single quotation marks")),
    ("expected chomping", Text("letters behind | or >; begin the text in the next line")),
    ("expected a comment or a line break", Text("letters behind | or >; begin the text in the next line")),
    ("expected '<document start>'", Text("lines after the end of the lesson")),
)
"""Beginnings of the parser's words for a problem, and ours; for any other, NO_PLACE."""


def words_for(said: str) -> Text:
    """The words for what was got in place of YAML, by what the parser says."""
    return next((words for beginning, words in PROBLEMS if said.startswith(beginning)), NO_PLACE)
