"""Finds how a reply says that the house works now, where the case says nothing of the kind."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from replydraft.guardrail.authorisation import Allowance, content, shared
from replydraft.guardrail.commitments.words import commitment_words
from replydraft.guardrail.matcher import Expression, compile_pattern

_PART = re.compile(r"(?:[^,;:]|,(?=\d))+")
_SAME = 2
"""How many telling words a clause has in common with a step that it tells of."""
_STRANGE = 3
"""How many telling words that the case lacks make a clause another step."""


def untold_habits(
    text: str, sentences: Sequence[tuple[int, int]], known: Allowance
) -> Iterator[tuple[int, int]]:
    """Yield each clause that tells of a way of working, of a change or of a check that the case lacks."""
    for start, end in sentences:
        sentence = text[start:end]
        if _compiled("marks").search(sentence) is None and not _may_follow_a_step(sentence, known):
            continue
        parts = [(match.start() + start, match.end() + start) for match in _PART.finditer(sentence)]
        after_step = False
        for first, last in parts:
            part = text[first:last]
            words = content(part)
            if _is_told(words, known):
                after_step = after_step or _is_told(words, known, steps=True)
                continue
            subject = _compiled("subject").search(part)
            if subject is None or _compiled("not_habits").search(part) is not None:
                continue
            if _is_untold(part, words, known, after_step=after_step):
                opening = subject.span(1)[0]
                yield first + opening, first + len(part.rstrip(" .!"))


def _is_untold(part: str, words: frozenset[str], known: Allowance, *, after_step: bool) -> bool:
    strange = len(words) - shared(words, known.said)
    if after_step:
        return strange >= _SAME and strange * 5 >= len(words) * 3
    strange = len(words) - shared(words, known.said | known.things)
    marked = _compiled("marks").search(part) is not None
    return marked and strange >= _STRANGE and strange * 3 >= len(words) * 2


def _may_follow_a_step(sentence: str, known: Allowance) -> bool:
    return "," in sentence and _is_told(content(sentence), known, steps=True)


def _is_told(words: frozenset[str], known: Allowance, *, steps: bool = False) -> bool:
    told = known.prevention if steps else known.steps
    return any(shared(words, step) >= min(_SAME, len(step)) for step in told if step)


@lru_cache(maxsize=4)
def _compiled(name: str) -> Expression:
    return compile_pattern(str(getattr(commitment_words().habits, name)))
