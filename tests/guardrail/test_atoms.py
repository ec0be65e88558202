"""Atoms: exact spans, and the same value for every way of writing it."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replydraft.case import Case
from replydraft.guardrail.atoms import (
    Atom,
    Clock,
    Day,
    Length,
    NearDay,
    Quantity,
    Sum,
    Weekday,
    case_atoms,
    find_atoms,
)

ONES = "one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def spelled(number: int, *, hyphen: str = "-", joint: str = " and ") -> str:
    """Write a number below a million as a letter would."""
    if number >= 1000:
        rest = number % 1000
        tail = f"{joint if rest < 100 else ' '}{spelled(rest, hyphen=hyphen, joint=joint)}" if rest else ""
        return f"{spelled(number // 1000, hyphen=hyphen, joint=joint)} thousand{tail}"
    if number >= 100:
        rest = number % 100
        tail = f"{joint}{spelled(rest, hyphen=hyphen)}" if rest else ""
        return f"{ONES[number // 100 - 1]} hundred{tail}"
    if number >= 20:
        return TENS[number // 10 - 2] + (f"{hyphen}{ONES[number % 10 - 1]}" if number % 10 else "")
    return TEENS[number - 10] if number >= 10 else ONES[number - 1]


def only(text: str, kind: str) -> Atom:
    found = [atom for atom in find_atoms(text) if atom.kind == kind]
    assert len(found) == 1, (text, find_atoms(text))
    return found[0]


def ordinal(day: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th") if day not in {11, 12, 13} else "th"
    return f"{day}{ending}"


PIECES = (
    "£20", "20 GBP", "twenty pounds", "1,250.50", "the 27th", "27 November", "Nov 3rd, 2026", "2026-11-27", "14:20",
    "twenty past two", "3 pm", "two weeks", "a fortnight", "half an hour", "OP-3391", "order 0388", "a@b.example",
    "www.example.org/x.", "0800 555 0143", "five attempts", "24/7", "one of our", "half the fee", "12 %", "tomorrow",
    "Friday", "next week", "é", "€", "ł", "\n", " ", ". ", ", ", "-", "to", "and", "in", "by", "🙂", "ſ", "İ", "٣",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(max_size=120))
def test_spans_are_exact_ordered_and_apart(text: str) -> None:
    atoms = find_atoms(text)
    assert all(text[atom.start : atom.end] == atom.quote and atom.quote.strip() for atom in atoms)
    assert all(one.end <= two.start for one, two in pairwise(atoms))


@given(st.integers(2, 999), st.sampled_from("- "), st.sampled_from([" and ", " "]))
def test_numbers_in_words_have_their_value(number: int, hyphen: str, joint: str) -> None:
    words = spelled(number, hyphen=hyphen, joint=joint)
    atom = only(f"We found {words} letters.", "count")
    assert atom.quote == words
    assert isinstance(atom.value, Quantity)
    assert atom.value.number == number


@given(st.integers(1000, 999_999))
def test_thousands_in_words_have_their_value(number: int) -> None:
    atom = only(f"We found {spelled(number)} letters.", "count")
    assert isinstance(atom.value, Quantity)
    assert atom.value.number == number


@given(
    st.integers(1, 99_999_999),
    st.sampled_from(
        [("£{}", "GBP"), ("{} GBP", "GBP"), ("GBP {}", "GBP"), ("{} pounds", "GBP"), ("€{}", "EUR")]
    ),
    st.sampled_from(["{:,.2f}", "{:.2f}"]),
)
def test_money_is_the_same_however_it_is_written(cents: int, style: tuple[str, str], shape: str) -> None:
    amount = Decimal(cents) / 100
    pattern, currency = style
    figures = shape.format(amount)
    atom = only(f"We sent {pattern.format(figures)} back.", "amount")
    assert atom.quote == pattern.format(figures)
    assert isinstance(atom.value, Sum)
    assert atom.value.agrees(Sum(amount, frozenset({currency})))


@given(st.integers(1, 999))
def test_money_in_words_is_money(pounds: int) -> None:
    atom = only(f"We sent {spelled(pounds)} pounds back.", "amount")
    assert isinstance(atom.value, Sum)
    assert atom.value.agrees(Sum(Decimal(pounds), frozenset({"GBP"})))


DATE_STYLES = (
    "{day} {month} {year}", "{ordinal} {month} {year}", "{month} {day}, {year}", "{month} {ordinal}, {year}",
    "the {ordinal} of {month} {year}", "{weekday} {day} {month} {year}", "{weekday}, {day} {month} {year}",
    "{weekday}, {month} {day}, {year}", "{day} {short} {year}", "{short}. {day}, {year}", "{iso}",
    "{day:02}/{number:02}/{year}", "{day}.{number}.{year}",
)  # fmt: skip


@given(st.dates(dt.date(1960, 1, 1), dt.date(2049, 12, 31)), st.sampled_from(DATE_STYLES))
def test_a_date_is_the_same_day_in_every_style(date: dt.date, style: str) -> None:
    month = MONTHS[date.month - 1]
    written = style.format(
        day=date.day,
        ordinal=ordinal(date.day),
        month=month,
        short=month[:3],
        number=date.month,
        year=date.year,
        iso=date.isoformat(),
        weekday=WEEKDAYS[date.weekday()],
    )
    atom = only(f"It arrived on {written}, as we had said.", "date")
    assert isinstance(atom.value, Day)
    assert atom.value.fits(date)
    assert (atom.value.day, atom.value.year) != (None, None)
    assert atom.value.weekday in {None, date.weekday()}


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["", " "]))
def test_a_time_is_the_same_on_either_clock(hour: int, minute: int, space: str) -> None:
    late = "pm" if hour >= 12 else "am"
    twelve = f"{hour % 12 or 12}:{minute:02}{space}{late}"
    here, there = only(f"It was {hour}:{minute:02} then.", "time"), only(f"It was {twelve} then.", "time")
    assert isinstance(here.value, Clock)
    assert isinstance(there.value, Clock)
    assert there.value.minutes == {hour * 60 + minute}
    assert there.value.minutes <= here.value.minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("at twenty past two", 14 * 60 + 20),
        ("at half past six", 6 * 60 + 30),
        ("at a quarter to nine", 8 * 60 + 45),
        ("by ten o'clock", 22 * 60),
        ("at 3.10", 3 * 60 + 10),
        ("before noon", 12 * 60),
        ("until eleven.", 11 * 60),
        ("5 p.m. at the latest", 17 * 60),
        ("between eight and nine", 8 * 60),
    ],
)
def test_times_are_read_as_people_say_them(text: str, minutes: int) -> None:
    clocks = [atom.value for atom in find_atoms(text) if isinstance(atom.value, Clock)]
    assert clocks
    assert minutes in clocks[0].minutes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("24 hours", "one day"),
        ("two weeks", "14 days"),
        ("a fortnight later", "14 days"),
        ("half an hour", "30 minutes"),
        ("two years", "24 months"),
        ("one and a half hours", "90 mins"),
        ("a three-day delay", "72 hours"),
        ("a week later", "seven days"),
        ("2 business days", "two working days"),
    ],
)
def test_durations_are_the_same_in_other_units(one: str, other: str) -> None:
    assert only(one, "duration").value == only(other, "duration").value


def test_a_working_day_is_no_day() -> None:
    assert only("two working days", "duration").value != only("two days", "duration").value


def test_a_range_gives_both_its_ends() -> None:
    lengths = [atom.value for atom in find_atoms("It takes three to five working days.")]
    assert lengths == [Length(Decimal(3), "working day"), Length(Decimal(5), "working day")]
    days = [atom.value for atom in find_atoms("from 25 to 28 November 2026")]
    assert days == [Day(2026, 11, 25), Day(2026, 11, 28)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Your order op-3391 has left.", "OP3391"),
        ("Your order OP-3391 has left.", "OP3391"),
        ("Ticket 0388 is closed.", "0388"),
        ("Reference number: NTP-0061-WH", "NTP0061WH"),
        ("See #88213 for more.", "88213"),
        ("Booking MW7DJX is cancelled.", "MW7DJX"),
    ],
)
def test_references_are_compared_without_dashes_and_capitals(text: str, value: str) -> None:
    assert only(text, "reference").value == value


@pytest.mark.parametrize(
    "text",
    [
        "We are here 24/7, first of all for you.",
        "One of our vans had a flat tyre, and no one had a second one.",
        "Give us a minute, and a second chance.",
        "You may march in with it, and Will, April or May can sort it.",
        "We sat in the sun on the third floor, room 12, page 4.",
        "It is an A4 sheet for a 3D print.",
        "Twice a day, once a week: that was a day out and a night at the opera.",
        "In a word: thanks. It went from bad to worse.",
    ],
)
def test_manners_of_speaking_are_no_atoms(text: str) -> None:
    assert find_atoms(text) == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ring 0800 555 0143 or write to help@merrow.example.", ["phone", "email"]),
        ("See https://merrow.example/returns, or www.merrow.example.", ["link", "link"]),
        ("Tomorrow, or by the end of next week, on Friday.", ["date", "date", "weekday"]),
        ("We lost two of five boxes, which is 40 per cent.", ["count", "percentage"]),
        ("Half the fee, £15.50, came back.", ["percentage", "amount"]),
    ],
)
def test_each_atom_is_of_its_kind(text: str, kinds: list[str]) -> None:
    assert [atom.kind for atom in find_atoms(text)] == kinds


def test_near_days_and_weekdays_keep_their_distance() -> None:
    values = [atom.value for atom in find_atoms("yesterday, the day after tomorrow, on Fri")]
    assert values == [NearDay(-1), NearDay(2), Weekday(4)]


CASE: dict[str, Any] = {
    "complaint": "I paid £30 on Monday.",
    "facts": ["It came on 3 November 2026.", {"text": "Eleven others did not.", "confidential": True}],
    "remedies": [
        {
            "kind": "refund",
            "description": "refund of 10%",
            "amount": 3,
            "currency": "GBP",
            "when": "2026-11-27",
        }
    ],
    "prevention": ["We now count twice, at 9:30."],
    "follow_up": {"when": "within two days", "who": "care team"},
    "references": ["OP-3391"],
    "today": "2026-11-23",
}


def test_the_atoms_of_a_case_know_their_field() -> None:
    found = [(atom.field, atom.atom.kind, atom.atom.quote) for atom in case_atoms(Case.model_validate(CASE))]
    assert found == [
        ("today", "date", "2026-11-23"),
        ("facts", "date", "3 November 2026"),
        ("confidential", "count", "Eleven"),
        ("remedies", "amount", "GBP 3"),
        ("remedies", "date", "2026-11-27"),
        ("remedies", "percentage", "10%"),
        ("prevention", "time", "9:30"),
        ("follow_up", "duration", "two days"),
        ("references", "reference", "OP-3391"),
        ("complaint", "amount", "£30"),
        ("complaint", "weekday", "Monday"),
    ]
