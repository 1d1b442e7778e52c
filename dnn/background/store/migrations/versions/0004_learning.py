"""Progress of learners in lessons, and the lessons that visitors bring in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "lesson_progress",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("lesson", sa.String(100), primary_key=True),
        sa.Column("updated", sa.Float, nullable=False),
        sa.Column("bytes", sa.Integer, nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
    )
    op.create_index("lesson_progress_by_age", "lesson_progress", ["updated"])
    op.create_table(
        "own_lessons",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("used", sa.Float, nullable=False),
        sa.Column("bytes", sa.Integer, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
    )
    op.create_index("own_lessons_of_digest", "own_lessons", ["digest"])
    op.create_index("own_lessons_by_use", "own_lessons", ["used"])


def downgrade() -> None:
    """Take the tables away."""
    for name in ("own_lessons", "lesson_progress"):
        op.drop_table(name)
