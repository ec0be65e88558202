"""`replydraft evaluate` on a support lead's own labelled replies."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from replydraft.cli import main

ROWS = [
    {
        "id": "hit",
        "reply": "We are sorry you feel that way about the lamp.",
        "findings": [
            {"category": "deflection", "subtype": "non-apology", "quote": "sorry you feel that way"}
        ],
    },
    {
        "id": "miss",
        "reply": "Lamps have moods, as a wise person said.",
        "findings": [{"category": "deflection", "subtype": "denial", "quote": "Lamps have moods"}],
    },
    {"id": "alarm", "reply": "You should have checked the size chart first.", "findings": []},
    {"id": "clean", "reply": "The right lamp left us today and reaches you on Thursday.", "findings": []},
    {
        "id": "unsure",
        "reply": "As I already explained, the lamp is on its way.",
        "findings": [
            {
                "category": "customer-blame",
                "subtype": "as-told",
                "quote": "As I already explained",
                "unsure": True,
            }
        ],
    },
]


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["evaluate", *arguments], prog_name="replydraft")
    return result.exit_code, result.stdout, result.stderr


def labelled(folder: Path, *extra: str) -> str:
    file = folder / "labelled.jsonl"
    file.write_text("\n".join([*map(json.dumps, ROWS), *extra]), encoding="utf-8")
    return str(file)


def test_figures_by_reply_span_and_subtype(tmp_path: Path) -> None:
    code, out, _ = run(labelled(tmp_path), "--format", "json")

    data = json.loads(out)
    deflection = data["categories"]["deflection"]
    assert code == 0
    assert data["replies"] == 5
    assert {key: deflection["reply"][key] for key in ("precision", "recall", "tp", "fp", "fn")} == {
        "precision": 1.0, "recall": 0.5, "tp": 1, "fp": 0, "fn": 1,
    }  # fmt: skip
    assert (deflection["span"]["tp"], deflection["span"]["fn"]) == (1, 1)
    assert deflection["subtypes"]["denial"]["fn"] == 1
    blame = data["categories"]["customer-blame"]["reply"]
    assert (blame["tp"], blame["fp"], blame["fn"]) == (0, 1, 0)
    assert data["clean"]["replies"] == 2
    assert (data["clean"]["false_alarms"], data["clean"]["rate"]) == (1, 0.5)


def test_errors_are_listed_with_the_text_in_place(tmp_path: Path) -> None:
    _, out, _ = run(labelled(tmp_path), "--errors")

    assert "miss: deflection/denial in miss" in out
    assert "⟦Lamps have moods⟧" in out
    assert "false alarm: customer-blame/should-have in alarm" in out
    assert "in unsure" not in out


def test_errors_are_listed_in_json_too(tmp_path: Path) -> None:
    _, out, _ = run(labelled(tmp_path), "--errors", "--format", "json")

    errors = json.loads(out)["errors"]
    assert {item["kind"] for item in errors} == {"miss", "false alarm"}
    assert "Lamps have moods" in {item["quote"] for item in errors}
    assert all(item["end"] - item["start"] == len(item["quote"]) for item in errors)


@pytest.mark.parametrize(
    ("findings", "message"),
    [
        ("none", "findings: must be a list of labels"),
        (["policy"], "findings[0]: must be an object such as"),
        ([{"category": "deflection"}], "findings[0].subtype: is missing; add it"),
        ([{"category": "deflection", "subtype": 3}], "findings[0].subtype: must be text"),
    ],
)
def test_a_malformed_label_is_told_in_plain_words(tmp_path: Path, findings: object, message: str) -> None:
    row = json.dumps({"id": "x", "reply": "Hello", "findings": findings})
    code, _, err = run(labelled(tmp_path, row), "--format", "json")

    assert code == 2
    assert message in err


def test_a_line_that_cannot_be_read_is_reported_and_counts(tmp_path: Path) -> None:
    stray = json.dumps(
        {"id": "x", "reply": "Hello", "findings": [{"category": "a", "subtype": "b", "quote": "?"}]}
    )
    code, _, err = run(labelled(tmp_path, "{", '{"id": "y"}', stray))

    assert code == 2
    assert ":6: is not valid JSON" in err
    assert ":7: reply: is missing; add it" in err
    assert ":8: findings.quote: '?' does not stand in the reply" in err
    assert "5 replies checked, 3 lines unread" in err


def test_an_empty_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    code, _, err = run(str(tmp_path / "empty.jsonl"))
    assert code == 2
    assert "nothing to measure" in err
