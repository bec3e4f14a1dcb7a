"""conversations that people take over"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table('live_chats',
    sa.Column('conversation_id', sa.String(length=32), nullable=False),
    sa.Column('municipality', sa.String(length=4), nullable=True),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('reason', sa.String(length=12), nullable=False),
    sa.Column('agent_id', sa.String(length=32), nullable=True),
    sa.Column('wanted_id', sa.String(length=32), nullable=True),
    sa.Column('asked', sa.DateTime(), nullable=False),
    sa.Column('taken', sa.DateTime(), nullable=True),
    sa.Column('ended', sa.DateTime(), nullable=True),
    sa.Column('citizen_writes_until', sa.DateTime(), nullable=True),
    sa.Column('staff_writes_until', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('conversation_id')
    )
    op.create_index('live_chats_queue', 'live_chats', ['state', 'municipality', 'asked'])
    op.create_index('live_chats_of_agent', 'live_chats', ['agent_id', 'state'])
    op.create_table('live_contacts',
    sa.Column('conversation_id', sa.String(length=32), nullable=False),
    sa.Column('municipality', sa.String(length=4), nullable=True),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('contact', sa.String(length=254), nullable=False),
    sa.Column('created', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('conversation_id')
    )
    op.create_index('ix_live_contacts_municipality', 'live_contacts', ['municipality'])
    op.create_index('ix_live_contacts_created', 'live_contacts', ['created'])
    op.create_table('agent_presence',
    sa.Column('user_id', sa.String(length=32), nullable=False),
    sa.Column('seen', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('user_id')
    )
    op.create_index('ix_agent_presence_seen', 'agent_presence', ['seen'])
    op.create_table('canned_answers',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('municipality', sa.String(length=4), nullable=True),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('updated', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_canned_answers_municipality', 'canned_answers', ['municipality'])


def downgrade() -> None:
    """Back."""
    op.drop_table('canned_answers')
    op.drop_table('agent_presence')
    op.drop_table('live_contacts')
    op.drop_table('live_chats')
