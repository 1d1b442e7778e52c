"""Columns of the table of runs that a list of runs is made from."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns; runs that are there already have no number, no star and no summary."""
    op.add_column("runs", sa.Column("number", sa.Integer, nullable=False, server_default="0"))
    op.add_column("runs", sa.Column("is_starred", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("runs", sa.Column("summary", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """Take the columns away."""
    for name in ("summary", "is_starred", "number"):
        op.drop_column("runs", name)
