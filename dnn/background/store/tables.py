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
    Index("runs_of_owner", "owner", "created"),
    Index("runs_by_age", "written"),
)
"""A row a run. `summary` is its entry of the notebook, empty where a version without one has written it. Times are
seconds since 1970; `written` is when it was written last. `bytes` is what it takes."""
