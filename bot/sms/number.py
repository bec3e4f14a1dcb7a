"""Telephone numbers brought to one form (E.164), and whether an SMS can reach them."""

import phonenumbers

_MOBILE = {
    phonenumbers.PhoneNumberType.MOBILE,
    # In Denmark a mobile number may stand in any series, so the plan can't tell the two apart.
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
}


def e164(number: str) -> str | None:
    """``89 40 20 00``, ``004589402000`` or ``+45 89402000`` as ``+4589402000``.

    A number without a country code is Danish. None when it is no number that can be called.
    """
    parsed = _parse(number)
    if parsed is None:
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def danish_mobile(number: str) -> str | None:
    """The number in E.164 if it is Danish and can take an SMS, else None."""
    parsed = _parse(number)
    if parsed is None or parsed.country_code != 45:
        return None
    return e164(number) if phonenumbers.number_type(parsed) in _MOBILE else None


def _parse(number: str) -> phonenumbers.PhoneNumber | None:
    try:
        parsed = phonenumbers.parse(number, "DK")
    except phonenumbers.NumberParseException:
        return None
    return parsed if phonenumbers.is_valid_number(parsed) else None
