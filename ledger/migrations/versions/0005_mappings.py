"""mappings, and which of them read a load"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "mappings",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=50), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", "version"),
    )
    op.add_column("loads", sa.Column("mapping", sa.String(length=120), nullable=False, server_default=""))
    op.add_column("uploads", sa.Column("mapping", sa.String(length=120), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("uploads", "mapping")
    op.drop_column("loads", "mapping")
    op.drop_table("mappings")
