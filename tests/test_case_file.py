"""A case file either gives the case that it says, or one error that lists all that is wrong with it."""

import contextlib
import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from replydraft.case import Case, case_schema
from replydraft.case_file import LARGEST, load_case, parse_case, parse_document, read_document
from replydraft.errors import CaseError, InputError, Problem

TODAY = dt.date(2026, 11, 22)

PARCEL = """\
# A parcel that went round in circles.
id: 0042
channel: email
customer: Oriel Pemberton
complaint: |
  Day four. The tracker says "out for delivery" - it has said so since Tuesday!
  Order 0388: where is it?
facts:
  - The parcel went back to the depot on 18 November 2026.
  - text: The driver's scanner was broken.
    confidential: yes
severity: major
correctable: yes
remedies:
  - kind: refund
    description: refund of the express fee
    amount: 6.90
    currency: gbp
    status: done
    when: 2026-11-21
  - kind: delivery
    description: a new parcel by courier
    when: before noon tomorrow
follow_up:
  when: 2026-11-24
  who:
references: [0388, 1e5, no]
language: en
"""


def problems_of(text: str, *, name: str = "case.yaml") -> list[str]:
    with pytest.raises(CaseError) as caught:
        parse_case(text, name=name, today=TODAY)
    return [str(problem) for problem in caught.value.problems] or [caught.value.summary]


def only(text: str, *, name: str = "case.yaml") -> str:
    (problem,) = problems_of(text, name=name)
    return problem


def test_a_yaml_case_means_what_its_text_says() -> None:
    case = parse_case(PARCEL, name="parcel.yaml", today=TODAY)
    assert case.id == "0042"
    assert case.customer.name == "Oriel Pemberton"
    assert case.complaint.endswith("Order 0388: where is it?")
    assert case.facts[1].confidential is True
    assert case.correctable == "yes"
    assert case.remedies[0].amount == Decimal("6.90")
    assert case.remedies[0].currency == "GBP"
    assert case.remedies[1].when == "before noon tomorrow"
    assert case.follow_up is not None
    assert case.follow_up.who is None
    assert case.references == ("0388", "1e5", "no")
    assert case.today == TODAY


def test_json_and_yaml_give_the_same_case() -> None:
    case = parse_case(PARCEL, name="parcel.yaml", today=TODAY)
    again = parse_case(case.model_dump_json(), name="parcel.json")
    assert again == case


def test_json_keeps_amounts_exact() -> None:
    text = '{"complaint": "x", "remedies": [{"description": "refund", "amount": 0.1, "currency": "EUR"}]}'
    case = parse_case(text, name="standard input")
    assert str(case.remedies[0].amount) == "0.1"


def test_an_order_number_in_json_may_be_a_number() -> None:
    assert parse_case('{"complaint": "x", "references": [4711]}', name="a.json").references == ("4711",)


def test_the_file_s_own_day_wins_over_the_clock() -> None:
    case = parse_case("complaint: late\ntoday: 2026-11-20", today=TODAY)
    assert case.today == dt.date(2026, 11, 20)


def test_a_notice_needs_no_complaint() -> None:
    assert parse_case("kind: notice\nfault: none\nseverity: none").complaint == ""


def test_every_problem_is_listed_with_file_line_and_field() -> None:
    text = """\
kind: reslove
custmer: Pam
complaint: ""
facts:
  - text: It was late.
    confidental: yes
remedies:
  - kind: refund
    amount: -5
    when: 2026-13-01
  - description: voucher
    amount: £30
    currency: GPB
  - description: replacement
    cost_to_restore: 5
    when: 2026-01-01
follow_up:
  when: 2026-11-01
sender: Ines
"""
    assert problems_of(text) == [
        (
            "case.yaml:1: kind: 'reslove' is not one of resolve, acknowledge, clarify, follow-up, notice,"
            " close; did you mean resolve?"
        ),
        "case.yaml:2: custmer: is no field of a case; did you mean customer?",
        "case.yaml:3: complaint: is empty; paste what the customer wrote (only a notice goes without)",
        "case.yaml:6: facts[0].confidental: is no field of a case; did you mean confidential?",
        "case.yaml:8: remedies[0].description: is missing; add it",
        "case.yaml:9: remedies[0].amount: '-5' is negative; write 0 or more",
        "case.yaml:10: remedies[0].when: '2026-13-01' is no date; write year-month-day, such as 2026-11-21",
        (
            "case.yaml:12: remedies[1].amount: '£30' is no number; write one such as 30 or 12.50,"
            " with the currency in `currency`"
        ),
        (
            "case.yaml:13: remedies[1].currency: 'GPB' is no ISO 4217 currency code;"
            " write one such as GBP, EUR or USD"
        ),
        "case.yaml:15: remedies[2].cost_to_restore: needs a currency; add one such as `currency: GBP`",
        "case.yaml:16: remedies[2].when: promised for 2026-01-01, which is before today (2026-11-22)",
        "case.yaml:18: follow_up.when: 2026-11-01 is before today (2026-11-22)",
        "case.yaml:19: sender: must have fields of its own (name, role, company), not the text 'Ines'",
    ]


