"""How a reply is read: folding, markup, sentences, roles, and the way back to the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replydraft.guardrail.markup import LINK, PLACEHOLDER
from replydraft.guardrail.text import Passage


def lines(text: str, role: str = "body") -> list[str]:
    passage = Passage.of(text)
    return [passage.line(index) for index, sentence in enumerate(passage.sentences) if sentence.role == role]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("We’re sorry — “truly”.", 'We\'re sorry - "truly".'),
        ("We are s\u200bor\u00adry.", "We are sorry."),
        ("Wе аrе sоrry.", "We are sorry."),  # Cyrillic е, а and о
        ("Ｗｅ ａｒｅ ｓｏｒｒｙ．", "We are sorry."),
        ("𝐖𝐞 are sorry.", "We are sorry."),
        ("We are sorry.", "We are sorry."),
        ("We&#8217;re sorry &amp; will pay.", "We're sorry & will pay."),
        ("<p>We are <b>very</b> sorry.</p>", "We are very sorry."),
        ("We are **very** sorry.", "We are very sorry."),
        ("We <!-- internal: his own fault -->are sorry.", "We are sorry."),
        ("See [our page](https://example.com/returns) today.", "See our page today."),
    ],
)
def test_what_a_reader_sees_is_what_the_rules_read(written: str, read: str) -> None:
    assert lines(written) == [read]


@pytest.mark.parametrize(
    "placeholder",
    [
        "{{ticket.requester.first_name}}",
        "{{ ticket.title|default:'there' }}",
        "{{recipient.first_name}}",
        "{{contact.name || 'there'}}",
        "{%customer.firstName,fallback=there%}",
        "#{ticket.customer.firstname}",
        "%{ticket.name.first}",
        "%{reply_to_username,fallback:there}",
        '<attribute key="user.name" default="there"/>',
        "${name}",
        "<<First Name>>",
        "__FIRST_NAME__",
    ],
)
def test_a_placeholder_of_any_desk_is_one_opaque_word(placeholder: str) -> None:
    assert lines(f"We sent {placeholder} the parcel.") == [f"We sent {PLACEHOLDER} the parcel."]


def test_both_branches_of_a_condition_are_read() -> None:
    text = "{% if vip %}We will refund you.{% else %}You should have asked.{% endif %}"
    assert lines(text) == ["We will refund you.", "You should have asked."]


def test_links_and_addresses_are_one_word() -> None:
    text = "Write to help@example.com or see https://example.com/a?b=c. We read everything."
    assert lines(text) == [f"Write to {LINK} or see {LINK}.", "We read everything."]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We paid £3.50 to Dr. Osei on Fri. 3 Nov. at 4 p.m. as agreed.", 1),
        ("It left on Monday. It arrived on Tuesday! Did you see it? Good.", 4),
        ("We packed the wrong lamp.The right one left today.", 2),
        ("The parcel is late... and we know it.", 1),
        ("We will send:\n- a lamp\n- a cable", 3),
        ("This line is long enough that a mail program has wrapped it right\nhere, in the middle.", 1),
        ("The U.S. office wrote to you, e.g. on Monday. We are sorry.", 2),
    ],
)
def test_sentences_survive_abbreviations_amounts_and_missing_spaces(text: str, count: int) -> None:
    assert len(lines(text)) == count


@pytest.mark.parametrize(
    "greeting",
    ["Hi Mrs Abara,", "Dear Mr. Smith,", "Hello {{name}},", "Good morning!", "Hey there!", "Dear customer:"],
)
def test_a_greeting_is_no_body(greeting: str) -> None:
    text = f"{greeting} your chair leaves us today."
    assert lines(text, "greeting") != []
    assert lines(text) == ["your chair leaves us today."]


@pytest.mark.parametrize(
    "closing",
    [
        "\n\nKind regards,\nRos Pickersgill\nOwner",
        "\n\nYours sincerely,\nTom",
        "\n\nNerys Pugh\nClaims Manager, Pugh Removals",
        " - Nod",
        " ^KD",
        " /QI",
        " Thanks-Emir",
    ],
)
def test_a_sign_off_is_no_body(closing: str) -> None:
    text = f"We packed the wrong lamp. The right one left today.{closing}"
    assert lines(text) == ["We packed the wrong lamp.", "The right one left today."]


@pytest.mark.parametrize(
    "quoted",
    [
        "\n> you should have told me\n",
        "\n\nOn 3 May 2026, Ann Other wrote:\nyou should have told me",
        "\n\n-----Original Message-----\nFrom: Ann\nyou should have told me",
        ' You wrote "you should have told me" and you are right.',
    ],
)
def test_the_customers_own_words_are_never_read(quoted: str) -> None:
    assert "should have" not in Passage.of(f"We are on it today.{quoted}").text


def test_our_own_quotation_marks_hide_nothing() -> None:
    assert "not our fault" in Passage.of('We have to say "it is not our fault" here.').text


replies = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\n\t .,!?'\"<>{}%#$&;:*_~[]()@/-^|\u200b\u00a0’“”аеЖ\ud800éß🙏ש"),
    ),
    max_size=300,
)


@given(replies)
def test_every_span_leads_back_into_the_original(text: str) -> None:
    passage = Passage.of(text)
    for sentence in passage.sentences:
        start, end = passage.original_span(sentence.start, sentence.end)
        assert 0 <= start < end <= len(text)


@given(st.text(alphabet="abc XYZ.", min_size=1, max_size=120))
def test_plain_prose_is_read_letter_for_letter(text: str) -> None:
    passage = Passage.of(text)
    for position, character in enumerate(passage.text):
        start, end = passage.original_span(position, position + 1)
        if character.isalpha():
            assert text[start:end] == character
