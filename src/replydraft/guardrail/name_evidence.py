"""What stands around a name and says whether its bearer works for the writer's side."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from replydraft.guardrail.matcher import Expression, compile_pattern
from replydraft.guardrail.rules import load_packs

_REACH = 72
"""How many characters on either side are looked at."""
ROLE = 3
"""A role or a department stands with the name: enough even for a word that no list has."""
WORK = 2
"""What people do at work stands with it: enough for a name that is a word as well."""
SOMEBODY = 1
"""The name is somebody who acts or is dealt with: enough for a name that is nothing else."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a name stands: what of its sentence comes before it, and what after it."""

    before: str
    after: str
    """With the ending of a possessive, if the name has one."""
    common: bool
    """Whether the name may as well be a word, a month or a place here."""
    modal: bool = False
    """Whether it may as well be a verb that begins the sentence: Will, May, Mark."""

    @property
    def sentence(self) -> str:
        """The sentence without the name."""
        return f"{self.before}\ue000{self.after}"


@lru_cache(maxsize=64)
def _compiled(name: str) -> Expression:
    return compile_pattern(load_packs().expand("{" + name + "}"))


def _finds(name: str, text: str) -> bool:
    return _compiled(f"colleague-{name}").search(text) is not None


def strength(place: Place) -> int:
    """Return how strongly the words around a name say "colleague": 0, SOMEBODY, WORK or ROLE."""
    before, after = place.before[-_REACH:], place.after[:_REACH]
    if _finds("before-role", before) or _finds("after-role", after):
        return ROLE
    if _finds("after-self", after) or (place.modal and _finds("after-modal", after)):
        return 0
    if _is_asked(before, after) or (not place.common and _finds("before-work", before)):
        return WORK
    if _works(before, after, common=place.common):
        return WORK
    return SOMEBODY if not place.common and _is_somebody(before, after) else 0


def _is_asked(before: str, after: str) -> bool:
    """Whether the writer speaks to the person, or has them do something."""
    asked = _finds("before-person", before) and not _finds("after-noun", after)
    return asked or _finds("around", f"{before}\ue000{after}")


def _works(before: str, after: str, *, common: bool) -> bool:
    """Whether the person is the subject of what people do at work."""
    ours = _finds("before-our", before)
    if ours and not common and after.startswith("'s "):
        return True
    if not ours and (_finds("before-other", before) or _finds("after-dependent", after)):
        return False
    return _finds("after-did", after)


def _is_somebody(before: str, after: str) -> bool:
    """Whether the person acts at all, or is dealt with."""
    if _finds("before-other", before):
        return _finds("before-object", before)
    if _finds("after-dependent", after):
        return False
    return any(_finds(name, after) for name in ("after-verb", "after-state")) or _finds(
        "before-object", before
    )


def is_addressed(place: Place) -> bool:
    """Whether the sentence speaks to the bearer of the name: the customer."""
    before, after = place.before[-_REACH:], place.after[:_REACH]
    if _finds("introduced-after", after):
        return False
    close = _finds("addressed-before", before) and _finds("addressed-after", after)
    loose = _finds("addressed-loosely-before", before) and _finds("addressed-loosely-after", after)
    return (close or loose) and strength(place) < ROLE


def is_in_care(place: Place) -> bool:
    """Whether the bearer of the name is a pet, a child or a patient whom the company looks after."""
    return _finds("after-ward", place.after[:_REACH]) and not _finds("before-role", place.before[-_REACH:])


def faults(sentence: str) -> bool:
    """Whether the sentence says that something was done wrong."""
    return _finds("wrong", sentence)


def has_errand(place: Place) -> bool:
    """Whether the bearer of the name is going to do something for the customer."""
    after = place.after[:_REACH]
    return _finds("after-errand", after) and not _finds("after-courtesy", after)


def praises(text: str) -> bool:
    """Whether the text passes on what a customer was pleased with."""
    return _finds("praise", text)


def is_about_art(text: str) -> bool:
    """Whether the sentence is about works, performances or storms that carry a person's name."""
    return _finds("artist", text)


def companions(text: str) -> Iterator[str]:
    """Yield the names of those who belong to the customer, and of the writer where the text says it."""
    for name in ("colleague-writer", "colleague-companion"):
        for match in _compiled(name).finditer(text):
            yield from filter(None, match.groups())


def unlisted(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of every capitalised word that a role or a department makes a colleague's name."""
    for match in _compiled("colleague-unlisted").finditer(text):
        for group, name in enumerate(match.groups(), start=1):
            if name:
                yield match.span(group)


def acts_for_a_team(after: str) -> bool:
    """Whether the text goes on with a team and a verb, as in "… from our Leeds team will call you"."""
    return _finds("after-team", after[:_REACH])


@lru_cache(maxsize=4096)
def is_title(word: str) -> bool:
    """Whether the word goes before a name: Mr, Dr, Nurse."""
    return _compiled("colleague-title").fullmatch(word) is not None
