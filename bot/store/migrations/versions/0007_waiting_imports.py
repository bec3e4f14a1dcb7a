"""files that wait to be imported"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table('waiting_imports',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('user_id', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.Column('created', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_waiting_imports_user_id', 'waiting_imports', ['user_id'])


def downgrade() -> None:
    """Back."""
    op.drop_index('ix_waiting_imports_user_id', 'waiting_imports')
    op.drop_table('waiting_imports')
