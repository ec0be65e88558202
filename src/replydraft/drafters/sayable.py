"""What of a case may be said to the customer: public, told as one team, without a protected name."""

import datetime as dt
import re
from collections.abc import Callable, Iterable

from replydraft.case import Case, Remedy
from replydraft.wording import Words, addressed, is_role, ours, sentence, sentences


class Sayable:
    """The parts of one case that a reply may use, as sentences."""

    def __init__(
        self, case: Case, *, words: Words, references: bool, may_say: Callable[[str], bool] | None = None
    ) -> None:
        """Take the case; without `references` no order or ticket number is said.

        A sentence that `may_say` turns down is left unsaid.
        """
        self._may_say = may_say or bool
        self._case = case
        self._words = words
        self._hidden = () if references else tuple(_flat(reference) for reference in case.references)
        self._confidential = tuple(_flat(text).rstrip(".") for text in case.confidential_facts)

    @property
    def facts(self) -> tuple[str, ...]:
        """The public facts, sentence by sentence."""
        return self._told(addressed(text, words=self._words) for text in self._case.public_facts)

    @property
    def prevention(self) -> tuple[str, ...]:
        """What has been changed, sentence by sentence."""
        return self._told(self._case.prevention)

    def description(self, remedy: Remedy) -> str:
        """Return what a remedy is, or only its kind where its description may not be said."""
        text = _flat(self._without_references(remedy.description))
        fine = text and self._may_be_said(text) and self._may_say(text)
        return text if fine else _flat(remedy.kind)

    def follower(self) -> str:
        """Return who comes back to the customer, or an empty text if it is whoever signs."""
        follow_up, sender = self._case.follow_up, self._case.sender
        who = _flat(follow_up.who) if follow_up and follow_up.who else ""
        own = {_flat(text).casefold() for text in (sender.name, sender.role) if text}
        first = who.casefold().split(",")[0].strip()
        if not who or first in own or first in self._words.first_person | self._words.first_person_plural:
            return ""
        if not self._may_be_said(who) or not self._may_say(who):
            return ""
        said = ours(who, words=self._words) if is_role(who, words=self._words) else who
        # A comma opens what only another one closes: "Ines Ferreira, head of care, will be in touch".
        return f"{said}," if "," in said.rstrip(",") else said

    def may_tell(self, when: dt.date | str) -> bool:
        """Return whether the time of a remedy or of the follow-up may be said; a day always may."""
        return isinstance(when, dt.date) or (self._may_be_said(when) and self._may_say(when))

    def _told(self, texts: Iterable[str]) -> tuple[str, ...]:
        told: list[str] = []
        for text in texts:
            if any(secret.casefold() in _flat(text).casefold() for secret in self._confidential if secret):
                continue
            for piece in sentences(self._without_references(text)):
                one = self._as_one_team(sentence(piece))
                if self._may_be_said(one) and not self._is_better_unsaid(one) and self._may_say(one):
                    told.append(one)
        return tuple(dict.fromkeys(told))

    def _may_be_said(self, text: str) -> bool:
        flat = _flat(text).casefold()
        if any(secret.casefold() in flat for secret in self._confidential if secret):
            return False
        barred = (*self._case.protected_names, *self._hidden)
        return not any(
            re.search(rf"(?<!\w){re.escape(_flat(name).casefold())}(?!\w)", flat) for name in barred
        )

    def _is_better_unsaid(self, text: str) -> bool:
        flat = text.casefold()
        return any(re.search(rf"\b{re.escape(phrase)}\b", flat) for phrase in self._words.unsaid)

    def _without_references(self, text: str) -> str:
        """Drop what stands in brackets around a number that may not be shown: "(order RM-4471)"."""
        for reference in self._hidden:
            text = re.sub(rf"\s*[(\[][^()\[\]]*{re.escape(reference)}[^()\[\]]*[)\]]", "", text)
        return text

    def _as_one_team(self, text: str) -> str:
        """Say "The driver misread the label." as "We misread the label."."""
        pieces = text.split(" ")
        for place, piece in enumerate(pieces[:6]):
            bare = piece.casefold()
            if bare in self._words.actors or bare.removesuffix("s") in self._words.actors:
                verb = pieces[place + 1].casefold() if place + 1 < len(pieces) else ""
                if not place or not (verb.endswith("ed") or verb in self._words.past_verbs):
                    return text
                rest = [self._words.after_we.get(verb, verb), *pieces[place + 2 :]]
                return sentence(" ".join([self._words.we, *rest]))
            if bare not in self._words.actor_leads:
                return text
        return text


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
