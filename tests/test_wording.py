"""Dates, sums, lists and noun phrases in words."""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replydraft.case_fields import CURRENCIES
from replydraft.errors import PromptError
from replydraft.templates import Templates
from replydraft.wording import (
    addressed,
    calendar_day,
    is_role,
    listing,
    load_words,
    money,
    noun_phrase,
    ours,
    sentence,
    sentences,
    time,
)

WORDS = load_words(templates=Templates())
TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ("30", "GBP", "£30"),
        ("30.00", "GBP", "£30"),
        ("4.5", "EUR", "€4.50"),
        ("1250.5", "USD", "$1,250.50"),
        ("9000", "JPY", "¥9,000"),
        ("40", "CHF", "CHF 40"),
        ("0.125", "KWD", "KWD 0.125"),
    ],
)
def test_money_is_written_as_in_a_letter(amount: str, currency: str, written: str) -> None:
    assert money(Decimal(amount), currency, words=WORDS) == written


@given(st.decimals(0, 10**9, places=2), st.sampled_from(sorted(CURRENCIES)))
def test_no_sum_loses_or_gains_anything(amount: Decimal, currency: str) -> None:
    written = money(amount, currency, words=WORDS)
    assert Decimal(re.sub(r"[^\d.]", "", written)) == amount


@pytest.mark.parametrize(
    ("when", "options", "written"),
    [
        (dt.date(2026, 11, 27), {}, "by Friday 27 November"),
        (dt.date(2026, 11, 20), {"status": "done"}, "on Friday 20 November"),
        (dt.date(2026, 11, 25), {"occasion": True}, "on Wednesday 25 November"),
        (dt.date(2027, 1, 8), {}, "by Friday 8 January 2027"),
        (dt.date(2026, 11, 23), {"status": "done"}, "today"),
        (dt.date(2026, 11, 22), {"status": "done"}, "yesterday"),
        (dt.date(2026, 11, 24), {}, "by tomorrow, Tuesday 24 November,"),
        (dt.date(2026, 11, 22), {"status": "done", "relative": False}, "on Sunday 22 November"),
        ("within the hour", {}, "within the hour"),
        ("By Friday.", {}, "by Friday"),
        ("Friday noon", {}, "by Friday noon"),
        ("Friday", {"status": "done"}, "on Friday"),
        ("the day after the clean", {"occasion": True}, "on the day after the clean"),
        ("a week after that", {}, "a week after that"),
        ("5 pm", {}, "by 5 pm"),
    ],
)
def test_a_time_fits_into_a_sentence(when: dt.date | str, options: dict[str, bool], written: str) -> None:
    assert time(when, words=WORDS, today=TODAY, **options) == written  # type: ignore[arg-type]  # options of several types


def test_a_day_without_today_has_its_year() -> None:
    assert calendar_day(TODAY, words=WORDS) == "Monday 23 November 2026"
    assert calendar_day(TODAY, words=WORDS, weekday=False, today=TODAY) == "23 November"


@pytest.mark.parametrize(
    ("items", "written"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists(items: list[str], written: str) -> None:
    assert listing(items, words=WORDS) == written


@pytest.mark.parametrize(
    ("phrase", "written"),
    [
        ("visit by the piano restorer", "a visit by the piano restorer"),
        ("appointment with a conservator", "an appointment with a conservator"),
        ("hour with the chef", "an hour with the chef"),
        ("used car", "a used car"),
        ("one-year warranty", "a one-year warranty"),
        ("new lenses made free of charge", "new lenses made free of charge"),
        ("lens for the right eye", "a lens for the right eye"),
        ("Five young koi", "five young koi"),
        ("full cost of the repair", "the full cost of the repair"),
        ("full refund", "a full refund"),
        ("the bottle of wine", "the bottle of wine"),
        ("your deposit", "your deposit"),
        ("compensation for the border", "compensation for the border"),
        ("delivery before noon", "delivery before noon"),
        ("second delivery", "a second delivery"),
        ("password reset link sent to you", "a password reset link sent to you"),
        ("£20 off", "£20 off"),
        ("20% discount", "a 20% discount"),
        ("8% discount", "an 8% discount"),
        ("15% off your next stay", "15% off your next stay"),
        ("£25 voucher", "a £25 voucher"),
        ("2-night stay", "a 2-night stay"),
        ("3 vouchers", "3 vouchers"),
        ("Amazon vouchers", "Amazon vouchers"),
        ("Amazon voucher", "an Amazon voucher"),
        ("Amazon Prime", "Amazon Prime"),
        ("correct blender", "the correct blender"),
    ],
)
def test_a_noun_phrase_gets_the_article_it_needs(phrase: str, written: str) -> None:
    assert noun_phrase(phrase, words=WORDS) == written


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("It broke. Nobody came", ("It broke.", "Nobody came.")),
        ("dr. Lind saw Mr. Osei at 8.30 p.m. on Friday.", ("Dr. Lind saw Mr. Osei at 8.30 p.m. on Friday.",)),
        ("We paid £4.99. That was wrong!", ("We paid £4.99.", "That was wrong!")),
        ("  two\n lines ", ("Two lines.",)),
        ("", ()),
    ],
)
def test_sentences_have_a_capital_and_an_end(text: str, pieces: tuple[str, ...]) -> None:
    assert sentences(text) == pieces


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("we paid  it today,.", "We paid it today."),
        ("we paid it ,, today", "We paid it, today."),
        ("iPads were sent", "iPads were sent."),
        ("is it?", "Is it?"),
    ],
)
def test_a_sentence_is_tidied(text: str, written: str) -> None:
    assert sentence(text) == written


@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert sentence(sentence(text)) == sentence(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The customer's card was charged.", "Your card was charged."),
        (
            "The customer was told so, and the customer has a receipt.",
            "You were told so, and you have a receipt.",
        ),
        ("It was given to the customer.", "It was given to you."),
        ("Customers like it.", "Customers like it."),
    ],
)
def test_a_text_about_the_customer_becomes_one_to_them(text: str, written: str) -> None:
    assert addressed(text, words=WORDS) == written


@pytest.mark.parametrize(
    ("who", "role", "written"),
    [
        ("dispensing team", True, "our dispensing team"),
        ("Customer service team", True, "our customer service team"),
        ("Head of Guest Care", True, "our Head of Guest Care"),
        ("the branch manager", True, "the branch manager"),
        ("IT support", True, "our IT support"),
        ("Dana from support", False, "Dana from support"),
        ("Ines Ferreira, head of care", False, "Ines Ferreira, head of care"),
        ("Support at head office", True, "our support at head office"),
        ("Patrick Doyle-Reyes", False, "our Patrick Doyle-Reyes"),
    ],
)
def test_a_team_is_told_from_a_person(who: str, role: bool, written: str) -> None:  # noqa: FBT001 (a table's column)
    assert is_role(who, words=WORDS) is role
    if role:
        assert ours(who, words=WORDS) == written


def test_a_faulty_word_list_says_what_is_wrong(tmp_path: Path) -> None:
    folder = tmp_path / "offline"
    folder.mkdir()
    (folder / "words.yaml").write_text("months: [January]\n", encoding="utf-8")
    with pytest.raises(PromptError, match="weekdays"):
        load_words(templates=Templates(override=tmp_path))
