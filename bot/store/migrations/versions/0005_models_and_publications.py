"""models and publications"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table('models',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('file', sa.String(length=80), nullable=False),
    sa.Column('data_hash', sa.String(length=64), nullable=True),
    sa.Column('created', sa.DateTime(), nullable=False),
    sa.Column('created_by', sa.String(length=64), nullable=True),
    sa.Column('scores', sa.JSON(), nullable=True),
    sa.Column('thresholds', sa.JSON(), nullable=True),
    sa.Column('comparison', sa.JSON(), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('publish_at', sa.DateTime(), nullable=True),
    sa.Column('publish_by', sa.String(length=64), nullable=True),
    sa.Column('publish_reason', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('models', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_models_publish_at'), ['publish_at'], unique=False)

    op.create_table('publications',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('model_id', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('by', sa.String(length=64), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('before', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['model_id'], ['models.id']),
    sa.ForeignKeyConstraint(['before'], ['publications.id']),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('published_model',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('publication_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['publication_id'], ['publications.id']),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('model_workers',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('model_id', sa.String(length=64), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('seen', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('model_workers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_model_workers_seen'), ['seen'], unique=False)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table('model_workers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_model_workers_seen'))

    op.drop_table('model_workers')
    op.drop_table('published_model')
    op.drop_table('publications')
    with op.batch_alter_table('models', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_models_publish_at'))

    op.drop_table('models')
