"""What a case allows a draft to state, made ready for comparison once for each case."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import combinations, pairwise

from replydraft.case import Case
from replydraft.guardrail.atoms import Atom, CaseAtom, Day, Length, NearDay, Quantity, Sum, Value, case_atoms
from replydraft.guardrail.atoms.counts import singular
from replydraft.guardrail.atoms.numbers import number, number_value
from replydraft.guardrail.atoms.references import plain_reference
from replydraft.guardrail.characters import fold
from replydraft.guardrail.grounded.words import grounding_words, offers, speaks_of
from replydraft.guardrail.matcher import Expression, compile_pattern
from replydraft.guardrail.name_lists import plain
from replydraft.plan import fair_value

_TOKEN = re.compile(r"[^\W_][\w'/-]*")
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_SATURDAY = 5
_FURTHEST = 400
"""How many days ahead a length may lead to a date."""
_MOST_SUMMED = 8
"""With more remedies than this only pairs and the total are added up."""


class Grounds:
    """The atoms of one case as a draft's are compared with them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        atoms = [found for found in case_atoms(case) if found.field != "confidential"]
        self.told = tuple(found.atom for found in atoms if found.field != "complaint")
        """What the organisation says."""
        self.complained = tuple(found.atom for found in atoms if found.field == "complaint")
        """What the customer says: true for what happened to them, no authority for anything else."""
        self._remedies = tuple(found for found in atoms if found.field == "remedies")
        self._offered_elsewhere = tuple(found for found in atoms if self._tells_of_an_offer(found))

    def _tells_of_an_offer(self, found: CaseAtom) -> bool:
        texts = {"facts": [fact.text for fact in self.case.facts], "prevention": list(self.case.prevention)}
        text = texts.get(found.field, [])[found.number : found.number + 1]
        return bool(text) and offers(fold(text[0]))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every public text of the organisation's."""
        case = self.case
        follow_up, sender = case.follow_up, case.sender
        whens = [remedy.when for remedy in case.remedies] + ([follow_up.when] if follow_up else [])
        given = (
            *case.public_facts,
            *(remedy.description for remedy in case.remedies),
            *(when for when in whens if isinstance(when, str)),
            *case.prevention,
            *case.references,
            *filter(None, (follow_up.who if follow_up else None, sender.name, sender.role, sender.company)),
            *filter(None, (case.customer.name,)),
        )
        return tuple(map(fold, given))

    @cached_property
    def plain_texts(self) -> str:
        """The organisation's texts in lower case, one a line."""
        return "\n".join(" ".join(text.lower().split()) for text in self.texts)

    def says(self, quote: str) -> bool:
        """Whether the organisation's texts have these very words."""
        return re.search(rf"(?<!\w){re.escape(quote.lower())}(?!\w)", self.plain_texts) is not None

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the case that may be said, in the singular."""
        words = _WORD.findall(f"{self.plain_texts}\n{fold(self.case.complaint).lower()}")
        pieces = {piece for word in words for piece in (word, *word.split("-"))}
        return frozenset(singular(word.removesuffix("'s")) for word in pieces)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every word of the case, and every half of a double one, as the lists of names have them."""
        words = map(plain, _WORD.findall(f"{self.plain_texts}\n{fold(self.case.complaint).lower()}"))
        return frozenset(piece for word in words for piece in (word, *word.split("-")))

    # Figures

    @cached_property
    def told_figures(self) -> frozenset[Decimal]:
        """Every number that the organisation writes."""
        return frozenset(_figures(self.plain_texts)) | frozenset(self._structured())

    @cached_property
    def counted(self) -> frozenset[Decimal]:
        """Every number with which the organisation counts something."""
        return frozenset(atom.value.number for atom in self.told if isinstance(atom.value, Quantity))

    @cached_property
    def differences(self) -> frozenset[Decimal]:
        """By how much one number of the organisation's exceeds another."""
        pairs = combinations(self.told_figures, 2)
        return frozenset(abs(one - two) for one, two in pairs)

    @cached_property
    def figures(self) -> frozenset[Decimal]:
        """Every number of the case, in whatever it counts."""
        return self.told_figures | frozenset(_figures(fold(self.case.complaint)))

    def _structured(self) -> Iterator[Decimal]:
        case = self.case
        yield Decimal(len(case.remedies))
        yield from (amount.amount for amount in (*self.authorised, *self.totals))
        words = self.vocabulary
        yield from (Decimal(value) for word, value in grounding_words().number_hints.items() if word in words)

    @cached_property
    def references(self) -> frozenset[str]:
        """Every word of the case, and every two that stand together, as a reference is compared."""
        found: set[str] = set()
        for text in (*self.texts, fold(self.case.complaint)):
            tokens = [plain_reference(token) for token in _TOKEN.findall(text)]
            found.update(tokens)
            found.update(one + two for one, two in pairwise(tokens))
        return frozenset(found)

    def shown(self, *kinds: type[Value]) -> Iterator[Atom]:
        """Yield the atoms of some kinds, the organisation's first."""
        return (atom for atom in (*self.told, *self.complained) if isinstance(atom.value, kinds))

    # Money

    @cached_property
    def remedy_sums(self) -> tuple[Sum, ...]:
        """Every sum that a remedy has."""
        return tuple(found.atom.value for found in self._remedies if isinstance(found.atom.value, Sum))

    @cached_property
    def authorised(self) -> tuple[Sum, ...]:
        """Every sum that may be offered: the remedies', what they come to together, the fair value."""
        sums = list(self.remedy_sums)
        sums += [found.atom.value for found in self._offered_elsewhere if isinstance(found.atom.value, Sum)]
        amounts = [(remedy.amount, remedy.currency) for remedy in self.case.remedies]
        given = [(amount, currency) for amount, currency in amounts if amount is not None and currency]
        sums += list(_totals(given))
        fair = [(fair_value(remedy), remedy.currency) for remedy in self.case.remedies]
        sums += [Sum(value, frozenset({code})) for value, code in fair if value is not None and code]
        return tuple(dict.fromkeys([*sums, *self._reduced()]))

    def _reduced(self) -> Iterator[Sum]:
        """Yield what a share of a sum of the case is, and what it leaves: 20 % off £75."""
        told = [atom.value for atom in self.told if isinstance(atom.value, Sum)]
        shares = [
            atom.value for atom in self.told if atom.kind == "percentage" and isinstance(atom.value, Decimal)
        ]
        for one in told:
            for share in shares:
                part = one.amount * share / 100
                yield Sum(part, one.currencies)
                yield Sum(one.amount - part, one.currencies)

    @cached_property
    def leaves_a_sum_open(self) -> bool:
        """Whether a remedy gives money and does not say how much, so that a fact may."""
        return any(
            remedy.amount is None and speaks_of("open_sums", f"{remedy.kind} {remedy.description}")
            for remedy in self.case.remedies
        )

    @cached_property
    def told_sums(self) -> tuple[Sum, ...]:
        """Every sum that the organisation writes or has authorised."""
        return (*self.authorised, *(atom.value for atom in self.told if isinstance(atom.value, Sum)))

    @cached_property
    def totals(self) -> tuple[Sum, ...]:
        """What any of the sums that the organisation writes come to together."""
        told = [atom.value for atom in self.told if isinstance(atom.value, Sum)]
        given = [
            (one.amount, currency) for one in dict.fromkeys(told) for currency in sorted(one.currencies)[:1]
        ]
        return tuple(_totals(given))

    @cached_property
    def customers_sums(self) -> frozenset[Decimal]:
        """Every number of the complaint, for a customer who leaves the currency out."""
        sums = {atom.value.amount for atom in self.complained if isinstance(atom.value, Sum)}
        return frozenset(_figures(fold(self.case.complaint))) | sums

    # Days

    @cached_property
    def own_dates(self) -> frozenset[dt.date]:
        """Every date of the case, today among them; a partial one on the nearest day to today."""
        return frozenset(date for atom in self.shown(Day, NearDay) for date in self._resolved(atom.value))

    @cached_property
    def dates(self) -> frozenset[dt.date]:
        """Every date of the case, and those that its lengths lead to."""
        today = self.case.today
        if today is None:
            return self.own_dates
        return self.own_dates | {date for atom in self.told for date in _after(today, atom.value)}

    def _resolved(self, value: Value) -> Iterator[dt.date]:
        today = self.case.today
        if isinstance(value, NearDay):
            if today is not None:
                yield today + dt.timedelta(days=value.offset)
        elif isinstance(value, Day) and value.day is not None:
            yield from nearest_dates(value, today)

    @cached_property
    def lengths(self) -> tuple[Length, ...]:
        """Every duration of the case."""
        return tuple(atom.value for atom in self.shown(Length) if isinstance(atom.value, Length))

    @cached_property
    def told_lengths(self) -> tuple[Length, ...]:
        """Every duration that the organisation gives."""
        return tuple(atom.value for atom in self.told if isinstance(atom.value, Length))

    @cached_property
    def implied_lengths(self) -> frozenset[Length]:
        """Every bare number of the case in each unit that the case uses: "two days, three at the outside"."""
        bare = [
            atom.value.number
            for atom in self.shown(Quantity)
            if isinstance(atom.value, Quantity) and not atom.value.nouns
        ]
        units = {
            (_one_of(atom), atom.value.unit) for atom in self.shown(Length) if isinstance(atom.value, Length)
        }
        return frozenset(
            Length((number * size).normalize(), unit) for number in bare for size, unit in units if size
        )

    @cached_property
    def length_differences(self) -> frozenset[Length]:
        """By how much one duration of the case is longer than another."""
        lengths = {*self.lengths, *self.implied_lengths}
        return frozenset(
            Length((one.number - two.number).normalize(), one.unit)
            for one in lengths
            for two in lengths
            if one.unit == two.unit and one.number > two.number
        )

    @cached_property
    def past_distances(self) -> frozenset[int]:
        """How many days lie between any two dates of the case that are not to come."""
        today = self.case.today
        past = [date for date in self.own_dates if today is None or date <= today]
        return frozenset(abs((one - two).days) for one, two in combinations(past, 2))

    @cached_property
    def distances(self) -> frozenset[int]:
        """How many days lie between any two dates of the case."""
        return frozenset(abs((one - two).days) for one, two in combinations(self.own_dates, 2))

    @cached_property
    def days_ahead(self) -> frozenset[int]:
        """How many days lie between today and any later date of the case."""
        today = self.case.today
        return (
            frozenset((date - today).days for date in self.own_dates if date > today)
            if today
            else frozenset()
        )

    @cached_property
    def working_days_ahead(self) -> frozenset[int]:
        """How many working days lie between today and any later date of the case."""
        today = self.case.today
        if today is None:
            return frozenset()
        later = (date for date in self.own_dates if 0 < (date - today).days < _FURTHEST)
        return frozenset(_working_days(today, date) for date in later)


