"""Says in plain words, with file, line and field, what is wrong with a case."""

import difflib
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from replydraft.case import Case, Customer, Fact, FollowUp, Remedy, Sender
from replydraft.case_source import Where

_MODELS: Mapping[str, type[BaseModel]] = {
    "customer": Customer,
    "facts": Fact,
    "remedies": Remedy,
    "follow_up": FollowUp,
    "sender": Sender,
}

_PLAIN = {
    "missing": "is missing; add it",
    "string_type": "must be text, not {kind}",
    "string_unicode": "holds half a character (a lone surrogate); remove it",
    "string_too_short": "is empty; write something, or remove it",
    "string_too_long": "is longer than {max_length} characters; shorten it",
    "tuple_type": "must be a list, not {kind}; write each item on a line of its own after `- `",
    "model_type": "must have fields of its own ({known}), not {kind}",
    "bool_type": "must be true or false, not {kind}",
    "bool_parsing": "{value} is neither true nor false",
    "decimal_type": "must be a number, not {kind}",
    "decimal_parsing": "{value} is no number; write one such as 30 or 12.50, with the currency in `currency`",
    "decimal_max_digits": "{value} has too many digits; write at most {max_digits}",
    "finite_number": "{value} is no finite number",
    "greater_than_equal": "{value} is negative; write 0 or more",
    "date_type": "must be a date such as 2026-11-21, or a phrase, not {kind}",
}


def place(error: ErrorDetails, data: object) -> Where:
    """Return where in `data` an error stands: pydantic also names the member of a union that it tried."""
    where: list[str | int] = []
    for part in error["loc"]:
        here = isinstance(data, dict) or (isinstance(data, list) and isinstance(part, int))
        if not here:
            break
        where.append(part)
        data = (
            data.get(part) if isinstance(data, dict) else data[int(part)] if isinstance(data, list) else None
        )
    return tuple(where)


def sentences(error: ErrorDetails, where: Where) -> Iterable[tuple[Where, str]]:
    """Return what one pydantic error says, for each field that it concerns."""
    context = error.get("ctx", {})
    match error["type"]:
        case "contradiction":
            return [((*where, *inner), message) for inner, message in context["contradictions"]]
        case "extra_forbidden":
            return [(where, _unknown_field(where))]
        case "literal_error":
            return [(where, _not_offered(error["input"], context["expected"]))]
        case "value_error":
            return [(where, str(context["error"]))]
    known = ", ".join(_fields(where[0])) if where else ""
    plain = _PLAIN.get(error["type"])
    if plain is None:
        return [(where, error["msg"])]
    facts = {"known": known, "value": _shown(error["input"]), "kind": _kind(error["input"]), **context}
    return [(where, plain.format_map(facts))]


def unknown_option(value: object, offered: Iterable[str]) -> str:
    """Return the nearest offered word as a question, empty if none is near."""
    word = re.sub(r"[\s_-]+", "_", str(value).strip().casefold())
    plain = {re.sub(r"[\s_-]+", "_", name.casefold()): name for name in offered}
    near = difflib.get_close_matches(word, plain, n=1, cutoff=0.6)
    return f"; did you mean {plain[near[0]]}?" if near else ""


def _unknown_field(where: Where) -> str:
    name = str(where[-1])
    siblings = _fields(where[0]) if len(where) > 1 else tuple(Case.model_fields)
    near = unknown_option(name, siblings)
    if near:
        return f"is no field of a case{near}"
    homes = [home for home in ("", *_MODELS) if name in (_fields(home) if home else Case.model_fields)]
    if homes:
        belongs = f"inside `{homes[0]}`" if homes[0] else "at the top of the file"
        return f"is no field here; it belongs {belongs}"
    return f"is no field here; known are {', '.join(siblings)}"


def _fields(name: str | int) -> tuple[str, ...]:
    model = _MODELS.get(str(name))
    return tuple(model.model_fields) if model else ()


def _not_offered(value: object, expected: str) -> str:
    offered = re.findall(r"'([^']*)'", expected)
    if not isinstance(value, str):
        return f"must be one of {', '.join(offered)}, not {_kind(value)}"
    return f"{_shown(value)} is not one of {', '.join(offered)}{unknown_option(value, offered)}"


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _kind(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "a truth value"
        case int() | float() | Decimal():
            return f"the number {_shown(value)}"
        case str():
            return f"the text {_shown(value)}"
        case list() | tuple():
            return "a list"
    return "fields of its own"
