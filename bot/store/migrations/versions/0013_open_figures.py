"""figures that have been made public"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        'open_months',
        sa.Column('month', sa.Date, primary_key=True),
        sa.Column('published', sa.DateTime, nullable=False),
    )
    op.create_table(
        'open_counts',
        sa.Column('month', sa.Date, primary_key=True),
        sa.Column('matter', sa.String(12), primary_key=True),
        sa.Column('kind', sa.String(12), primary_key=True),
        sa.Column('topic', sa.String(64), primary_key=True),
        sa.Column('channel', sa.String(8), primary_key=True),
        sa.Column('municipality', sa.String(4), primary_key=True),
        sa.Column('count', sa.Integer, nullable=False),
    )
    op.create_table(
        'open_times',
        sa.Column('month', sa.Date, primary_key=True),
        sa.Column('channel', sa.String(8), primary_key=True),
        sa.Column('median', sa.Integer, nullable=False),
        sa.Column('p95', sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Back."""
    for table in ('open_times', 'open_counts', 'open_months'):
        op.drop_table(table)
