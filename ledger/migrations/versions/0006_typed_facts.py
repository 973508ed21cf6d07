"""facts that people typed in or corrected"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "typed_facts",
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("fact", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("content"),
    )
    op.create_index(op.f("ix_typed_facts_about"), "typed_facts", ["about"])
    op.create_index(op.f("ix_typed_facts_other"), "typed_facts", ["other"])


def downgrade() -> None:
    op.drop_table("typed_facts")