@lru_cache(maxsize=64)
def grounds(case: Case) -> Grounds:
    """Return what a case allows; computed once for each case."""
    return Grounds(case)


def nearest_dates(day: Day, today: dt.date | None) -> Iterator[dt.date]:
    """Yield the date that a day with or without month and year most likely is."""
    if day.day is None:
        return
    if today is None:
        candidates: Iterable[tuple[int, int]] = [(day.year, day.month)] if day.year and day.month else []
        middle = dt.date.min
    else:
        years = [day.year] if day.year else [today.year - 1, today.year, today.year + 1]
        months = [day.month] if day.month else range(1, 13)
        candidates = [(year, month) for year in years for month in months]
        middle = today
    dates = [date for year, month in candidates if (date := _date(year, month, day.day)) is not None]
    if dates:
        yield min(dates, key=lambda date: abs((date - middle).days))


def _date(year: int | None, month: int | None, day: int) -> dt.date | None:
    try:
        return dt.date(year or 0, month or 0, day)
    except ValueError:
        return None


def _after(today: dt.date, value: Value) -> Iterator[dt.date]:
    """Yield the day on which a length that begins today ends."""
    if not isinstance(value, Length):
        return
    if value.unit == "minute" and value.number <= _FURTHEST * 1440:
        yield today + dt.timedelta(days=int(value.number // 1440))
    elif value.unit == "working day" and value.number <= _FURTHEST:
        date, left = today, int(value.number)
        while left > 0:
            date += dt.timedelta(days=1)
            left -= date.weekday() < _SATURDAY
        yield date


def _working_days(first: dt.date, last: dt.date) -> int:
    return sum(
        (first + dt.timedelta(days=step)).weekday() < _SATURDAY for step in range(1, (last - first).days + 1)
    )


def _one_of(atom: Atom) -> Decimal:
    """Return how much one of a duration's units is: of "two weeks", a week."""
    found = _number().search(atom.quote.lower())
    if found is None or not isinstance(atom.value, Length):
        return Decimal(0)
    start, end = found.span()
    amount = number_value(atom.quote.lower()[start:end])
    return atom.value.number / amount if amount else Decimal(0)


def _totals(given: list[tuple[Decimal, str]]) -> Iterator[Sum]:
    """Yield what two or more amounts of one currency come to."""
    for currency in {currency for _, currency in given}:
        amounts = [amount for amount, own in given if own == currency]
        sizes = range(2, len(amounts) + 1) if len(amounts) <= _MOST_SUMMED else (2, len(amounts))
        for size in sizes:
            for chosen in combinations(amounts, size):
                yield Sum(sum(chosen, Decimal(0)), frozenset({currency}))


@lru_cache(maxsize=1)
def _number() -> Expression:
    return compile_pattern(number())


def _figures(text: str) -> Iterator[Decimal]:
    for match in _number().finditer(text):
        start, end = match.span()
        yield number_value(text[start:end])
