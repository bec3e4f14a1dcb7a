"""calls and hearings"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table('calls',
    sa.Column('conversation_id', sa.String(length=32), nullable=False),
    sa.Column('line', sa.String(length=12), nullable=False),
    sa.Column('municipality', sa.String(length=4), nullable=True),
    sa.Column('started', sa.DateTime(), nullable=False),
    sa.Column('ended', sa.DateTime(), nullable=True),
    sa.Column('ending', sa.String(length=12), nullable=True),
    sa.Column('seconds', sa.Float(), nullable=True),
    sa.Column('transferred_to', sa.String(length=16), nullable=True),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('conversation_id')
    )
    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calls_started'), ['started'], unique=False)

    op.create_table('hearings',
    sa.Column('message_id', sa.String(length=32), nullable=False),
    sa.Column('confidence', sa.Float(), nullable=True),
    sa.Column('endpoint_ms', sa.Float(), nullable=True),
    sa.Column('draft_ms', sa.Float(), nullable=True),
    sa.Column('reply_ms', sa.Float(), nullable=True),
    sa.Column('interrupted', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('message_id')
    )


def downgrade() -> None:
    """Back."""
    op.drop_table('hearings')
    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calls_started'))

    op.drop_table('calls')
