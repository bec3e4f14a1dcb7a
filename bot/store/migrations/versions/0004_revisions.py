"""revisions of the content, and the number that tells when it changed"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table('revisions',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('municipality', sa.String(length=4), nullable=True),
    sa.Column('content', sa.JSON(), nullable=True),
    sa.Column('base_hash', sa.String(length=64), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('author_id', sa.String(length=64), nullable=False),
    sa.Column('author_name', sa.String(length=120), nullable=False),
    sa.Column('saved', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('created', sa.DateTime(), nullable=False),
    sa.Column('changed', sa.DateTime(), nullable=False),
    sa.Column('published', sa.DateTime(), nullable=True),
    sa.Column('withdrawn', sa.DateTime(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('supersedes', sa.String(length=32), nullable=True),
    sa.ForeignKeyConstraint(['supersedes'], ['revisions.id'], ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('revisions', schema=None) as batch_op:
        batch_op.create_index(
            'revisions_by_subject', ['kind', 'key', 'municipality'], unique=False
        )
        batch_op.create_index('revisions_by_state', ['state', 'author_id'], unique=False)

    counter = op.create_table('content_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.bulk_insert(counter, [{'id': 1, 'number': 0}])


def downgrade() -> None:
    """Back."""
    op.drop_table('content_version')
    with op.batch_alter_table('revisions', schema=None) as batch_op:
        batch_op.drop_index('revisions_by_state')
        batch_op.drop_index('revisions_by_subject')

    op.drop_table('revisions')
