"""Finds reference numbers: OP-3391, order 0388, NTP-0061-WH, #88213."""

from collections.abc import Iterator
from functools import lru_cache

from replydraft.guardrail.atoms.atom import Atom
from replydraft.guardrail.atoms.scan import Scan, Shape
from replydraft.guardrail.atoms.words import atom_words, either


@lru_cache(maxsize=1)
def _shape() -> Shape:
    words = atom_words()
    leads, names = either(words.reference_leads), either(words.reference_names)
    return Shape(
        rf"(?:\b{leads}|#)(?:(?: {names})*[ :#]{{1,3}}|)"
        r"(?P<led>(?:(?-i:[A-Z]{0,6})[-/]?|[a-z]{1,6}[-/])\d[A-Z0-9]*(?:[-/][A-Z0-9]+)*)"
        r"|\b(?P<mixed>(?-i:[A-Z]{1,8}[-/]?\d{3,}[A-Z0-9]*(?:[-/][A-Z0-9]+)*))\b"
        r"|\b(?P<parts>(?-i:[A-Z0-9]{1,12}(?:[-/][A-Z0-9]+)+))\b"
        r"|\b(?P<long>\d{5,})\b"
    )


def find_references(scan: Scan) -> Iterator[Atom]:
    """Yield every reference number that is free; its value has neither case nor dashes."""
    for match in scan.matches(_shape()):
        for name in ("led", "mixed", "parts", "long"):
            start, end = match.span(name)
            if start >= 0:
                break
        quote = scan.text[start:end]
        if not _is_reference(quote, name) or (not scan.stands_alone(start, end) and name != "led"):
            continue
        scan.take(start, end)
        yield Atom("reference", start, end, quote, plain_reference(quote))


def plain_reference(text: str) -> str:
    """Return the letters and figures of a reference, in capitals."""
    return "".join(char for char in text.upper() if char.isalnum())


def _is_reference(quote: str, name: str) -> bool:
    digits = sum(char.isdigit() for char in quote)
    if name == "led":
        # "Order 2 more", "report 24": nothing but a long number, or letters, is a reference.
        return digits >= 3 or (digits >= 1 and quote[0].isupper() and len(quote) >= 4)
    if name == "parts":
        return digits >= 2 and any(char.isalpha() for char in quote) and len(quote) >= 5
    return True
