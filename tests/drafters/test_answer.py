"""Answers as models write them, read into the parts of a plan."""

import contextlib
import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replydraft.case import Case
from replydraft.drafters.answer import draft_of, parts_schema, read_parts, shape_request
from replydraft.errors import DraftError, EmptyAnswerError, UnparsableAnswerError
from replydraft.plan import Plan, plan
from replydraft.principles import load_principles

CASE = Case.model_validate(
    {
        "complaint": "The rug came with a torn corner, and I had guests that evening.",
        "customer": "Mr Adeyemi",
        "remedies": [{"kind": "replacement", "description": "new rug", "when": "by Friday"}],
        "follow_up": {"when": "on Friday"},
    }
)
PLAN: Plan = plan(CASE, principles=load_principles())
NAMES = [part.id for part in PLAN.parts]
PARTS = {name: f"Words about the rug, for {name}." for name in NAMES}


def test_schema_asks_for_each_part_and_nothing_else() -> None:
    schema = parts_schema(PLAN)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["required"] == list(schema["properties"]) == NAMES
    assert {"own", "apologise", "follow-up"} <= set(NAMES)
    jsonschema.validate(PARTS, schema)
    for wrong in (
        {**PARTS, "greeting": "Dear Mr Adeyemi"},
        {**PARTS, "own": None},
        {"own": "It is our fault."},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_request_in_words_says_json_and_names_every_part_in_order() -> None:
    words = shape_request(PLAN)
    assert "JSON" in words
    assert list(json.loads(words[words.index("{") :])) == NAMES


@pytest.mark.parametrize(
    "wrap",
    [
        "{}",
        "  \n{}\n",
        "```json\n{}\n```",
        "```\n{}\n```\nLet me know if you want it warmer.",
        "Here is the reply {{as asked}}:\n\n{}",
        '<think>The parts are {{listen}} and so on. {{"own": "no"}}</think>\n{}',
        "\ufeff{}",
        '{{"reply": {}}}',
        "[{}]",
    ],
)
def test_object_is_found_wherever_a_model_puts_it(wrap: str) -> None:
    answer = wrap.format(json.dumps(PARTS, indent=1))
    assert read_parts(answer, PLAN) == PARTS


def test_parts_come_trimmed_in_the_plans_order_without_what_was_not_asked_for() -> None:
    shuffled = {"subject": "Your rug", **dict(reversed(PARTS.items())), "signature": "Kind regards"}
    shuffled["own"] = "\n  The tear is our fault.  \n"
    draft = draft_of(read_parts(json.dumps(shuffled), PLAN), PLAN, tokens=412)
    assert [part.principle for part in draft] == NAMES
    assert draft.text("own") == "The tear is our fault."
    assert draft.tokens == 412


def test_keys_may_be_spelled_as_models_spell_them() -> None:
    spelled = {name.replace("-", "_").title(): text for name, text in PARTS.items()}
    assert read_parts(json.dumps(spelled), PLAN) == PARTS


def test_bare_line_breaks_inside_a_text_are_kept() -> None:
    parts = PARTS | {"own": "First line.\nSecond line."}
    assert read_parts(json.dumps(parts).replace("\\n", "\n"), PLAN) == parts


@pytest.mark.parametrize("value", [None, 3, True, ["a"], {"text": "a"}])
def test_part_that_is_no_text_is_unparsable_and_named(value: object) -> None:
    with pytest.raises(UnparsableAnswerError, match="no text for own;") as caught:
        read_parts(json.dumps(PARTS | {"own": value}), PLAN, tokens=99)
    assert caught.value.tokens == 99


def test_missing_parts_are_all_named() -> None:
    parts = {name: text for name, text in PARTS.items() if name not in ("own", "apologise")}
    with pytest.raises(UnparsableAnswerError, match="own, apologise"):
        read_parts(json.dumps(parts), PLAN)


@pytest.mark.parametrize(
    "answer",
    [
        "Dear Mr Adeyemi, we are sorry about the rug.",
        "{}",
        "[]",
        '{"own": "The tear is',
        "{" * 5_000,
        '{"a":' * 50_000,
    ],
)
def test_answer_without_the_parts_is_unparsable(answer: str) -> None:
    with pytest.raises(UnparsableAnswerError):
        read_parts(answer, PLAN)


@pytest.mark.parametrize("answer", ["", " \n\t "])
def test_answer_without_text_is_empty(answer: str) -> None:
    with pytest.raises(EmptyAnswerError) as caught:
        read_parts(answer, PLAN, tokens=7)
    assert caught.value.tokens == 7


@pytest.mark.parametrize(
    "hollow",
    [
        " \n",
        "…",
        "apologise",
        "Apologise.",
        "Sorry",
        PLAN.parts[NAMES.index("apologise")].title,
        PLAN.parts[NAMES.index("apologise")].write,
        f" {PARTS['own'].upper()}",
    ],
)
def test_part_that_says_nothing_of_its_own_is_empty_and_named(hollow: str) -> None:
    with pytest.raises(EmptyAnswerError, match="of its own for apologise;") as caught:
        draft_of(PARTS | {"apologise": hollow}, PLAN, tokens=31)
    assert caught.value.tokens == 31


def test_schema_filled_with_its_own_keys_is_empty() -> None:
    with pytest.raises(EmptyAnswerError, match=", ".join(NAMES)):
        draft_of({name: name for name in NAMES}, PLAN)


def test_short_part_is_no_empty_one() -> None:
    assert draft_of(PARTS | {"thank": "Thank you."}, PLAN).text("thank") == "Thank you."


def test_what_no_text_file_can_hold_is_dropped_from_a_part() -> None:
    broken = json.dumps(PARTS | {"own": "The tear\x00 is\x1b ours. \ud83d\nIt \U0001f9f6 stays."})
    text = read_parts(broken, PLAN)["own"]
    assert text == "The tear is ours. \ufffd\nIt \U0001f9f6 stays."
    assert text.encode()


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, WORDS)), st.text(max_size=30))
def test_any_texts_survive_the_way_through_json(parts: dict[str, str], around: str) -> None:
    before = around.replace("{", "(")
    expected = {name: parts[name].strip() for name in NAMES}
    assert read_parts(f"{before}{json.dumps(parts)}{around}", PLAN) == expected


@given(st.text() | st.text(alphabet='{}[]":,ownact \\n`', max_size=300))
def test_no_answer_does_worse_than_a_draft_error(answer: str) -> None:
    with contextlib.suppress(DraftError):
        assert [part.principle for part in draft_of(read_parts(answer, PLAN), PLAN)] == NAMES
