import runpy
from pathlib import Path
from typing import get_args

import pytest

from replydraft.case import Channel, Correctable, Fault, Kind, Liability, Severity
from replydraft.errors import PrinciplesError, ResourceError
from replydraft.principles import TRAITS, load_principles
from replydraft.resources import read

ROOT = Path(__file__).resolve().parents[1]

DOES = {
    "listen": {"S0"},
    "clarify": {"S0"},
    "validate": {"S0", "S4"},
    "own": {"S1", "S2", "S4"},
    "apologise": {"S0", "S1", "S4"},
    "explain": {"S1"},
    "act": {"S0", "S4"},
    "correct": {"S1"},
    "compensate": {"S1", "S4"},
    "reassure": {"S0", "S4"},
    "ask": {"S1", "S3"},
    "follow-up": {"S0"},
    "thank": {"S0"},
    "gesture": {"S2"},
}
NEVER = {
    "no-deflection": {"S0", "S1", "S3"},
    "no-blame": {"S1"},
    "no-named-colleague": {"S0", "S4"},
    "no-fiction": {"S1"},
    "no-empty-apology": {"S4"},
    "no-needless-apology": {"S4"},
    "no-over-admission": {"S3", "S4"},
    "no-escalation": {"S3"},
    "no-silence": {"S0", "S2"},
}


def test_every_documented_principle_is_there_with_its_sources() -> None:
    principles = load_principles()
    assert {part.id: set(part.sources) for part in principles.parts} == DOES
    assert {row.id: set(row.sources) for row in principles.never} == NEVER
    assert [source.id for source in principles.sources] == ["S0", "S1", "S2", "S3", "S4"]


def test_every_kind_and_severity_has_a_stance_and_every_part_is_in_some_order() -> None:
    principles = load_principles()
    assert {stance.id for stance in principles.kinds} == set(get_args(Kind)) == set(principles.orders)
    assert {stance.id for stance in principles.severities} == set(get_args(Severity))
    assert {name for order in principles.orders.values() for name in order} == set(DOES)


def test_the_answers_that_a_clause_can_ask_for_are_those_of_a_case() -> None:
    closed = {"kind": Kind, "channel": Channel, "fault": Fault, "severity": Severity}
    closed |= {"correctable": Correctable, "liability": Liability}
    assert {trait: set(TRAITS[trait]) for trait in closed} == {
        trait: set(get_args(words)) for trait, words in closed.items()
    }


def test_the_page_in_docs_is_up_to_date() -> None:
    page = runpy.run_path(str(ROOT / "scripts" / "principles_page.py"))["page"](load_principles())
    assert (ROOT / "docs" / "principles.md").read_text(encoding="utf-8") == page


def _changed(folder: Path, old: str, new: str) -> Path:
    text = read("prompts", "principles.yaml")
    assert old in text
    (folder / "principles.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{kind: [close]}", "{mood: [close]}", "no trait 'mood'"),
        ("severity: [none]", "severity: [catastrophic]", "severity is never catastrophic"),
        ("sources: [S0]", "sources: [S9]", "listen names the source S9"),
        ("  clarify: [listen,", "  clarify: [listen, sing,", "orders.clarify names the part sing"),
        ("  close: [", "  closing: [", "`orders` lacks close"),
        ("  - id: clarify\n    title", "  - id: listen\n    title", "`parts` has listen twice"),
        ("    group: opening\n", "    group: middle\n", "parts.0.group"),
        ("sources:\n", "sources: [\n", "not valid YAML"),
    ],
)
def test_a_changed_principles_file_that_is_wrong_is_refused_with_the_reason(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    with pytest.raises(PrinciplesError) as caught:
        load_principles(override=_changed(tmp_path, old, new))
    assert told in str(caught.value)


def test_a_changed_principles_file_is_used(tmp_path: Path) -> None:
    folder = _changed(tmp_path, "title: Say back what they reported", "title: Repeat the report")
    assert load_principles(override=folder).parts[0].title == "Repeat the report"


def test_a_folder_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="no such folder"):
        load_principles(override=tmp_path / "nowhere")


def test_the_script_says_whether_the_page_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    main = runpy.run_path(str(ROOT / "scripts" / "principles_page.py"))["main"]
    assert main(["--check"]) == 0
    assert capsys.readouterr().err == ""
