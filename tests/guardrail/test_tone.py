"""The tone pack on whole replies: what is an error, what is a hint, and what is neither."""

import pytest

from replydraft.guardrail import check


def _rules(text: str) -> dict[str, str]:
    return {finding.rule: finding.severity for finding in check(text).findings if finding.category == "tone"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("If you post this again, we will be forced to take legal action.", "tone/threat"),
        ("We reserve the right to refuse service to you.", "tone/threat"),
        ("Your review is defamatory. Our solicitors have been informed.", "tone/threat"),
        ("Any further messages on this matter will be ignored.", "tone/threat"),
        ("Unless you change your tone, we will close your account.", "tone/threat"),
        ("You must remove your review at once.", "tone/demand"),
        ("Once you have deleted your post, we will refund you.", "tone/demand"),
        ("Do not contact us again.", "tone/demand"),
        ("You owe our waiter an apology.", "tone/demand"),
        ("With all due respect, the menu was on the table.", "tone/sarcasm"),
        ("You are entitled to your opinion.", "tone/sarcasm"),
        ("Thank you so much for the lecture on how to run a café.", "tone/sarcasm"),
        ("Please calm down. The refund left today.", "tone/sarcasm"),
    ],
)
def test_threats_demands_and_mockery_are_errors(text: str, rule: str) -> None:
    assert _rules(text) == {rule: "error"}


@pytest.mark.parametrize(
    "text",
    [
        "If you'd like us to, we close your account today and send the balance.",
        "If you confirm by reply, we will cancel your subscription today.",
        "We reported the theft to the police and have the crime number for you.",
        "The contract is with our legal team, who answer on Tuesday.",
        "We insist that you keep both lamps.",
        "Please stop using the heater at once if it smells; the recall covers yours.",
        "Please take down the photo that shows your card number, for your own security.",
        "Please update the app and review the settings.",
        "We'll deal with it today. Good luck with the exam!",
        "Of course you can return it.",
        "I've passed this to our collections desk, who bring the parcel to the door.",
        "Please be careful: the glass may have splinters.",
    ],
)
def test_help_in_the_same_words_is_spared(text: str) -> None:
    assert _rules(text) == {}


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        ("I'm sure you can understand that we close at ten.", "tone/sarcasm", "warning"),
        ("Would you consider updating your review? The refund left today.", "tone/demand", "warning"),
        ("In future, please read the label first.", "tone/lecturing", "warning"),
        ("Please be advised that the desk opens at seven.", "tone/lecturing", "info"),
        ("WE TOLD YOU THAT ALREADY, and the refund left today.", "tone/shouting", "warning"),
        ("The refund left today!!!", "tone/shouting", "info"),
        ("We value your business. The refund left today.", "tone/hollow", "info"),
        ("Rest assured, the refund left today.", "tone/hollow", "info"),
        ("I understand your frustration. The refund left today.", "tone/hollow", "info"),
        ("As per our records, the refund left today.", "tone/jargon", "info"),
    ],
)
def test_what_only_grates_is_no_error(text: str, rule: str, severity: str) -> None:
    assert _rules(text) == {rule: severity}


@pytest.mark.parametrize(
    "text",
    [
        "The BBC, ITV and HDMI inputs work again on your TV.",
        "EASTER OPENING HOURS\nWe are open from ten to four.",
        "Great news! Your parcel is here!",
        "Your NHS and DVLA forms are in the post.",
    ],
)
def test_initials_headings_and_joy_are_no_shouting(text: str) -> None:
    assert _rules(text) == {}
