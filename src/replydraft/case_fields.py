"""The kinds of value that a case is made of: dates, money, currencies, lines of text."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

# ISO 4217's active codes. A table of 180 rows changes about once a year; a dependency for it would not pay.
_CODES = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP "
    "GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD "
    "KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN "
    "NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP "
    "SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV "
    "WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
)
CURRENCIES = frozenset(_CODES.split())

# What takes no room and spells nothing: terminals, screens and models each read it in their own way. Joiners
# stay, which Hindi, Persian and emoji are written with.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


def _seen(value: object) -> object:
    """Take out control characters, those that turn the direction of text, and tag characters."""
    return _UNSEEN.sub("", value) if isinstance(value, str) else value


Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000), BeforeValidator(_seen)
]

_DATE_LIKE = re.compile(r"\d{4}\W\d{1,2}\W\d{1,2}")


def _iso_date(value: object) -> object:
    """Take only an ISO date: pydantic would read 0 as the first day of 1970."""
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value.strip() if isinstance(value, str) else "")
    except ValueError:
        message = f"{value!r:.40} is no date; write year-month-day, such as 2026-11-21"
        raise ValueError(message) from None


def _date_or_phrase(value: object) -> object:
    if isinstance(value, str) and not _DATE_LIKE.fullmatch(value.strip()):
        try:
            return dt.date.fromisoformat(value.strip())
        except ValueError:
            return value
    # A mistyped date must not become a phrase: nothing could compare it with today.
    return _iso_date(value) if isinstance(value, str | int | Decimal) else value


def _shown(value: object) -> object:
    """Take a number for a text: an unquoted order number is one in JSON."""
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


def _upper(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


def _known_currency(value: str) -> str:
    if value not in CURRENCIES:
        message = f"{value!r} is no ISO 4217 currency code; write one such as GBP, EUR or USD"
        raise ValueError(message)
    return value


def plain_text_as(field: str, *, whole: type) -> BeforeValidator:
    """Take a plain text for a `whole` that has it in `field`."""
    return BeforeValidator(
        lambda value: {field: value} if isinstance(value, str) else value,
        json_schema_input_type=str | whole,
    )


def yes_or_no(value: object) -> object:
    """YAML readers turn an unquoted yes into a truth value; take it for the word."""
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


When = Annotated[dt.date | Line, BeforeValidator(_date_or_phrase)]
IsoDate = Annotated[dt.date, BeforeValidator(_iso_date)]
Currency = Annotated[str, BeforeValidator(_upper), AfterValidator(_known_currency)]
Money = Annotated[Decimal, Field(ge=0, max_digits=14, allow_inf_nan=False)]
Reference = Annotated[Line, BeforeValidator(_shown)]


Contradiction = tuple[tuple[str | int, ...], str]
"""Where in the case two fields disagree, and how."""


def refuse(contradictions: Iterator[Contradiction]) -> None:
    """Raise one error that carries every contradiction with its field, for whoever lists them."""
    found = list(contradictions)
    if found:
        text = "; ".join(f"{field_name(where)}: {message}" for where, message in found)
        raise PydanticCustomError("contradiction", "{text}", {"text": text, "contradictions": found})


def field_name(where: tuple[str | int, ...]) -> str:
    """Return a field's place as it is written for people: remedies[0].when."""
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where).removeprefix(".")
    # A name comes from the input: a terminal must not obey what it holds.
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in path)
