"""donations, suggestions, told changes and panels"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

TABLES = (
    'donations', 'donated_messages', 'donated_examples', 'withdrawn_donations', 'suggestions',
    'told_changes', 'panels', 'panel_ratings',
)


def upgrade() -> None:
    """Forward."""
    _donations()
    op.create_table(
        'suggestions',
        sa.Column('id', sa.String(32), primary_key=True),
        sa.Column('topic', sa.String(64), nullable=False),
        sa.Column('municipality', sa.String(4)),
        sa.Column('answer_version', sa.String(12), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('state', sa.String(10), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('handled_by', sa.String(100)),
        sa.Column('handled_at', sa.DateTime()),
        sa.Column('created', sa.DateTime(), nullable=False),
    )
    op.create_index('suggestions_by_state', 'suggestions', ['state', 'created'])
    op.create_table(
        'told_changes',
        sa.Column('id', sa.String(32), primary_key=True),
        sa.Column('suggestion_id', sa.String(32),
                  sa.ForeignKey('suggestions.id', ondelete='SET NULL'), unique=True),
        sa.Column('topic', sa.String(64), nullable=False),
        sa.Column('municipality', sa.String(4)),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
    )
    op.create_index('ix_told_changes_day', 'told_changes', ['day'])
    _panels()


def _donations() -> None:
    op.create_table(
        'donations',
        sa.Column('id', sa.String(32), primary_key=True),
        sa.Column('public_id', sa.String(16), nullable=False, unique=True),
        sa.Column('code_hash', sa.String(64), nullable=False, unique=True),
        sa.Column('conversation_id', sa.String(32), unique=True),
        sa.Column('train', sa.Boolean(), nullable=False),
        sa.Column('research', sa.Boolean(), nullable=False),
        sa.Column('municipality', sa.String(4)),
        sa.Column('language', sa.String(2), nullable=False),
        sa.Column('channel', sa.String(8), nullable=False),
        sa.Column('given', sa.Date(), nullable=False),
    )
    op.create_index('ix_donations_given', 'donations', ['given'])
    op.create_table(
        'donated_messages',
        sa.Column('donation_id', sa.String(32),
                  sa.ForeignKey('donations.id', ondelete='CASCADE'), primary_key=True),
        sa.Column('number', sa.Integer(), primary_key=True),
        sa.Column('role', sa.String(8), nullable=False),
        sa.Column('kind', sa.String(12), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('topic', sa.String(64)),
        sa.Column('settled', sa.Boolean(), nullable=False),
    )
    op.create_table(
        'donated_examples',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('donation_id', sa.String(32),
                  sa.ForeignKey('donations.id', ondelete='CASCADE'), nullable=False),
        sa.Column('topic', sa.String(64), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('made', sa.DateTime(), nullable=False),
    )
    op.create_index('ix_donated_examples_donation_id', 'donated_examples', ['donation_id'])
    op.create_table(
        'withdrawn_donations',
        sa.Column('public_id', sa.String(16), primary_key=True),
        sa.Column('month', sa.String(7), nullable=False),
    )


def _panels() -> None:
    op.create_table(
        'panels',
        sa.Column('id', sa.String(32), primary_key=True),
        sa.Column('revision_id', sa.String(32),
                  sa.ForeignKey('revisions.id', ondelete='CASCADE'), nullable=False),
        sa.Column('token_hash', sa.String(64), nullable=False, unique=True),
        sa.Column('made_by', sa.String(100), nullable=False),
        sa.Column('until', sa.DateTime(), nullable=False),
    )
    op.create_index('ix_panels_revision_id', 'panels', ['revision_id'])
    op.create_table(
        'panel_ratings',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('panel_id', sa.String(32),
                  sa.ForeignKey('panels.id', ondelete='CASCADE'), nullable=False),
        sa.Column('saved', sa.Integer(), nullable=False),
        sa.Column('understandable', sa.String(6), nullable=False),
        sa.Column('answered', sa.String(6), nullable=False),
        sa.Column('comment', sa.Text(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
    )
    op.create_index('ix_panel_ratings_panel_id', 'panel_ratings', ['panel_id'])


def downgrade() -> None:
    """Back."""
    for table in reversed(TABLES):
        op.drop_table(table)
