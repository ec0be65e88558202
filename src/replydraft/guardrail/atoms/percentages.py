"""Finds percentages: 50 %, fifty per cent, half the fee."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from replydraft.guardrail.atoms.atom import Atom
from replydraft.guardrail.atoms.numbers import number, number_value
from replydraft.guardrail.atoms.scan import Scan, Shape
from replydraft.guardrail.atoms.words import atom_words, either

_SHARES = ("share", "share2", "share3")


@lru_cache(maxsize=1)
def _shapes() -> tuple[Shape, Shape]:
    words = atom_words()
    shares = either(words.shares)
    return (
        Shape(rf"(?P<number>{number()})[ -]?(?P<sign>{either(words.percent)})"),
        Shape(
            rf"\b(?P<share>{shares}) {either(words.taken_off)}\b"
            rf"|\b(?:(?P<share2>{shares}) {words.of}|(?P<share3>{either(words.shares_by_themselves)}))"
            rf"(?: (?:the|your|our|that|its))?[ -](?:\w+ )?(?:{either(words.share_things)})\b"
        ),
    )


def find_percentages(scan: Scan) -> Iterator[Atom]:
    """Yield every percentage and every share of a price that is free."""
    figures, shares = _shapes()
    for match in scan.matches(figures):
        start, end = match.span()
        if scan.text[start - 1 : start].isalnum():
            continue
        scan.take(start, end)
        yield Atom("percentage", start, end, scan.text[start:end], number_value(scan.group(match, "number")))
    for match in scan.matches(shares):
        start, end = next(span for name in _SHARES if (span := match.span(name))[0] >= 0)
        scan.take(start, end)
        value = Decimal(atom_words().shares[scan.lowered[start:end]])
        yield Atom("percentage", start, end, scan.text[start:end], value)
