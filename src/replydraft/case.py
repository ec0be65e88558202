"""The case: everything that is known about one incident."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from replydraft.case_fields import (
    Contradiction,
    Currency,
    IsoDate,
    Line,
    Money,
    Reference,
    When,
    plain_text_as,
    refuse,
    yes_or_no,
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


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Customer(_Frozen):
    """The person who is answered."""

    name: Line | None = None
    """As they should be greeted: "Mrs Kulkarni", "Pam". Without one the greeting has no name."""


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
        message = "needs a currency; add one such as `currency: GBP`"
        sums = ("amount", "value_when_restored", "cost_to_restore")
        given = [name for name in sums if getattr(self, name) is not None]
        refuse(((name,), message) for name in given if self.currency is None)
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
    customer: Annotated[Customer, plain_text_as("name", whole=Customer)] = Customer()
    """Who is answered; a plain text is taken as the name."""
    complaint: Annotated[str, Field(max_length=100_000)] = ""
    """The customer's own words, verbatim, untrusted. Empty only for a notice."""
    facts: tuple[Annotated[Fact, plain_text_as("text", whole=Fact)], ...] = ()
    """What is known; a plain text is a fact that is not confidential."""
    fault: Fault = "ours"
    """Whose fault the incident is."""
    severity: Severity = "major"
    """How big it was for the customer."""
    correctable: Annotated[
        Correctable, BeforeValidator(yes_or_no, json_schema_input_type=Correctable | bool)
    ] = "yes"
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
    today: IsoDate | None = None
    """The day of writing. The library has no clock; the command line fills it in."""

    @field_validator("complaint")
    @classmethod
    def _no_control_characters(cls, value: str) -> str:
        return "".join(char for char in value if char in "\n\t" or ord(char) >= ord(" ")).strip()

    @model_validator(mode="after")
    def _agrees_with_itself(self, info: ValidationInfo) -> Self:
        unfinished = bool((info.context or {}).get("unfinished"))
        refuse(self._contradictions(unfinished=unfinished))
        return self

    def _contradictions(self, *, unfinished: bool) -> Iterator[Contradiction]:
        if self.kind != "notice" and not self.complaint and not unfinished:
            yield ("complaint",), "is empty; paste what the customer wrote (only a notice goes without)"
        yield from self._protected_but_needed()
        if self.today is not None:
            yield from self._dates_against(self.today)

    def _protected_but_needed(self) -> Iterator[Contradiction]:
        needed = {
            "sender.name": self.sender.name,
            "customer.name": self.customer.name,
            "follow_up.who": self.follow_up.who if self.follow_up else None,
        }
        for number, name in enumerate(self.protected_names):
            for field, value in needed.items():
                if value and value.casefold() == name.casefold():
                    yield ("protected_names", number), f"{name} must not appear, yet is {field}; change one"

    def _dates_against(self, today: dt.date) -> Iterator[Contradiction]:
        for number, remedy in enumerate(self.remedies):
            where = ("remedies", number, "when")
            if not isinstance(remedy.when, dt.date):
                continue
            if remedy.status == "promised" and remedy.when < today:
                yield where, f"promised for {remedy.when}, which is before today ({today})"
            if remedy.status == "done" and remedy.when > today:
                yield where, f"done on {remedy.when}, which is after today ({today})"
        if self.follow_up and isinstance(self.follow_up.when, dt.date) and self.follow_up.when < today:
            yield ("follow_up", "when"), f"{self.follow_up.when} is before today ({today})"

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
