"""the inbox"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_index('messages_by_outcome', 'messages', ['outcome', 'created'])
    op.create_table('inbox_groups',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('sample', sa.String(length=32), nullable=False),
    sa.Column('topic', sa.String(length=64), nullable=True),
    sa.Column('answered', sa.String(length=64), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('whole', sa.Boolean(), nullable=False),
    sa.Column('waiting', sa.Boolean(), nullable=False),
    sa.Column('claimed_by', sa.String(length=32), nullable=True),
    sa.Column('claimed_name', sa.String(length=100), nullable=True),
    sa.Column('claimed_until', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    # An id is never used again, so that an old link can't open another question.
    sqlite_autoincrement=True
    )
    op.create_table('inbox_shares',
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(length=4), nullable=False),
    *(sa.Column(name, sa.Integer(), nullable=False)
      for name in ('count', 'fallback', 'unsure', 'down', 'clarify', 'web', 'voice')),
    sa.Column('first_seen', sa.DateTime(), nullable=False),
    sa.Column('last_seen', sa.DateTime(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('handled_by', sa.String(length=100), nullable=True),
    sa.Column('handled_at', sa.DateTime(), nullable=True),
    sa.Column('handled_topic', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['group_id'], ['inbox_groups.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('group_id', 'municipality')
    )
    op.create_index('inbox_shares_by_count', 'inbox_shares',
                    ['municipality', 'state', 'count', 'group_id'])
    op.create_index('inbox_shares_by_time', 'inbox_shares',
                    ['municipality', 'state', 'last_seen', 'group_id'])
    op.create_table('inbox_items',
    sa.Column('message_id', sa.String(length=32), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(length=4), nullable=False),
    sa.Column('channel', sa.String(length=8), nullable=False),
    sa.Column('reason', sa.String(length=8), nullable=False),
    sa.Column('wording', sa.String(length=32), nullable=False),
    sa.Column('created', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['group_id'], ['inbox_groups.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('message_id')
    )
    op.create_index('ix_inbox_items_wording', 'inbox_items', ['wording'])
    op.create_index('inbox_items_of', 'inbox_items',
                    ['group_id', 'created', 'municipality', 'channel', 'reason'])
    op.create_table('inbox_notes',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.String(length=32), nullable=False),
    sa.Column('author_name', sa.String(length=100), nullable=False),
    sa.Column('to_id', sa.String(length=32), nullable=True),
    sa.Column('to_name', sa.String(length=100), nullable=True),
    sa.Column('municipality', sa.String(length=4), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('created', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['inbox_groups.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_inbox_notes_group_id', 'inbox_notes', ['group_id'])
    marks = op.create_table('inbox_marks',
    sa.Column('source', sa.String(length=12), nullable=False),
    sa.Column('moment', sa.DateTime(), nullable=False),
    sa.Column('until', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('source')
    )
    # Before MUNI's first message.
    sources = ('unanswered', 'unsure', 'clarified', 'rated', 'turn')
    op.bulk_insert(marks, [{'source': one, 'moment': datetime(2020, 1, 1)} for one in sources])
    op.create_table('labelled_questions',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('wording', sa.String(length=32), nullable=False),
    sa.Column('topic', sa.String(length=64), nullable=False),
    sa.Column('municipality', sa.String(length=4), nullable=True),
    sa.Column('made_by', sa.String(length=100), nullable=False),
    sa.Column('created', sa.DateTime(), nullable=False),
    sa.Column('held_out', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('wording')
    )
    op.create_index('ix_labelled_questions_held_out', 'labelled_questions', ['held_out'])


def downgrade() -> None:
    """Back."""
    for table in ('labelled_questions', 'inbox_marks', 'inbox_notes', 'inbox_items',
                  'inbox_shares', 'inbox_groups'):
        op.drop_table(table)
    op.drop_index('messages_by_outcome', 'messages')
