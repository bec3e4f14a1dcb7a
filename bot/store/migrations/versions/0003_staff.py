"""staff: users, grants, sessions and the audit log"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def _user():
    return sa.Column('user_id', sa.String(length=32), nullable=False)


def _of_user():
    return sa.ForeignKeyConstraint(['user_id'], ['staff_users.id'], ondelete='CASCADE')


def upgrade() -> None:
    """Forward."""
    op.create_table('staff_users',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('totp_secret', sa.String(length=64), nullable=True),
    sa.Column('totp_step', sa.Integer(), nullable=False),
    sa.Column('issuer', sa.String(length=255), nullable=True),
    sa.Column('subject', sa.String(length=255), nullable=True),
    sa.Column('created', sa.DateTime(), nullable=False),
    sa.Column('seen', sa.DateTime(), nullable=True),
    sa.Column('disabled', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('email'),
    sa.UniqueConstraint('issuer', 'subject', name='one_user_per_subject')
    )
    op.create_table('staff_grants',
    _user(),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('municipality', sa.String(length=4), nullable=False),
    _of_user(),
    sa.PrimaryKeyConstraint('user_id', 'role', 'municipality')
    )
    op.create_table('staff_recovery_codes',
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    _user(),
    _of_user(),
    sa.PrimaryKeyConstraint('code_hash')
    )
    op.create_table('staff_links',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    _user(),
    sa.Column('expires', sa.DateTime(), nullable=False),
    _of_user(),
    sa.PrimaryKeyConstraint('token_hash')
    )
    op.create_table('staff_sessions',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    _user(),
    sa.Column('waiting', sa.Boolean(), nullable=False),
    sa.Column('rotate', sa.Boolean(), nullable=False),
    sa.Column('replaced', sa.DateTime(), nullable=True),
    sa.Column('created', sa.DateTime(), nullable=False),
    sa.Column('seen', sa.DateTime(), nullable=False),
    sa.Column('form_key', sa.String(length=64), nullable=False),
    sa.Column('new_secret', sa.String(length=64), nullable=True),
    _of_user(),
    sa.PrimaryKeyConstraint('token_hash')
    )
    op.create_table('staff_tries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('moment', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('staff_provider_visits',
    sa.Column('state_hash', sa.String(length=64), nullable=False),
    sa.Column('visitor_hash', sa.String(length=64), nullable=False),
    sa.Column('nonce', sa.String(length=64), nullable=False),
    sa.Column('verifier', sa.String(length=128), nullable=False),
    sa.Column('next', sa.String(length=500), nullable=False),
    sa.Column('created', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('state_hash')
    )
    op.create_table('staff_audit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('moment', sa.DateTime(), nullable=False),
    sa.Column('user_id', sa.String(length=32), nullable=True),
    sa.Column('who', sa.String(length=100), nullable=False),
    sa.Column('action', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('municipality', sa.String(length=4), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    for table, column in _INDEXES:
        op.create_index(op.f(f'ix_{table}_{column}'), table, [column], unique=False)
    op.create_index('staff_tries_of', 'staff_tries', ['key', 'moment'], unique=False)


def downgrade() -> None:
    """Back."""
    for table in ('staff_audit', 'staff_provider_visits', 'staff_tries', 'staff_sessions',
                  'staff_links', 'staff_recovery_codes', 'staff_grants', 'staff_users'):
        op.drop_table(table)


_INDEXES = [('staff_recovery_codes', 'user_id'), ('staff_links', 'user_id'),
            ('staff_sessions', 'user_id'), ('staff_sessions', 'created'),
            ('staff_audit', 'moment'), ('staff_audit', 'user_id')]
