"""All routers of the console, in the order in which they are asked."""

from bot.api.staff import (
    audit,
    exchange,
    exports,
    facts,
    home,
    local_drafts,
    municipalities,
    numbers,
    opening_hours,
    own_account,
    provider_sign_in,
    sign_in,
    users,
)

ROUTERS = [
    home.router,
    provider_sign_in.router,
    sign_in.router,
    own_account.router,
    numbers.router,
    users.router,
    audit.router,
    municipalities.router,
    facts.router,
    opening_hours.router,
    local_drafts.router,
    exchange.router,
    exports.router,
]
