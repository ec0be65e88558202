"""Finds amounts of money: £20, 20 GBP, twenty pounds, £1,250.50, 49,99 €, two pounds fifty, 80p."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from replydraft.case_fields import CURRENCIES
from replydraft.guardrail.atoms.atom import Atom, Sum
from replydraft.guardrail.atoms.numbers import FIGURES, in_words, number_value, scales
from replydraft.guardrail.atoms.scan import Hit, Scan, Shape
from replydraft.guardrail.atoms.words import atom_words, either


@lru_cache(maxsize=1)
def _shapes() -> tuple[Shape, ...]:
    words = atom_words()
    symbols = either(words.currency_symbols)
    # "R850" is rand, and the r of "850 rupees" is none.
    after = either(sign for sign in words.currency_symbols if not sign.isascii() or not sign.isalpha())
    codes = f"(?-i:{either(CURRENCIES - words.codes_that_are_words)})"
    named = either(words.currency_words)
    minor = either(words.minor_words)
    # A single letter has no space before it, and is no part of "p.m.".
    spelt = either(word for word in words.minor_words if len(word) > 1)
    letters = either(word for word in words.minor_words if len(word) == 1)
    figures = f"{FIGURES}{scales()}?"
    either_way = rf"(?:{FIGURES}{scales()}?|\b{in_words()})"
    return (
        Shape(rf"(?P<sign>{symbols}|\b{codes}) ?(?P<number>{figures})"),
        Shape(
            rf"(?P<number>{either_way})[ -]?(?P<sign>(?:{codes}|{named})\b|{after})"
            rf"(?:(?: {words.conjunction})? (?P<minor>\d\d?|{in_words()})\b(?: {minor}\b)?)?"
        ),
        Shape(rf"(?P<number>{either_way})[ -](?P<small>{spelt})\b"),
        Shape(rf"\b(?P<number>\d\d?)(?P<small>{letters}|{spelt})\b(?:[^.]|$)"),
        Shape(rf"\b(?:{either(words.indefinite)} )?(?P<coin>{either(words.coins)})\b"),
    )


def find_amounts(scan: Scan) -> Iterator[Atom]:
    """Yield every amount of money that is free."""
    for shape in _shapes():
        for match in scan.matches(shape):
            start, end = match.span()
            before = scan.text[start - 1 : start]
            if before.isalnum() or before == "." or scan.text[end : end + 1].isalnum():
                continue
            value, end = _value(scan, match, shape)
            if value is not None:
                scan.take(start, end)
                yield Atom("amount", start, end, scan.text[start:end], value)


def _value(scan: Scan, match: Hit, shape: Shape) -> tuple[Sum | None, int]:
    words = atom_words()
    end = match.span()[1]
    groups = shape.numbers
    if "coin" in groups:
        return Sum(Decimal(words.coins[scan.group(match, "coin")]), frozenset({words.coin_currency})), end
    amount = number_value(scan.group(match, "number"))
    if "small" in groups:
        end = match.span("small")[1]
        return Sum(amount / 100, frozenset(words.minor_words[scan.group(match, "small")])), end
    first, last = match.span("sign")
    currencies = _currencies().get(scan.text[first:last].casefold())
    if currencies is None:
        # A control character of the text's own, which `plain` has put for a sign.
        return None, end
    if "minor" in groups and (minor := scan.group(match, "minor")):
        cents = number_value(minor)
        if amount == amount.to_integral_value() and _is_minor(scan, match, cents):
            amount += cents / 100
        else:
            end = last
    return Sum(amount, currencies), end


def _is_minor(scan: Scan, match: Hit, cents: Decimal) -> bool:
    """Whether "pounds fifty" is one sum, and not "20 pounds and 3 vouchers"."""
    end = match.span()[1]
    joined = scan.lowered[match.span("sign")[1] : match.span("minor")[0]].strip()
    has_word = end > match.span("minor")[1]
    if has_word:
        return cents < 100
    after = scan.word_after(end)
    return not joined and 10 <= cents < 100 and (not after or after in atom_words().after_day)


@lru_cache(maxsize=1)
def _currencies() -> dict[str, frozenset[str]]:
    words = atom_words()
    signs = {code.casefold(): frozenset({code}) for code in CURRENCIES}
    named = {**words.currency_words, **words.currency_symbols}
    return signs | {sign.casefold(): frozenset(codes) for sign, codes in named.items()}