def test_json_problems_have_lines_too() -> None:
    text = """{
  "complaint": "So \\ud83d\\ude21 { [ , late",
  "remedies": [
    {"description": "refund", "amount": 5, "currency": "GBP"},
    {"description": "gift",
     "amount": -1, "currency": "GBP"}
  ],
  "today": 0
}"""
    assert problems_of(text, name="case.json") == [
        "case.json:6: remedies[1].amount: -1 is negative; write 0 or more",
        "case.json:8: today: 0 is no date; write year-month-day, such as 2026-11-21",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("complaint: x\ncomplaint: y", "case.yaml:2: complaint: is given twice (first on line 1); keep one"),
        ("complaint: x\nsender: &s {name: Ida}", "case.yaml:2: sender: &s is an anchor or alias;"),
        ("complaint: !python/object:os.system x", "case.yaml:1: complaint: the tag"),
        ("complaint: !!! I am furious", "case.yaml:1: complaint: the tag"),
        ("complaint: x\n---\ncomplaint: y", "case.yaml:2: a second document starts here"),
        ("- complaint: x", "case.yaml:1: holds no fields;"),
        ("just words", "case.yaml:1: holds no fields;"),
        ("complaint: He said: no", "case.yaml:1: is not valid YAML: mapping values are not allowed"),
        ("complaint: x\n\tkind: notice", "case.yaml:2: is not valid YAML:"),
        ("complaint: a\x00b", "case.yaml:1: the character U+0000 may not stand here"),
        ("complaint: x\n? [a, b]\n: c", "case.yaml:2: ?: a field's name must be plain text"),
        ("complaint: x\nfacts: one", "case.yaml:2: facts: must be a list, not the text 'one';"),
        (
            "complaint: x\nfacts: [[a]]",
            "case.yaml:2: facts[0]: must have fields of its own (text, confidential)",
        ),
        ("complaint: [x]", "case.yaml:1: complaint: must be text, not a list"),
        ("complaint: x\namount: 3", "case.yaml:2: amount: is no field here; it belongs inside `remedies`"),
        ("complaint: x\nsender: {severity: minor}", "is no field here; it belongs at the top of the file"),
        ("complaint: x\nblob: 3", "case.yaml:2: blob: is no field here; known are id, kind, channel,"),
        ("complaint: x\nfollow_up: {who: Ida}", "case.yaml:2: follow_up.when: is missing; add it"),
        (
            "complaint: x\nfollow_up: {when: [a]}",
            "must be a date such as 2026-11-21, or a phrase, not a list",
        ),
        ("complaint: x\nfacts: [{text: a, confidential: maybe}]", "'maybe' is neither true nor false"),
        (
            "complaint: x\nFollow-Up: {when: soon}",
            "Follow-Up: is no field of a case; did you mean follow_up?",
        ),
        (
            "complaint: x\nseverity: sever",
            "'sever' is not one of major, minor, severe, none; did you mean severe?",
        ),
        ("complaint: x\nseverity: {}", "must be one of major, minor, severe, none, not fields of its own"),
        (
            "complaint: x\nremedies: [{description: a, status: done, when: 2027-01-01}]",
            "remedies[0].when: done on 2027-01-01, which is after today (2026-11-22)",
        ),
        (
            "complaint: x\nsender: {name: Ida Voss}\nprotected_names: [ida voss]",
            "case.yaml:3: protected_names[0]: ida voss must not appear, yet is sender.name; change one",
        ),
    ],
)
def test_a_problem_says_what_and_where(text: str, expected: str) -> None:
    assert expected in only(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"complaint": "x",}', "case.json:1: is not valid JSON:"),
        ('{"complaint": "x", "complaint": "y"}', "case.json:1: complaint: is given twice"),
        ('{"complaint": NaN}', "is not valid JSON: NaN is no number"),
        ("[" * 30 + "]" * 30, "is nested more than 20 levels deep"),
        ("[" * 200_000, "is nested more than 20 levels deep"),
        ('{"complaint": "\\ud800"}', "holds half a character (a lone surrogate); remove it"),
        ('{"complaint": "x", "\\u001b[2J": 1}', "\\x1b[2J: is no field here"),
        ('{"complaint": "x", "remedies": [{"description": "a", "amount": true}]}', "not a truth value"),
        ('{"complaint": 5}', "complaint: must be text, not the number 5"),
    ],
)
def test_json_has_its_own_pitfalls(text: str, expected: str) -> None:
    assert expected in only(text, name="case.json")


