"""Finds a role or a team of the writer's side that a sentence makes the culprit."""

from collections.abc import Iterator
from functools import lru_cache

from replydraft.guardrail.known import Known
from replydraft.guardrail.matcher import Expression, Match, compile_pattern
from replydraft.guardrail.rules import load_packs
from replydraft.guardrail.text import Passage


def find_role_blamed(passage: Passage, _known: Known) -> Iterator[tuple[int, int]]:
    """Yield each stretch that says what a driver, a trainee or a team did wrong or left undone.

    Stretches lie within one sentence of the body.
    """
    spared: dict[int, bool] = {}
    for match in _list("blamed").finditer(passage.text):
        start, end = match.span()
        start += len(passage.text[start:end]) - len(passage.text[start:end].lstrip("\n ,;:.!?-"))
        index = passage.sentence_at(start)
        if index not in spared:
            spared[index] = passage.sentences[index].role != "body" or _finds("unless", passage.line(index))
        if not spared[index] and not _is_fine(match, passage, index):
            yield start, end


def _is_fine(match: Match, passage: Passage, index: int) -> bool:
    """Whether what was left undone, or what was done by somebody, is no fault of theirs."""
    undone, end = match.span(1)
    if undone >= 0:
        return _finds("undone-fine", passage.text[undone:end])
    return match.span(2)[0] >= 0 and _finds("passive-fine", passage.line(index))


def _finds(name: str, text: str) -> bool:
    return _list(name).search(text) is not None


@lru_cache(maxsize=4)
def _list(name: str) -> Expression:
    return compile_pattern(load_packs().expand("{culprit-" + name + "}"))
