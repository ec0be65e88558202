"""The leftovers pack on whole replies: what a customer must never see, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replydraft.guardrail import check


def _found(text: str, *, profile: str = "reply") -> dict[str, str]:
    report = check(text, profile="snippet" if profile == "snippet" else "reply")
    found: dict[str, str] = {}
    for finding in report.findings:
        if finding.category == "leftovers":
            found.setdefault(finding.rule, finding.quote)
    return found


@pytest.mark.parametrize(
    "placeholder",
    ["{{ticket.requester.first_name}}", "{%customer.fullName%}", "#{ticket.customer.firstname}", "%{name}",
     "<%= name %>", "${customer.name}", '<attribute name="first_name" />'],
)  # fmt: skip
def test_an_unfilled_placeholder_is_shown_whole(placeholder: str) -> None:
    text = f"Hi {placeholder}, your refund left today."
    assert _found(text) == {"leftovers/placeholder": placeholder}
    assert _found(text, profile="snippet") == {}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Dear [Customer's Name],\n\nYour refund left today.", "[Customer's Name]"),
        ("Your refund left today.\n\nKind regards,\n[Your Name]\n[Company]", "[Your Name]"),
        ("We will write to you by [insert date].", "[insert date]"),
        ("Hi <first_name>, your refund left today.", "<first_name>"),
        ("Hi {name}, your refund left today.", "{name}"),
        ("Your refund of £XXX left today.", "£XXX"),
        ("The engineer comes on ____ at nine.", "n ____"),
        ("A refund of £ to your card left today.", "£"),
        ("Dear None, your refund left today.", "Dear None"),
    ],
)
def test_a_blank_is_an_error_in_a_reply_and_fine_in_a_snippet(text: str, quote: str) -> None:
    found = _found(text)
    assert set(found) == {"leftovers/blank"}
    assert found["leftovers/blank"] == quote
    assert _found(text, profile="snippet") == {}


@pytest.mark.parametrize(
    "text",
    [
        "Tap [Save], then <b>Done</b>, and the [new] menu shows.",
        "The card ending XXXX 1234 was charged once.",
        "See our page [here](https://example.com/returns) or <https://example.com>.",
        "Thanks, and lots of love from the bakery xxx",
        "We take £, € and $ at the till.",
        "Hello,\n\nyour refund left today.\n____________________\nThe Lamp Shop",
        "Hi Nan, none of the lamps was broken.",
    ],
)
def test_brackets_crosses_and_lines_that_belong_there_are_spared(text: str) -> None:
    assert {rule for rule in _found(text) if rule != "leftovers/markdown"} == set()


@pytest.mark.parametrize(
    "text",
    [
        "Certainly! Here's a draft reply to the customer:\n\nDear Ms Vance, your refund left today.",
        "Here is a short, polite response you can send:\n\nHi Ada, your refund left today.",
        "As an AI language model, I cannot see your order.",
        "I'm sorry, but I can't assist with that request.",
        "Your refund left today.\n\nKind regards,\nTom\n\nI hope this response helps!",
        "Your refund left today. Let me know if you'd like me to adjust the tone.",
        "Okay, the user wants a refund. Hi Ada, your refund left today.",
        "Note: this draft avoids any admission of fault.\n\nHi Ada, your refund left today.",
    ],
)
def test_the_model_talking_is_an_error(text: str) -> None:
    assert "leftovers/model-talk" in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Certainly! Here is the link to the form.",
        "Of course, I can help with the form.",
        "Here's the letter that our surveyor wrote.",
        "I hope this helps! Let me know if you'd like a call.",
        "Feel free to change the delivery day in the app.",
        "As an airline, we owe you a plain answer.",
        "I can't help with the lease; the tenancy desk can, and has your note.",
    ],
)
def test_a_helpful_person_does_not_sound_like_a_model(text: str) -> None:
    assert _found(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        '{"parts": {"listen": "You waited three days."}}',
        "<customer_message>Where is it?</customer_message> It left today.",
        "Assistant: Hi Ada, your refund left today.",
        "<|im_start|>Hi Ada, your refund left today.",
        r"Hi Ada,\n\nYour refund left today.",
    ],
)
def test_pieces_of_the_prompt_or_the_format_are_errors(text: str) -> None:
    assert "leftovers/prompt-fragment" in _found(text)


def test_markdown_is_noted_and_a_code_fence_is_an_error() -> None:
    bold = check("Your refund of **£20** left today.").findings
    assert [(finding.rule, finding.severity, finding.quote) for finding in bold] == [
        ("leftovers/markdown", "info", "**£20**")
    ]
    fence = check("```\nHi Ada, your refund left today.\n```").of("error")
    assert {finding.rule for finding in fence} == {"leftovers/markdown"}


def test_letters_in_the_wrong_encoding_are_an_error() -> None:
    good = "Your refund of £20 left today; the café couldn’t reach you."
    bad = good.encode().decode("cp1252")
    assert _found(good) == {}
    assert "leftovers/garbled" in _found(bad)


@pytest.mark.parametrize(
    "text", ["", "   \n", "{{reply.body}}", "https://example.com", "> where is my lamp?"]
)
def test_a_reply_that_says_nothing_is_an_error(text: str) -> None:
    assert "leftovers/empty" in _found(text)


def test_what_the_customer_wrote_may_look_like_anything() -> None:
    text = "Your refund left today.\n\nOn Monday, Ann wrote:\n> Dear [Name], **where** is {{order}}? ____"
    assert _found(text) == {}


@given(st.text(alphabet="[]<>{}%#$_*X \nname'\"`\\u", max_size=60))
def test_any_jumble_of_marks_is_judged_with_exact_quotes(text: str) -> None:
    for finding in check(text).findings:
        assert text[finding.start : finding.end] == finding.quote
        assert finding.category != "guardrail"
