"""what was deleted, and for how long each municipality keeps what"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        'deletions',
        sa.Column('kind', sa.String(16), primary_key=True),
        sa.Column('subject', sa.String(64), primary_key=True),
        sa.Column('moment', sa.DateTime, nullable=False, index=True),
    )
    op.create_table(
        'retention_rules',
        sa.Column('municipality', sa.String(4), primary_key=True),
        sa.Column('kind', sa.String(16), primary_key=True),
        sa.Column('days', sa.Integer, nullable=False),
    )
    op.create_table(
        'retention_runs',
        sa.Column('day', sa.String(10), primary_key=True),
        sa.Column('began', sa.DateTime, nullable=False),
    )
    op.execute(
        "INSERT INTO deletions (kind, subject, moment) "
        "SELECT 'conversation', id, deleted FROM conversations WHERE deleted IS NOT NULL"
    )


def downgrade() -> None:
    """Back."""
    op.drop_table('retention_runs')
    op.drop_table('retention_rules')
    op.drop_table('deletions')
