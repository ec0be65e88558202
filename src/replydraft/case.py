"""The case: everything that is known about one incident."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

Kind = Literal["resolve", "acknowledge", "clarify", "follow-up", "notice", "close"]
Channel = Literal["email", "chat", "sms", "review", "letter"]
Fault = Literal["ours", "shared", "third_party", "customer", "none", "unknown"]
Severity = Literal["major", "minor", "severe", "none"]
Correctable = Literal["yes", "partly", "no"]
Liability = Literal["admit", "sympathise_only"]
Status = Literal["done", "promised"]

REMEDY_KINDS = (
    "refund", "replacement", "repair", "credit", "discount", "compensation", "payment", "gift",
    "upgrade", "waiver", "visit", "appointment", "delivery", "collection", "correction",
    "redo", "extension", "access", "document", "call-back", "escalation", "donation", "other",
)  # fmt: skip
"""The kinds of remedy that are offered; `Remedy.kind` takes any text."""

# ISO 4217's active codes. A table of 180 rows changes about once a year; a dependency for it would not pay.
CURRENCIES = frozenset(
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP "
    "GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD "
    "KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN "
    "NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP "
    "SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV "
    "WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG".split()
)

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]


def _date_or_phrase(value: object) -> object:
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value.strip())
        except ValueError:
            return value
    return value


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


def _plain_text_as(field: str) -> BeforeValidator:
    return BeforeValidator(lambda value: {field: value} if isinstance(value, str) else value)


def _yes_no(value: object) -> object:
    """YAML readers turn an unquoted yes into a truth value; take it for the word."""
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


When = Annotated[dt.date | Line, BeforeValidator(_date_or_phrase)]
Currency = Annotated[str, BeforeValidator(_upper), AfterValidator(_known_currency)]
Money = Annotated[Decimal, Field(ge=0, max_digits=14, allow_inf_nan=False)]
Reference = Annotated[Line, BeforeValidator(_shown)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Customer(_Frozen):
    """The person who is answered."""

    name: Line | None = None
    """As they should be greeted: "Mrs Mehrotra", "Bev". Without one the greeting has no name."""


class Fact(_Frozen):
    """Something that is known to be true about the incident."""

    text: Line
    """One or more sentences, written so that a reply could use them."""
    confidential: bool = False
    """True: it may guide the reply but must not appear in it, in other words either."""


class Remedy(_Frozen):
    """Something that has been authorised to put things right."""

    kind: Annotated[Line, Field(examples=list(REMEDY_KINDS))] = "other"
    """What sort of remedy: refund, replacement, repair, visit, … or any other word."""
    description: Line
    """What the customer gets, as a noun phrase: "refund of the express fee"."""
    amount: Money | None = None
    """In units of `currency`, 0 or more."""
    currency: Currency | None = None
    """ISO 4217 code; required with an amount."""
    status: Status = "promised"
    """Whether it has happened (done) or will (promised)."""
    when: When | None = None
    """The day it was done, or by which it will be: an ISO date, or a phrase such as "within an hour"."""
    value_when_restored: Money | None = None
    """What the lost thing would be worth when repaired, in `currency` (S3's fair value)."""
    cost_to_restore: Money | None = None
    """What the repair is estimated to cost, in `currency` (S3's fair value)."""

    @model_validator(mode="after")
    def _money_is_complete(self) -> Self:
        sums = (self.amount, self.value_when_restored, self.cost_to_restore)
        if any(sum_ is not None for sum_ in sums) and self.currency is None:
            message = "an amount needs a currency; add one such as `currency: GBP`"
            raise ValueError(message)
        return self


class FollowUp(_Frozen):
    """When the customer hears next, by whom."""

    when: When
    """An ISO date, or a phrase such as "within two hours"."""
    who: Line | None = None
    """A role, a team or the sender's own name; without one the sender writes."""


class Sender(_Frozen):
    """The person or team that signs."""

    name: Line | None = None
    role: Line | None = None
    company: Line | None = None


class Case(_Frozen):
    """Everything that is known about one incident; a draft may say only what it allows."""

    id: Reference | None = None
    """Your own identifier; it appears in receipts and results, never in the reply."""
    kind: Kind = "resolve"
    """Which message this is in the course of the incident."""
    channel: Channel = "email"
    """Where the reply goes; it decides the length and the layout."""
    customer: Annotated[Customer, _plain_text_as("name")] = Customer()
    """Who is answered; a plain text is taken as the name."""
    complaint: Annotated[str, Field(max_length=100_000)] = ""
    """The customer's own words, verbatim, untrusted. Empty only for a notice."""
    facts: tuple[Annotated[Fact, _plain_text_as("text")], ...] = ()
    """What is known; a plain text is a fact that is not confidential."""
    fault: Fault = "ours"
    """Whose fault the incident is."""
    severity: Severity = "major"
    """How big it was for the customer."""
    correctable: Annotated[Correctable, BeforeValidator(_yes_no)] = "yes"
    """Whether the thing itself can be put right."""
    remedies: tuple[Remedy, ...] = ()
    """What has been authorised; a draft may promise nothing else."""
    prevention: tuple[Line, ...] = ()
    """What has been changed so that it does not happen again, as full sentences."""
    follow_up: FollowUp | None = None
    """When the customer hears next."""
    sender: Sender = Sender()
    """Who signs."""
    liability: Liability = "admit"
    """Whether the reply may admit fault."""
    protected_names: tuple[Line, ...] = ()
    """Colleagues who must not appear, even when the customer named them."""
    references: tuple[Reference, ...] = ()
    """Order and ticket numbers that a reply may quote."""
    language: Literal["en"] = "en"
    """The language of the reply."""
    today: dt.date | None = None
    """The day of writing. The library has no clock; the command line fills it in."""

    @field_validator("complaint")
    @classmethod
    def _no_control_characters(cls, value: str) -> str:
        return "".join(char for char in value if char in "\n\t" or ord(char) >= ord(" ")).strip()

    @model_validator(mode="after")
    def _complaint_is_given(self, info: ValidationInfo) -> Self:
        unfinished = bool((info.context or {}).get("unfinished"))
        if self.kind != "notice" and not self.complaint and not unfinished:
            message = "complaint is empty; paste what the customer wrote (only a notice goes without)"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _dates_agree_with_today(self) -> Self:
        problems = list(self._late_promises())
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _late_promises(self) -> Iterable[str]:
        if self.today is None:
            return
        for number, remedy in enumerate(self.remedies):
            if not isinstance(remedy.when, dt.date):
                continue
            if remedy.status == "promised" and remedy.when < self.today:
                yield f"remedies[{number}].when: promised for {remedy.when}, which is before today ({self.today})"
            if remedy.status == "done" and remedy.when > self.today:
                yield f"remedies[{number}].when: done on {remedy.when}, which is after today ({self.today})"
        if self.follow_up and isinstance(self.follow_up.when, dt.date) and self.follow_up.when < self.today:
            yield f"follow_up.when: {self.follow_up.when} is before today ({self.today})"

    @property
    def public_facts(self) -> tuple[str, ...]:
        """The facts that a reply may use, in order."""
        return tuple(fact.text for fact in self.facts if not fact.confidential)

    @property
    def confidential_facts(self) -> tuple[str, ...]:
        """The facts that a reply must not use, in order."""
        return tuple(fact.text for fact in self.facts if fact.confidential)


def case_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a case."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Case.model_json_schema()}
