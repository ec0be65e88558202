"""Every example composes offline, on every channel, and says only what its case says."""

import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from replydraft.case import Case, Channel
from replydraft.case_file import load_case
from replydraft.draft import Reply
from replydraft.drafters.offline import OfflineDrafter
from replydraft.guardrail import check
from replydraft.layout import lay_out
from replydraft.plan import plan
from replydraft.principles import load_principles
from replydraft.templates import Templates

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))
CHANNELS = get_args(Channel)
SEEDS = range(3)

_NAMED = {
    "car-misused",
    "alarm-no-callback",
    "broken-glass",
    "fountain-fish",
    "motorcycle-scrapped",
    "frame-misprinted",
    "forgotten-password",
    "planned-maintenance",
    "late-parcel",
    "double-charge",
    "data-loss",
    "hotel-room",
}


@cache
def templates() -> Templates:
    return Templates()


def composed(case: Case, *, seed: int = 0) -> Reply:
    drafter = OfflineDrafter(case, templates=templates(), seed=seed)
    draft = drafter.draft((), plan(case, principles=load_principles()))
    assert all(part.text.strip() for part in draft)
    return lay_out(draft, case, templates=templates())


def on(case: Case, channel: str) -> Case:
    return case.model_copy(update={"channel": channel})


@cache
def each(path: Path) -> list[tuple[Case, str]]:
    case = load_case(path)
    return [
        (on(case, channel), composed(on(case, channel), seed=seed).body)
        for channel in CHANNELS
        for seed in SEEDS
    ]


def figures(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", text)))


by_name = pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])


def test_every_source_story_has_its_example() -> None:
    assert {path.stem for path in EXAMPLES} >= _NAMED
    kinds = {load_case(path).kind for path in EXAMPLES}
    channels = {load_case(path).channel for path in EXAMPLES}
    assert kinds == {"resolve", "acknowledge", "clarify", "follow-up", "notice", "close"}
    assert channels == set(CHANNELS)


@by_name
def test_an_example_explains_itself(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")


@by_name
def test_replies_are_clean_text(path: Path) -> None:
    for case, body in each(path):
        assert "  " not in body.replace("\n", " \n").replace(" \n", "\n"), body
        assert ".." not in body, body
        assert ",," not in body, body
        assert ",." not in body, body
        assert " ." not in body, body
        assert " ," not in body, body
        assert not re.search(r"[{}]|\bNone\b(?! of)|\n{3}", body), body
        assert not re.search(r"(?<![ap]\.m)[.?!] [a-z]", body), body
        assert case.complaint[:25] not in body or not case.complaint


@by_name
def test_every_figure_comes_from_the_case(path: Path) -> None:
    for case, body in each(path):
        # Days are written without a leading zero; a weekday is all that is added.
        known = figures(case.model_dump_json()) | {
            str(int(n)) for n in figures(case.model_dump_json()) if n.isdigit()
        }
        known |= {f"{float(n):.2f}" for n in known}
        assert figures(body) <= known, body


@by_name
def test_every_authorised_amount_is_said_where_there_is_room(path: Path) -> None:
    case = on(load_case(path), "email")
    for seed in SEEDS:
        body = composed(case, seed=seed).body
        for remedy in case.remedies:
            if remedy.amount:
                assert f"{remedy.amount:,.2f}".removesuffix(".00") in body, body


@by_name
def test_nothing_that_must_stay_inside_gets_out(path: Path) -> None:
    for case, body in each(path):
        for secret in case.confidential_facts:
            assert secret.rstrip(".").casefold() not in body.casefold()
        for name in case.protected_names:
            assert not re.search(rf"\b{re.escape(name)}\b", body, re.IGNORECASE)
        if case.channel == "review":
            assert not any(reference in body for reference in case.references)


@by_name
def test_the_same_seed_gives_the_same_letter_and_another_seed_another(path: Path) -> None:
    case = load_case(path)
    assert composed(case, seed=4) == composed(case, seed=4)
    assert len({composed(case, seed=seed).body for seed in range(8)}) > 1


@by_name
def test_replies_fit_their_channel(path: Path) -> None:
    for case, body in each(path):
        if case.channel == "sms":
            assert "\n" not in body
            assert len(body) <= 612, body


@by_name
def test_every_reply_passes_the_guardrail(path: Path) -> None:
    case = load_case(path)
    own = [(case, composed(case, seed=seed).body) for seed in range(10)]
    for written, body in (*own, *each(path)):
        report = check(body, case=written)
        assert report.passed, (body, [(finding.rule, finding.quote) for finding in report.of("error")])


def test_a_promise_stays_a_promise_and_a_deed_a_deed() -> None:
    case = load_case(Path(__file__).parent.parent / "examples" / "late-parcel.yaml")
    for seed in range(12):
        body = composed(case, seed=seed).body
        assert re.search(r"by Wednesday 25 November|By Wednesday 25 November", body)
        assert re.search(r"[Ww]e (?:also )?refunded the delivery charge \(£4\.99\)", body), body
        assert "will refund" not in body
