"""Finds a role or a team of the writer's side that a sentence makes the culprit."""

from collections.abc import Iterator
from functools import lru_cache

from replydraft.guardrail.known import Known
from replydraft.guardrail.matcher import Expression, Match, compile_pattern
from replydraft.guardrail.rules import load_packs
from replydraft.guardrail.text import Passage

_KINDS = (("blamed", "passive-fine"), ("left", "undone-fine"))
"""What is looked for, and what spares it at the end of the sentence up to where its group ends."""


def find_role_blamed(passage: Passage, _known: Known) -> Iterator[tuple[int, int]]:
    """Yield each stretch that says what a driver, a trainee or a team did wrong or left undone.

    Stretches lie within one sentence of the body.
    """
    spared: dict[int, bool] = {}
    for found, fine in _KINDS:
        for match in _list(found).finditer(passage.text):
            start, end = match.span()
            start += len(passage.text[start:end]) - len(passage.text[start:end].lstrip("\n ,;:.!?-"))
            index = passage.sentence_at(start)
            if index not in spared:
                line = passage.line(index)
                spared[index] = passage.sentences[index].role != "body" or _finds("unless", line)
            if not spared[index] and not _is_fine(match, fine, passage):
                yield start, end


def _is_fine(match: Match, fine: str, passage: Passage) -> bool:
    """Whether what was left undone, or what was done by somebody, is no fault of theirs."""
    start, end = match.span(1)
    return start >= 0 and _finds(fine, passage.text[passage.text.rfind("\n", 0, start) + 1 : end])


def _finds(name: str, text: str) -> bool:
    return _list(name).search(text) is not None


@lru_cache(maxsize=4)
def _list(name: str) -> Expression:
    return compile_pattern(load_packs().expand("{culprit-" + name + "}"))
