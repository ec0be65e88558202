"""Finds a role or a team of the writer's side that a sentence makes the culprit."""

from collections.abc import Iterator
from functools import lru_cache

from replydraft.guardrail.known import Known
from replydraft.guardrail.matcher import Expression, compile_pattern
from replydraft.guardrail.rules import load_packs
from replydraft.guardrail.text import Passage


def find_role_blamed(passage: Passage, _known: Known) -> Iterator[tuple[int, int]]:
    """Yield each stretch that says what a driver, a trainee or a team did wrong or left undone.

    Stretches lie within one sentence of the body.
    """
    spared: dict[int, bool] = {}
    for match in _list("blamed").finditer(passage.text):
        start, end = match.span()
        undone, undone_end = match.span(1)
        if undone >= 0 and _list("undone-fine").search(passage.text[undone:undone_end]) is not None:
            continue
        start += len(passage.text[start:end]) - len(passage.text[start:end].lstrip("\n ,;:.!?-"))
        index = passage.sentence_at(start)
        if index not in spared:
            spared[index] = passage.sentences[index].role != "body" or bool(
                _list("unless").search(passage.line(index))
            )
        if not spared[index]:
            yield start, end


@lru_cache(maxsize=4)
def _list(name: str) -> Expression:
    return compile_pattern(load_packs().expand("{culprit-" + name + "}"))
