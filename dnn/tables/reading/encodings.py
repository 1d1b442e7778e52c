"""Text of bytes: the encoding is told by a byte order mark or by what the bytes can be, and is said."""

from __future__ import annotations

import codecs
import re

from dnn.tables.reading.options import ENCODINGS
from dnn.tables.table_error import unusable
from dnn.text.messages import Text

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
"""Byte order marks, each with its entry of ENCODINGS."""
PROBED_BYTES = 4_096
_THREE_BYTES = re.compile(rb"[\xe1-\xef][\x80-\xbf]{2}")
"""A character of UTF-8 that bytes of GB18030 hardly ever look like."""
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_COMMON_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
"""A pair of bytes of GB2312, which has the characters in use."""
_ANOTHER_ENCODING = Text("another encoding")


def decoded(content: bytes, encoding: str | None = None) -> tuple[str, Text]:
    """The text, and the note that says its encoding.

    Args:
        content: the bytes of a file.
        encoding: one of ENCODINGS; None finds it.

    Raises:
        TableError: the bytes are no text in it, or in any that is known.
    """
    name = encoding or _by_mark(content) or _by_zeros(content)
    if name is None:
        return _guessed(content)
    return _strict(content, name), Text("Encoding: {encoding}.", encoding=_title(content, name))


def _title(content: bytes, name: str) -> Text:
    marked = _by_mark(content) is not None
    title = ENCODINGS.get(name.removesuffix("-le").removesuffix("-be"), ENCODINGS["utf-8"])[1]
    return Text("{encoding} with a byte order mark", encoding=title) if marked else title


def _by_mark(content: bytes) -> str | None:
    return next((name for mark, name in MARKS if content.startswith(mark)), None)


def _by_zeros(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its ASCII characters is zero."""
    probe = content[: PROBED_BYTES - PROBED_BYTES % 2]
    half = len(probe) // 2
    even, odd = probe[::2].count(0), probe[1::2].count(0)
    if half < 2 or max(even, odd) < 0.4 * half or min(even, odd) > 0.05 * half:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _strict(content: bytes, name: str) -> str:
    codec, title = ENCODINGS.get(name, (name, ENCODINGS["utf-16"][1]))
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise _undecodable(content, error.start, title) from None


def _undecodable(content: bytes, place: int, encoding: Text) -> Exception:
    row = content.count(b"\n", 0, place) + 1
    got = Text("the bytes {bytes} in row {row}", bytes=content[place : place + 2].hex(" "), row=row)
    return unusable(Text("text in {encoding}", encoding=encoding), got, _ANOTHER_ENCODING)


def _guessed(content: bytes) -> tuple[str, Text]:
    """Bytes without a mark: UTF-8 where they can be, else GB18030 where they look like it, else Windows-1252."""
    try:
        return content.decode("utf-8"), Text("Encoding: {encoding}.", encoding=ENCODINGS["utf-8"][1])
    except UnicodeDecodeError as error:
        place = error.start
    if _is_mixed(content):
        raise _undecodable(content, place, ENCODINGS["utf-8"][1])
    for name in ("gb18030", "windows-1252"):
        text = _attempt(content, name)
        if text is not None:
            return text, Text("Encoding: {encoding}, since it is not UTF-8.", encoding=ENCODINGS[name][1])
    raise _undecodable(content, place, ENCODINGS["utf-8"][1])


def _attempt(content: bytes, name: str) -> str | None:
    """The text in one encoding, None where it is unlikely to be that."""
    if name == "gb18030":
        pairs, common = len(_PAIR.findall(content)), len(_COMMON_PAIR.findall(content))
        if common < 0.8 * pairs:
            return None
    elif _THREE_BYTES.search(content) or re.search(rb"[\xc3][\x80-\xbf]", content):
        return None
    try:
        text = content.decode(ENCODINGS[name][0])
    except UnicodeDecodeError:
        return None
    return text if not any(ord(letter) < 32 and letter not in "\t\n\r" for letter in set(text)) else None


def _is_mixed(content: bytes) -> bool:
    """True if some rows can only be UTF-8, although others cannot."""
    for line in content.split(b"\n"):
        if _THREE_BYTES.search(line):
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError:
                continue
            if all(ord(letter) < 128 or letter.isalpha() or ord(letter) >= 0x2000 for letter in text):
                return True
    return False
