"""Rooms and their members."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "rooms",
        sa.Column("id", sa.String(22), primary_key=True),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("last_activity", sa.Float, nullable=False),
    )
    op.create_table(
        "room_members",
        sa.Column("id", sa.String(22), primary_key=True),
        sa.Column("room", sa.String(22), nullable=False),
        sa.Column("visitor", sa.String(64), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_index("members_of_room", "room_members", ["room"])
    op.create_index("members_of_visitor", "room_members", ["visitor"])


def downgrade() -> None:
    """Take the tables away."""
    for name in ("room_members", "rooms"):
        op.drop_table(name)
