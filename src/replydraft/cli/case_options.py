"""The options that give a case, or override fields of a case file."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, get_args

import click

from replydraft.case import REMEDY_KINDS, Channel, Correctable, Fault, Kind, Liability, Severity
from replydraft.case_file import CaseDocument

Function = TypeVar("Function", bound=Callable[..., Any])

# What a part of --remedy after the first semicolon may be called, and the field that it sets.
_REMEDY_FIELDS = {
    "amount": "amount",
    "when": "when",
    "value": "value_when_restored",
    "cost": "cost_to_restore",
}
_SUMS = {"amount", "value_when_restored", "cost_to_restore"}


def remedy_fields(text: str) -> dict[str, str]:
    """Return the fields of a remedy written as "refund: refund of the fee; amount=30 GBP; done; when=…".

    Raises click.BadParameter with what to write instead.
    """
    first, *rest = (part.strip() for part in text.split(";"))
    kind, colon, description = (part.strip() for part in first.partition(":"))
    fields = {"kind": kind, "description": description} if colon else {"description": first}
    for part in rest:
        name, equals, value = (piece.strip() for piece in part.partition("="))
        field = _REMEDY_FIELDS.get(name)
        if part in {"done", "promised"}:
            fields["status"] = part
        elif field and equals:
            number, _, currency = value.partition(" ")
            fields[field] = number if field in _SUMS else value
            if field in _SUMS and currency:
                fields["currency"] = currency.strip()
        elif part:
            known = ", ".join(["done", "promised", *(f"{name}=…" for name in _REMEDY_FIELDS)])
            raise click.BadParameter(f"{part!r} is not known after a semicolon; known are {known}")
    return fields


def follow_up_fields(text: str) -> dict[str, str]:
    """Return the fields of a follow-up written as "when; who"."""
    when, _, who = (part.strip() for part in text.partition(";"))
    return {"when": when, "who": who} if who else {"when": when}


def _each_remedy(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> list[dict[str, str]]:
    return [remedy_fields(value) for value in values]


def _follow_up(_: click.Context, __: click.Parameter, value: str | None) -> dict[str, str] | None:
    return None if value is None else follow_up_fields(value)


# Each option with the field that it sets. None of them reads the environment: a case is about one customer.
CASE_OPTIONS: Mapping[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "customer": (
        ("customer", "name"),
        {"metavar": "NAME", "help": 'Who is answered, as they should be greeted: "Mrs Kulkarni".'},
    ),
    "complaint": (("complaint",), {"metavar": "TEXT", "help": "What the customer wrote, word for word."}),
    "fact": (
        ("facts",),
        {"multiple": True, "metavar": "TEXT", "help": "Something known that the reply may say. Repeatable."},
    ),
    "confidential": (
        ("facts",),
        {
            "multiple": True,
            "metavar": "TEXT",
            "help": "Something known that must not appear in the reply. Repeatable.",
        },
    ),
    "kind": (("kind",), {"type": click.Choice(get_args(Kind)), "help": "Which message this is."}),
    "channel": (("channel",), {"type": click.Choice(get_args(Channel)), "help": "Where the reply goes."}),
    "fault": (("fault",), {"type": click.Choice(get_args(Fault)), "help": "Whose fault it is."}),
    "severity": (("severity",), {"type": click.Choice(get_args(Severity)), "help": "How big it was."}),
    "correctable": (
        ("correctable",),
        {"type": click.Choice(get_args(Correctable)), "help": "Whether the thing itself can be put right."},
    ),
    "remedy": (
        ("remedies",),
        {
            "multiple": True,
            "metavar": "TEXT",
            "callback": _each_remedy,
            "help": 'What has been authorised: "refund: refund of the fee; amount=30 GBP; done;'
            ' when=2026-11-21" (see above). Repeatable.',
        },
    ),
    "prevention": (
        ("prevention",),
        {
            "multiple": True,
            "metavar": "TEXT",
            "help": "What was changed so that it does not happen again. Repeatable.",
        },
    ),
    "follow-up": (
        ("follow_up",),
        {
            "metavar": "TEXT",
            "callback": _follow_up,
            "help": 'When the customer hears next, and from whom: "2026-11-24; the service desk".',
        },
    ),
    "sender-name": (("sender", "name"), {"metavar": "NAME", "help": "Who signs."}),
    "sender-role": (("sender", "role"), {"metavar": "TEXT", "help": "Their role."}),
    "company": (("sender", "company"), {"metavar": "NAME", "help": "Their company."}),
    "liability": (
        ("liability",),
        {"type": click.Choice(get_args(Liability)), "help": "Whether the reply may admit fault."},
    ),
    "protect": (
        ("protected_names",),
        {"multiple": True, "metavar": "NAME", "help": "A colleague who must not appear. Repeatable."},
    ),
    "reference": (
        ("references",),
        {"multiple": True, "metavar": "TEXT", "help": "An order or ticket number to quote. Repeatable."},
    ),
    "today": (
        ("today",),
        {"metavar": "DATE", "help": "The day of writing, year-month-day; the clock's if not given."},
    ),
}

REMEDY_HELP = f"""\
A --remedy is a kind, a colon, and what the customer gets; then, each after a semicolon, any of
amount=30 GBP, done or promised (the default), when=2026-11-21 or a phrase, and, for a thing that was
destroyed, value=900 GBP (its worth when repaired) and cost=250 GBP (what the repair would take). Known
kinds are {", ".join(REMEDY_KINDS)}; any other word will do, and without a colon the kind is "other"."""


def case_options(function: Function) -> Function:
    """Add every option of the case to a command; it gets them as keywords."""
    for name, (_, settings) in reversed(list(CASE_OPTIONS.items())):
        function = click.option(f"--{name}", allow_from_autoenv=False, **settings)(function)
    return function


def overridden(document: CaseDocument, values: Mapping[str, Any]) -> CaseDocument:
    """Return the document with each option that was given in place of the file's field.

    An option that may be repeated replaces the file's whole list.
    """
    facts = [*values["fact"], *({"text": text, "confidential": True} for text in values["confidential"])]
    for name, (where, _) in CASE_OPTIONS.items():
        value = values[name.replace("-", "_")]
        if value is None or value in ((), []):
            continue
        if where == ("facts",):
            value = facts
        given = list(value) if isinstance(value, tuple) else value
        document = document.updated(given, *where, origin=f"--{name}")
    return document


def clock_day() -> dt.date:
    """Return today's date here; the library has no clock of its own."""
    return dt.datetime.now().astimezone().date()


def option_for(where: tuple[str, ...]) -> str:
    """Return the option that sets a field: ("sender", "name") is --sender-name."""
    return next(f"--{name}" for name, (field, _) in CASE_OPTIONS.items() if field == where)
