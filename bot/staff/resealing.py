"""Second factors that lie in clear, or under an older key, are sealed with the first one."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.staff.secret_box import SecretBox
from bot.staff.tables import SessionRow, UserRow


def reseal(session: Session, box: SecretBox) -> int:
    """Within a transaction; gives how many were sealed anew. Raises KeyFileError, OSError.

    Two processes may do it at once: what the other has changed meanwhile is left as it is.
    """
    done = 0
    for column, key in (
        (UserRow.totp_secret, UserRow.id),
        (SessionRow.new_secret, SessionRow.token_hash),
    ):
        for name, stored in session.execute(select(key, column).where(column.isnot(None))).all():
            secret = None if box.is_fresh(stored) else box.opened(stored)
            if secret is not None:
                change = update(column.class_).where(key == name, column == stored)
                session.execute(
                    change.values({column: box.sealed(secret)}).execution_options(
                        synchronize_session=False
                    )
                )
                done += 1
    return done
