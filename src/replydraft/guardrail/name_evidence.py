"""What stands around a name and says that its bearer works for the writer's side."""

from dataclasses import dataclass
from functools import lru_cache

from replydraft.guardrail.matcher import compile_pattern
from replydraft.guardrail.rules import load_packs

_REACH = 72
"""How many characters on either side are looked at."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a name stands: its sentence, and what of it comes before and after the name."""

    before: str
    after: str
    possessive: bool
    common: bool
    """Whether the name is a word, a month or a place as well."""

    @property
    def sentence(self) -> str:
        """The sentence without the name."""
        return f"{self.before}\ue000{self.after}"


@dataclass(frozen=True)
class _Looking:
    """One lexicon list, compiled when it is first needed."""

    name: str

    def found(self, text: str) -> bool:
        return _compiled(self.name).search(text) is not None


@lru_cache(maxsize=32)
def _compiled(name: str):  # type: ignore[no-untyped-def]  # re2 exports no public type for a compiled pattern
    return compile_pattern(load_packs().expand("{" + name + "}"))


_ROLE_BEFORE = _Looking("colleague-before-role")
_WORK_BEFORE = _Looking("colleague-before-work")
_SELF_AFTER = _Looking("colleague-after-self")
_PERSON_BEFORE = _Looking("colleague-before-person")
_NOUN_AFTER = _Looking("colleague-after-noun")
_ERRAND_AFTER = _Looking("colleague-after-errand")
_OBJECT_BEFORE = _Looking("colleague-before-object")
_OTHER_BEFORE = _Looking("colleague-before-other")
_ROLE_AFTER = _Looking("colleague-after-role")
_DID_AFTER = _Looking("colleague-after-did")
_VERB_AFTER = _Looking("colleague-after-verb")
_DEPENDENT_AFTER = _Looking("colleague-after-dependent")
_WRONG = _Looking("colleague-wrong")
_PRAISE = _Looking("colleague-praise")
_ARTIST = _Looking("colleague-artist")


def strength(place: Place) -> int:
    """Return how strongly the words around a name say "colleague": 0 not at all, 3 even for an unknown name."""
    before, after = place.before[-_REACH:], place.after[:_REACH]
    if place.possessive:
        after = "'s" + after
    if _ROLE_BEFORE.found(before) or _ROLE_AFTER.found(after):
        return 3
    if _SELF_AFTER.found(after) or (place.common and _is_date(before, after)):
        return 0
    if _PERSON_BEFORE.found(before) and not _NOUN_AFTER.found(after):
        return 2
    subject = not _OTHER_BEFORE.found(before)
    if subject and _DEPENDENT_AFTER.found(after):
        return 0
    if subject and _DID_AFTER.found(after):
        return 2
    if place.common:
        return 0
    if _WORK_BEFORE.found(before):
        return 2
    if _OBJECT_BEFORE.found(before) or (subject and _VERB_AFTER.found(after)):
        return 1
    return 0


def _is_date(before: str, after: str) -> bool:
    return before.rstrip(" ")[-1:].isdigit() or after.lstrip(" ")[:1].isdigit()


def faults(place: Place) -> bool:
    """Whether the sentence says that something was done wrong."""
    return _WRONG.found(place.sentence)


def has_errand(place: Place) -> bool:
    """Whether the bearer of the name is going to do something for the customer."""
    return _ERRAND_AFTER.found(place.after[:_REACH])


def praises(text: str) -> bool:
    """Whether the text passes on what a customer was pleased with."""
    return _PRAISE.found(text)


def is_about_art(text: str) -> bool:
    """Whether the sentence is about works, performances or storms that carry a person's name."""
    return _ARTIST.found(text)


def bearers(name: str, text: str) -> list[str]:
    """Return the names that one of the lists "colleague-writer" and "colleague-companion" finds in `text`."""
    return [group for match in _compiled(name).finditer(text) for group in match.groups() if group]
