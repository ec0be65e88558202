"""Finds e-mail addresses, links and phone numbers in a text as it was written."""

import re
from collections.abc import Iterator
from functools import lru_cache

from replydraft.guardrail.atoms.atom import Atom
from replydraft.guardrail.atoms.scan import Scan, Shape
from replydraft.guardrail.atoms.words import atom_words, either

_PHONE = Shape(r"(?:\(\+?|\+|\b00?)?\d[\d ()./-]{5,18}\d\b")
_GROUPED = re.compile(r"(?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}")
_SHORT = re.compile(r"\d{3,4}[ -]\d{3,4}(?: \d{2,4})?")
_HIDDEN = re.compile(r"^(?:https?://)?(?:www\.)?")


@lru_cache(maxsize=1)
def _address() -> Shape:
    domains = either(atom_words().domains)
    return Shape(
        r"(?P<email>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)"
        r"|(?P<link>(?:https?://|www\.)[^\s<>\"'\])]{1,500})"
        rf"|(?P<bare>\b(?:[a-z0-9-]{{2,63}}\.)+(?-i:{domains})\b(?:/[^\s<>\"'\])]{{0,300}})?)"
    )


def find_addresses(scan: Scan) -> Iterator[Atom]:
    """Yield every e-mail address and link that is free."""
    if "@" not in scan.text and "." not in scan.text:
        return
    for match in scan.matches(_address()):
        if match.span("email")[0] >= 0:
            start, end = match.span("email")
            end -= len(scan.text[start:end]) - len(scan.text[start:end].rstrip(".-"))
            scan.take(start, end)
            yield Atom("email", start, end, scan.text[start:end], scan.text[start:end].lower())
            continue
        start, end = match.span()
        end -= len(scan.text[start:end]) - len(scan.text[start:end].rstrip(".,;:!?"))
        if match.span("bare")[0] >= 0 and not _is_bare_link(scan.text, start, end):
            continue
        scan.take(start, end)
        yield Atom("link", start, end, scan.text[start:end], plain_link(scan.text[start:end]))


def plain_link(text: str) -> str:
    """Return an address without its scheme, "www." and last stroke, in lower case."""
    return _HIDDEN.sub("", text.lower()).rstrip("/")


def _is_bare_link(text: str, start: int, end: int) -> bool:
    # "Thanks.It" is two sentences without a space; "e.g.at" is nothing.
    name = text[start:end].partition("/")[0]
    return (
        text[start - 1 : start] not in {"@", "-", "."}
        and name.count(".") < 5
        and len(name) > 4
        and not text[end : end + 1].isalnum()
    )


def find_phones(scan: Scan) -> Iterator[Atom]:
    """Yield every phone number that is free: at least seven figures, written apart or with a lead."""
    for match in scan.matches(_PHONE):
        start, end = match.span()
        quote = scan.text[start:end]
        if not scan.text[start - 1 : start].isalnum() and _is_phone(quote, scan.word_before(start)):
            scan.take(start, end)
            yield Atom("phone", start, end, quote, plain_phone(quote))


def _is_phone(quote: str, before: str) -> bool:
    words = atom_words()
    if not 7 <= sum(char.isdigit() for char in quote) <= 15 or before in words.reference_leads:
        return False
    if quote.isdigit():
        return quote.startswith("0")
    # Elsewhere a number in pieces is a part number, a size, a flight.
    return quote.startswith(("+", "0", "(")) or bool(
        _GROUPED.fullmatch(quote) or (before in words.phone_leads and _SHORT.fullmatch(quote))
    )


def plain_phone(text: str) -> str:
    """Return the last nine figures of a phone number, which no country code changes."""
    return "".join(char for char in text if char.isdigit())[-9:]
