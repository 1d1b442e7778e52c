"""The tables of the database as they are now; how they became so is in migrations/."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text, false

METADATA = MetaData()
RUNS = Table(
    "runs",
    METADATA,
    Column("id", String(22), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("iteration", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("number", Integer, nullable=False, server_default="0"),
    Column("is_starred", Boolean, nullable=False, server_default=false()),
    Column("summary", Text, nullable=False, server_default=""),
    Column("document", Text, nullable=False),
    Column("arrays", LargeBinary, nullable=False),
    Column("checksum", String(64), nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("created", Float, nullable=False),
    Column("written", Float, nullable=False),
    Column("table_digest", String(64), nullable=False, server_default=""),
    Index("runs_of_owner", "owner", "created"),
    Index("runs_by_age", "written"),
    Index("runs_on_table", "owner", "table_digest"),
)
"""A row a run. `summary` is its entry of the notebook, empty where a version without one has written it. Times are
seconds since 1970; `written` is when it was written last. `bytes` is what it takes. `table_digest` is the hash of the
visitor's table that it is on, empty where it is on none."""

TABLES = Table(
    "tables",
    METADATA,
    Column("owner", String(64), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("n_x", Integer, nullable=False),
    Column("m", Integer, nullable=False),
    Column("classes", Integer, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("created", Float, nullable=False),
    Column("used", Float, nullable=False),
    Column("is_shared", Boolean, nullable=False, server_default=false()),
    Index("tables_of_digest", "digest"),
    Index("tables_by_use", "used"),
)
"""A row an owner and table of hers; `bytes` is what its content takes, and `used` when she used it last."""

TABLE_CONTENTS = Table(
    "table_contents",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("bytes", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""A row a content, however many visitors have it: an .npz file. It goes with the last row of its digest in `tables`."""

LESSON_PROGRESS = Table(
    "lesson_progress",
    METADATA,
    Column("owner", String(64), primary_key=True),
    Column("lesson", String(100), primary_key=True),
    Column("updated", Float, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Index("lesson_progress_by_age", "updated"),
)
"""A row a learner and lesson: how far she is in it, a text in UTF-8. `updated` is when it was written last."""

OWN_LESSONS = Table(
    "own_lessons",
    METADATA,
    Column("owner", String(64), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("title", String(200), nullable=False),
    Column("created", Float, nullable=False),
    Column("used", Float, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Index("own_lessons_of_digest", "digest"),
    Index("own_lessons_by_use", "used"),
)
"""A row an owner and lesson that she has brought in, whose text is in UTF-8; `used` is when anybody used it last."""

ROOMS = Table(
    "rooms",
    METADATA,
    Column("id", String(22), primary_key=True),
    Column("document", Text, nullable=False),
    Column("last_activity", Float, nullable=False),
)
"""A row a room; it goes a day after its last use, in seconds since 1970."""

ROOM_MEMBERS = Table(
    "room_members",
    METADATA,
    Column("id", String(22), primary_key=True),
    Column("room", String(22), nullable=False),
    Column("visitor", String(64), nullable=False),
    Column("document", Text, nullable=False),
    Index("members_of_room", "room"),
    Index("members_of_visitor", "visitor"),
)
"""A row a member of a room, with her answers; `visitor` is the key by which she owns her runs."""
