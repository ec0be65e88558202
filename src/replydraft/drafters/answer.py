"""The parts of a reply as JSON: the schema that a plan asks for, and the answer read against it."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from replydraft.draft import Draft, DraftPart
from replydraft.errors import EmptyAnswerError, UnparsableAnswerError
from replydraft.plan import Part, Plan

# Longer than any letter; what is beyond is not looked at, so that an answer gone wild costs little.
_LONGEST = 100_000
_MOST_OBJECTS = 40
_WORD = re.compile(r"\w+")
_REASONING = re.compile(r"\A\s*<(think|thinking|reasoning)>.*?</\1>", re.DOTALL)


def parts_schema(plan: Plan) -> dict[str, Any]:
    """Return the JSON Schema of an answer: one required text for each part of the plan, and nothing else."""
    names = [part.id for part in plan.parts]
    return {
        "type": "object",
        "properties": {part.id: {"type": "string", "description": part.title} for part in plan.parts},
        "required": names,
        "additionalProperties": False,
    }


def shape_request(plan: Plan) -> str:
    """Return the sentences that ask for the schema's shape, for a server that cannot be given the schema."""
    example = json.dumps({part.id: "…" for part in plan.parts}, ensure_ascii=False)
    return (
        "Answer with one JSON object and nothing before or after it. It has exactly these keys, in this "
        f"order, and each value is a text: {example}"
    )


def read_parts(answer: str, plan: Plan, *, tokens: int = 0) -> dict[str, str]:
    """Return the trimmed text that an answer has for each part of the plan, in the plan's order.

    The object may stand in a code fence, or have text around it, as models without a schema write it.
    Keys that the plan does not have are ignored: greeting and signature are the program's. Raises
    EmptyAnswerError if the answer has no text, and UnparsableAnswerError if it has no object with a text
    for every part.
    """
    if not answer.strip():
        message = "the model's answer is empty; try again, or another model"
        raise EmptyAnswerError(message, tokens=tokens)
    parts = _fullest(answer, plan)
    if parts is None:
        message = f"the model's answer holds no JSON object with the plan's parts; it begins {_shown(answer)}"
        raise UnparsableAnswerError(message, tokens=tokens)
    return _texts(parts, plan, tokens=tokens)


def draft_of(parts: Mapping[str, str], plan: Plan, *, tokens: int = 0) -> Draft:
    """Return the draft that has these texts, in the plan's order.

    Raises UnparsableAnswerError if a part of the plan has no text, and EmptyAnswerError if one says nothing
    of its own: it is blank, a single word, what the plan says about it, or the same as an earlier part.
    """
    texts = _texts(parts, plan, tokens=tokens)
    said = [_bare(text) for text in texts.values()]
    hollow = [
        part.id
        for number, part in enumerate(plan.parts)
        if _is_hollow(said[number], part) or said[number] in said[:number]
    ]
    if hollow:
        message = f"the model wrote nothing of its own for {', '.join(hollow)}; try again, or a larger model"
        raise EmptyAnswerError(message, tokens=tokens)
    written = tuple(DraftPart(principle=name, text=text) for name, text in texts.items())
    return Draft(parts=written, tokens=tokens)


def _texts(parts: Mapping[str, Any], plan: Plan, *, tokens: int) -> dict[str, str]:
    named = {_plain(name): value for name, value in parts.items()} | dict(parts)
    texts = {part.id: named.get(part.id) for part in plan.parts}
    wrong = [name for name, text in texts.items() if not isinstance(text, str)]
    if wrong:
        given = ", ".join(parts) or "none"
        message = f"the model's answer has no text for {', '.join(wrong)}; the keys that it has: {given}"
        raise UnparsableAnswerError(message, tokens=tokens)
    return {name: _clean(str(text)) for name, text in texts.items()}


def _fullest(answer: str, plan: Plan) -> Mapping[str, Any] | None:
    """Return the object that has the most of the plan's parts, the first of equals; None if none has any."""
    names = {part.id for part in plan.parts}
    best: Mapping[str, Any] | None = None
    most = 0
    for candidate in _objects(_REASONING.sub("", answer, count=1)[:_LONGEST]):
        found = len(names & {_plain(name) for name in candidate})
        if found > most:
            best, most = candidate, found
        if most == len(names):
            break
    return best


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects in a text, outer before inner, reading at most a few dozen."""
    # Models put bare line breaks into strings; `strict=False` lets them pass.
    decoder = json.JSONDecoder(strict=False)
    start = text.find("{")
    for _ in range(_MOST_OBJECTS):
        if start < 0:
            return
        try:
            value, _end = decoder.raw_decode(text, start)
        # Deep nesting overflows the decoder's stack; such an answer is no reply.
        except (ValueError, RecursionError):
            pass
        else:
            yield value
        start = text.find("{", start + 1)


def _is_hollow(said: str, part: Part) -> bool:
    """Whether a part is none: small models fill a schema with its keys, or with their instructions."""
    about = [_bare(text) for text in (part.id, part.title, part.write, part.avoid)]
    words = said.count(" ") + 1
    return words < 2 or said in about or (words > 4 and any(said in text for text in about))


def _bare(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _clean(text: str) -> str:
    """Trim a part, and drop what no text file holds: control characters and broken surrogate pairs."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(char for char in whole if char in "\n\t" or unicodedata.category(char) != "Cc").strip()


def _plain(name: str) -> str:
    """Spell a key as the plan does: models write `follow_up` or `Follow-up` for `follow-up`."""
    return name.strip().lower().replace("_", "-").replace(" ", "-")


def _shown(answer: str) -> str:
    text = " ".join(answer.split())
    return repr(text if len(text) <= 80 else f"{text[:79]}…")
