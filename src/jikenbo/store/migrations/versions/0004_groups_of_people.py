"""The groups of people that a count or data item is of."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Give facts their groups."""
    op.add_column("fact", sa.Column("groups", sa.JSON(none_as_null=True), nullable=True))
