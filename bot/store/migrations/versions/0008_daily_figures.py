"""daily figures"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

_COUNTS = ('conversations', 'resolved', 'questions', 'unanswered', 'clarified', 'safety',
           'handed_over', 'rated_up', 'rated_down', 'calls', 'transferred')
_INDEXES = (('conversations', 'created'), ('feedback', 'created'), ('calls', 'ended'))


def upgrade() -> None:
    """Forward."""
    op.create_table('daily_figures',
    sa.Column('span', sa.String(length=5), nullable=False),
    sa.Column('municipality', sa.String(length=4), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('channel', sa.String(length=8), nullable=False),
    sa.Column('gone', sa.Boolean(), nullable=False),
    *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
    sa.Column('topics', sa.JSON(), nullable=False),
    sa.Column('hours', sa.JSON(), nullable=False),
    sa.Column('turns', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('span', 'municipality', 'day', 'channel', 'gone')
    )
    with op.batch_alter_table('daily_figures', schema=None) as batch_op:
        batch_op.create_index('figures_by_day', ['span', 'day'], unique=False)

    rolled = op.create_table('figures_rolled',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('until', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.bulk_insert(rolled, [{'id': 1, 'until': None}])
    op.create_table('figures_stale_days',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True,
              nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    for table, column in _INDEXES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f'ix_{table}_{column}'), [column], unique=False)


def downgrade() -> None:
    """Back."""
    for table, column in _INDEXES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f'ix_{table}_{column}'))

    op.drop_table('figures_stale_days')
    op.drop_table('figures_rolled')
    op.drop_table('daily_figures')