def test_aliases_are_refused_before_they_can_grow() -> None:
    laughs = "complaint: x\na0: &a0 [ha]\n" + "\n".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)
    )
    assert "anchor or alias" in problems_of(laughs)[0]


@pytest.mark.parametrize("name", ["case.yaml", "case.json", "standard input"])
@pytest.mark.parametrize("text", ["", "  \n\n", "\ufeff"])
def test_an_empty_file_is_told_apart(text: str, name: str) -> None:
    assert problems_of(text, name=name) == [
        f"{name}: is empty; `replydraft new FILE` writes a case to fill in"
    ]


def test_a_file_with_comments_only_lacks_the_complaint() -> None:
    assert "complaint: is empty" in only("# nothing yet\n")


def test_a_byte_order_mark_is_no_problem(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(b"\xef\xbb\xbfcomplaint: The soup was cold.\r\n")
    assert load_case(file).complaint == "The soup was cold."


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("complaint: x".encode("utf-16"), "is UTF-16; save it as UTF-8"),
        (b"kind: resolve\ncomplaint: caf\xe9", "case.yaml:2: byte 0xe9 is not UTF-8"),
        (b"complaint: " + b"x" * LARGEST, "is larger than 1 MB"),
    ],
)
def test_bytes_that_are_no_case(tmp_path: Path, data: bytes, expected: str) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(data)
    with pytest.raises(InputError) as caught:
        load_case(file)
    assert expected in str(caught.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no such file; `replydraft new .*missing.yaml` writes one"):
        read_document(str(tmp_path / "missing.yaml"))
    with pytest.raises(InputError, match="cannot be read"):
        read_document(str(tmp_path))
    with pytest.raises(InputError, match="cannot be read"):
        read_document("nul\0byte.yaml")


def test_an_option_overrides_the_file_and_is_named_in_errors() -> None:
    document = parse_document("complaint: x\nseverity: sever\ncustomer: Pam\n", name="case.yaml")
    mended = document.updated("minor", "severity", origin="--severity")
    assert mended.case().severity == "minor"
    named = mended.updated("Beverley", "customer", "name", origin="--customer")
    assert named.case().customer.name == "Beverley"
    worse = mended.updated(
        [{"description": "a", "amount": "-1", "currency": "GBP"}], "remedies", origin="--remedy"
    )
    with pytest.raises(CaseError) as caught:
        worse.case()
    assert caught.value.problems == (
        Problem(message="'-1' is negative; write 0 or more", source="--remedy", field="remedies[0].amount"),
    )


KNOWN = sorted(Case.model_fields)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["yes", "2026-11-21"]),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from([*KNOWN, "name", "text", "description", "amount", "currency", "when", "status"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=10,
)


def a_case_or_a_case_error(text: str, name: str) -> None:
    with contextlib.suppress(CaseError):
        case = parse_case(text, name=name, today=TODAY)
        assert parse_case(case.model_dump_json(), name="again.json") == case


@given(text=st.text(), name=st.sampled_from(["case.yaml", "case.json", "standard input"]))
def test_any_text_gives_a_case_or_a_case_error(text: str, name: str) -> None:
    a_case_or_a_case_error(text, name)


@given(text=st.text(alphabet=" \n-:{}[],\"'&*!|>#?ab~<", max_size=60))
def test_any_punctuation_gives_a_case_or_a_case_error(text: str) -> None:
    a_case_or_a_case_error(text, "case.yaml")


# The first example of a recursive strategy is slow to draw on a busy machine.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.dictionaries(st.sampled_from(KNOWN), values, max_size=6))
def test_any_values_in_known_fields_give_a_case_or_a_case_error(data: dict[str, object]) -> None:
    a_case_or_a_case_error(json.dumps(data), "case.json")


@given(data=st.binary(max_size=200))
def test_any_bytes_give_a_case_or_an_error_of_ours(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(data)
    with contextlib.suppress(CaseError, InputError):
        load_case(file)


def test_the_schema_names_every_field() -> None:
    assert sorted(case_schema()["properties"]) == KNOWN
