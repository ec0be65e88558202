"""Chooses among a template's wordings by seed, away from what the letter has said already."""

import hashlib
import re

from replydraft.templates import Templates
from replydraft.wording import sentence, sentences

_WORD = re.compile(r"[a-z']+")
_OPENING = 2
"""Sentences that share this many first words sound alike."""
_DISTINCT = 6
"""A word of at least this many letters is noticed when it comes again."""


class Phrases:
    """The phrasebook at work on one letter: what it has said, and what it says next."""

    def __init__(self, *, templates: Templates, key: str, unnoticed: frozenset[str] = frozenset()) -> None:
        """Take the templates, and the key (seed and case) that decides between wordings.

        The words in `unnoticed` may come again without sounding repeated.
        """
        self._templates = templates
        self._key = key
        self._unnoticed = unnoticed
        self._openings: list[tuple[str, ...]] = []
        self._noticed: set[str] = set()

    def say(self, name: str, *, slot: str, given: str = "", **context: object) -> str:
        """Return one of the wordings of offline/`name`.j2, or an empty text if it has none.

        `slot` is the place in the letter; `given` is text of the case within the wording, which may
        repeat words without being a repetition.
        """
        rendered = self._templates.render(f"offline/{name}.j2", **context)
        wordings = dict.fromkeys(sentence(line) for line in rendered.split("\n") if line.strip())
        if not wordings:
            return ""
        best = min(
            wordings, key=lambda wording: (self._echoes(wording, given=given), self._rank(slot, wording))
        )
        self._remember(best, given=given)
        return best

    def _rank(self, slot: str, wording: str) -> str:
        # Not the built-in hash: Python draws another one for each process.
        return hashlib.sha256(f"{self._key}\n{slot}\n{wording}".encode()).hexdigest()

    def _echoes(self, wording: str, *, given: str) -> int:
        openings = [_opening(text) for text in sentences(wording)]
        repeated = sum(opening in self._openings for opening in openings)
        return 2 * repeated + len(self._noticeable(wording, given=given) & self._noticed)

    def _remember(self, wording: str, *, given: str) -> None:
        self._openings.extend(_opening(text) for text in sentences(wording))
        self._noticed |= self._noticeable(wording, given=given)

    def _noticeable(self, wording: str, *, given: str) -> set[str]:
        own = set(_WORD.findall(given.casefold())) | self._unnoticed
        return {word for word in _WORD.findall(wording.casefold()) if len(word) >= _DISTINCT} - own


def _opening(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold())[:_OPENING])
