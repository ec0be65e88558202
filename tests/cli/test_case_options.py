"""What --remedy and --follow-up take, and what they refuse."""

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replydraft.cli.case_options import follow_up_fields, remedy_fields


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a new pair of boots", {"description": "a new pair of boots"}),
        ("refund: refund of the fee", {"kind": "refund", "description": "refund of the fee"}),
        (
            "refund: refund of the express fee; amount=30 GBP; done; when=2026-11-21",
            {
                "kind": "refund",
                "description": "refund of the express fee",
                "amount": "30",
                "currency": "GBP",
                "status": "done",
                "when": "2026-11-21",
            },
        ),
        (
            "visit:a visit ;when = within an hour;promised;",
            {"kind": "visit", "description": "a visit", "when": "within an hour", "status": "promised"},
        ),
        (
            "compensation: the fair value of the motorcycle; value=900 EUR; cost=250",
            {
                "kind": "compensation",
                "description": "the fair value of the motorcycle",
                "value_when_restored": "900",
                "cost_to_restore": "250",
                "currency": "EUR",
            },
        ),
    ],
)
def test_a_remedy_in_one_line(text: str, fields: dict[str, str]) -> None:
    assert remedy_fields(text) == fields


@pytest.mark.parametrize("piece", ["amont=3 GBP", "finished", "amount", "=3", "kind=refund"])
def test_a_piece_that_is_not_known_is_told(piece: str) -> None:
    with pytest.raises(click.BadParameter, match="is not known after a semicolon; known are done, promised"):
        remedy_fields(f"refund: the fee; {piece}")


@given(st.text(alphabet="refund:;= amount30GBPdone\n"))
def test_any_text_is_a_remedy_or_is_refused(text: str) -> None:
    try:
        fields = remedy_fields(text)
    except click.BadParameter:
        return
    assert "description" in fields


def test_a_follow_up_in_one_line() -> None:
    assert follow_up_fields("2026-11-24; the service desk") == {
        "when": "2026-11-24",
        "who": "the service desk",
    }
    assert follow_up_fields("within two hours") == {"when": "within two hours"}
