"""second factors lie encrypted, which takes more room; the service seals what lies in clear"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

PLACES = (('staff_users', 'id', 'totp_secret'), ('staff_sessions', 'token_hash', 'new_secret'))


def upgrade() -> None:
    """Forward."""
    _resize(64, 255)


def downgrade() -> None:
    """Back, with the secrets in clear; raises ValueError when a key is no longer there."""
    from bot.settings import get_settings
    from bot.staff.secret_box import SecretBox

    box = SecretBox.of(get_settings())
    connection = op.get_bind()
    for table, key, column in PLACES:
        rows = sa.table(table, sa.column(key), sa.column(column))
        stored = sa.select(rows.c[key], rows.c[column]).where(rows.c[column].isnot(None))
        for name, sealed in connection.execute(stored).all():
            secret = box.opened(sealed)
            if secret is None:
                raise ValueError('a second factor is sealed with a key that MUNI_STAFF_KEYS lacks')
            change = sa.update(rows).where(rows.c[key] == name)
            connection.execute(change.values({column: secret}))
    _resize(255, 64)


def _resize(before: int, after: int) -> None:
    for table, _, column in PLACES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column(
                column, existing_type=sa.String(length=before), type_=sa.String(length=after),
                existing_nullable=True,
            )
