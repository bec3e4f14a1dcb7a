"""What the call itself says, in plain Danish; answers come from the bot."""

from __future__ import annotations

from typing import Final

SILENT_ONCE: Final = "Jeg kan ikke høre dig. Hvad kan jeg hjælpe med?"
NOT_UNDERSTOOD: Final = "Det hørte jeg ikke godt nok. Sig det gerne igen med få ord."
CONFIRM: Final = "Jeg hørte: {text}. Er det rigtigt?"
SAY_AGAIN: Final = "Undskyld. Sig det gerne igen, på en anden måde."
WANT_MORE: Final = "Vil du høre mere?"
ANYTHING_ELSE: Final = "Kan jeg hjælpe med andet?"
WHAT_ELSE: Final = "Hvad kan jeg hjælpe med?"
GOODBYE: Final = "Tak for opkaldet. Farvel."
NOTHING_TO_REPEAT: Final = "Jeg har ikke sagt noget endnu. Hvad kan jeg hjælpe med?"
SLOWER: Final = "Jeg taler langsommere."
FASTER: Final = "Jeg taler hurtigere."
LOUDER: Final = "Jeg taler højere."
SOFTER: Final = "Jeg taler lavere."
NOT_A_CHOICE: Final = "Den tast bruger jeg ikke lige nu."
TRANSFER: Final = "Jeg stiller dig om til {name} nu. Et øjeblik."
TRANSFER_FAILED: Final = "Jeg kan ikke stille om lige nu. Ring selv til {name} på {number}."
CLOSED: Final = "Der er lukket for telefonen hos {name} nu. {hours}"
NO_NUMBER: Final = "Jeg kender ikke et telefonnummer til {name}. Find det på kommunens hjemmeside."
GIVE_UP: Final = "Jeg kan ikke hjælpe dig godt nok."
TECHNICAL: Final = "Der er noget galt hos mig lige nu."
BUSY: Final = "Goddag, du taler med en robot. Alle linjer er optaget lige nu."
BUSY_TRANSFER: Final = "Jeg stiller dig om til {name}."
BUSY_GOODBYE: Final = "Ring igen om lidt. Farvel."
STOPPING: Final = "Jeg skal lukke linjen nu. Ring gerne igen om lidt. Farvel."
CONSENT: Final = (
    "Må vi optage samtalen, så vi kan blive bedre? Sig ja eller nej. Svarer du nej, hjælper jeg "
    "dig på samme måde."
)
RECORDING: Final = "Tak. Samtalen bliver optaget."
NOT_RECORDING: Final = "Samtalen bliver ikke optaget. Hvad kan jeg hjælpe med?"
OFFER_SMS: Final = "Skal jeg sende linket på sms?"
NOTHING_TO_SEND: Final = "Jeg har ikke et link at sende."
SMS_OFF: Final = "Jeg kan desværre ikke sende sms."
ASK_NUMBER: Final = "Sig eller tast dit mobilnummer, otte cifre."
MORE_DIGITS: Final = "Jeg fik {count} cifre. Sig eller tast alle otte."
READ_BACK: Final = "Jeg sender til {number}. Er det rigtigt?"
SENT: Final = "Sms'en er sendt."
NOT_SENT: Final = "Sms'en kunne ikke sendes."
COMMON: Final = (
    SILENT_ONCE,
    NOT_UNDERSTOOD,
    SAY_AGAIN,
    WANT_MORE,
    ANYTHING_ELSE,
    WHAT_ELSE,
    GOODBYE,
    STOPPING,
)
"""Said in many calls, each the same each time: worth having ready."""
