"""saved views: name, note, what they showed and what changed in them"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    for name in ("name", "note", "trouble"):
        op.add_column("saved_views", sa.Column(name, sa.Text(), server_default="", nullable=False))
    for name in ("named_at", "looked_at"):
        op.add_column("saved_views", sa.Column(name, sa.DateTime(), nullable=True))
    op.add_column("saved_views", sa.Column("since", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("saved_views", sa.Column("noticed", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "view_readings",
        sa.Column("hash", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "role"),
        sa.ForeignKeyConstraint(["hash"], ["saved_views.hash"]),
    )
    op.create_table(
        "view_changes",
        sa.Column("hash", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "number"),
        sa.ForeignKeyConstraint(["hash"], ["saved_views.hash"]),
    )


def downgrade() -> None:
    op.drop_table("view_changes")
    op.drop_table("view_readings")
    for name in ("name", "note", "trouble", "named_at", "looked_at", "since", "noticed"):
        op.drop_column("saved_views", name)
