"""A reply reads the same in every format."""

import email
import email.policy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from replydraft.cli.reply_formats import as_eml, as_json, as_markdown, as_text
from replydraft.composition import Composition
from replydraft.draft import Reply
from replydraft.guardrail.report import Report
from replydraft.plan import Plan

lines = st.text(alphabet="ab1 9.)-+=*_`#>[]()<&;!~|\\:\t\"'é…", max_size=12).map(str.strip).filter(bool)
bodies = st.lists(st.lists(lines, min_size=1, max_size=3).map("\n".join), min_size=1, max_size=3).map(
    "\n\n".join
)


def composed(body: str, *, subject: str = "") -> Composition:
    return Composition(
        reply=Reply(subject=subject, body=body),
        report=Report(text=body, findings=(), rules=1),
        plan=Plan(parts=(), never=(), stances=(), traits={}),
        drafter="offline",
        attempts=(),
        passed=True,
        tokens=0,
        outcome="first",
        ending="passed",
        seconds=0.0,
    )


def shown(markdown: str) -> str:
    """Return the text that a reader of the Markdown sees."""
    blocks = []
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type == "inline":
            pieces = ["\n" if child.type == "hardbreak" else child.content for child in token.children or []]
            blocks.append("".join(pieces))
        else:
            assert token.type in {"paragraph_open", "paragraph_close", "heading_open", "heading_close"}
    return "\n\n".join(blocks)


@given(body=bodies)
def test_markdown_shows_every_character(body: str) -> None:
    assert shown(as_markdown(composed(body))) == body


@pytest.mark.parametrize(
    "body",
    [
        "Dear Ida,\n\n1. October 2026 is the day.\n- Owen\nMerrow & Sons <care@merrow.example>",
        "Order #12 *urgent* _now_\n---\nKind regards",
        "Terms &amp; conditions\n===\n> quoted",
    ],
)
def test_markdown_of_a_letter(body: str) -> None:
    assert shown(as_markdown(composed(body, subject="Order #12"))) == f"Order #12\n\n{body}"


@given(body=bodies, subject=lines)
def test_an_e_mail_carries_every_character(body: str, subject: str) -> None:
    message = email.message_from_bytes(
        as_eml(composed(body, subject=subject)).encode("ascii"), policy=email.policy.default
    )
    part = message.get_body()
    assert part is not None
    assert part.get_content().replace("\r\n", "\n").removesuffix("\n") == body
    assert " ".join(str(message["Subject"]).split()) == " ".join(subject.split())


@given(body=st.text(), subject=st.text())
def test_json_carries_every_character(body: str, subject: str) -> None:
    data = json.loads(as_json(composed(body, subject=subject)))
    assert (data["body"], data["subject"]) == (body, subject)


def test_text_has_a_subject_only_where_the_channel_has_one() -> None:
    assert as_text(composed("Hello Ida.")) == "Hello Ida.\n"
    assert as_text(composed("Hello Ida.", subject="Your order")) == "Subject: Your order\n\nHello Ida.\n"
