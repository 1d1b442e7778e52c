"""Tables that visitors imported, and the one that each run is on."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

REFERENCE = re.compile(r'"content":"\d+\.\d+\.\d+\.([0-9a-f]{64})"')
"""The table of a run, in its summary or its document."""


def upgrade() -> None:
    """Make the tables, and note the table of the runs that are on one."""
    op.create_table(
        "table_contents",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("bytes", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "tables",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("n_x", sa.Integer, nullable=False),
        sa.Column("m", sa.Integer, nullable=False),
        sa.Column("classes", sa.Integer, nullable=False),
        sa.Column("bytes", sa.Integer, nullable=False),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("used", sa.Float, nullable=False),
        sa.Column("is_shared", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_index("tables_of_digest", "tables", ["digest"])
    op.create_index("tables_by_use", "tables", ["used"])
    op.add_column("runs", sa.Column("table_digest", sa.String(64), nullable=False, server_default=""))
    op.create_index("runs_on_table", "runs", ["owner", "table_digest"])
    _note_tables_of_runs()


def _note_tables_of_runs() -> None:
    runs = sa.table("runs", sa.column("id"), sa.column("summary"), sa.column("table_digest"))
    connection = op.get_bind()
    on_a_table = sa.select(runs.c.id, runs.c.summary).where(runs.c.summary.contains('"content":"'))
    for run_id, summary in connection.execute(on_a_table).all():
        found = REFERENCE.search(summary)
        if found is not None:
            connection.execute(sa.update(runs).where(runs.c.id == run_id).values(table_digest=found[1]))


def downgrade() -> None:
    """Take the tables away."""
    op.drop_index("runs_on_table", "runs")
    op.drop_column("runs", "table_digest")
    for name in ("tables", "table_contents"):
        op.drop_table(name)
