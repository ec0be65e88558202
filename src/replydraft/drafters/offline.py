"""The offline drafter: a phrasebook filled from the case, without a model or a network."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from replydraft.case import Case
from replydraft.draft import Draft, DraftPart
from replydraft.drafters.offer import Offer, offer
from replydraft.drafters.phrases import Phrases
from replydraft.drafters.sayable import Sayable
from replydraft.layout import lay_out, load_channels
from replydraft.plan import REMEDY_PARTS, Part, Plan, remedies_for
from replydraft.prompt import Message
from replydraft.templates import Templates
from replydraft.wording import is_role, listing, load_words, sentences, time

_SHORT_ACCOUNT, _SHORT_CHARACTERS = 2, 320
"""An account of at most so many sentences and characters is not divided."""


class OfflineDrafter:
    """Writes from the phrasebook in prompts/offline/; the same seed and case give the same draft."""

    def __init__(
        self,
        case: Case,
        *,
        templates: Templates,
        seed: int = 0,
        may_say: Callable[[str], bool] | None = None,
    ) -> None:
        """Take the case that is answered; another `seed` chooses other wordings.

        A fact, a change, a description or a time that `may_say` turns down is left unsaid: give it
        `Guardrail.allows`, and the case's own words cannot make the draft fail.
        """
        self._may_say = may_say
        self._case = case
        self._templates = templates
        self._seed = seed

    @property
    def name(self) -> str:
        """What receipts and results call it."""
        return "offline"

    def draft(
        self,
        messages: Sequence[Message],  # noqa: ARG002 (the protocol's; the phrasebook reads the case instead)
        plan: Plan,
    ) -> Draft:
        """Return one part for each part of the plan that has something to say, in its order.

        The messages are not read. Where the channel is too short for all of it, the parts that can be
        missed most easily are left out, as channels.yaml lists them.
        Raises PromptError if a template of the phrasebook is malformed.
        """
        whole = self._written(plan)
        shortened = self._shortened(whole)
        if not _tells(whole) or _tells(shortened):
            return shortened
        # One fact is better than none.
        for index in range(len(self._case.public_facts)):
            brief = self._shortened(self._written(plan, only_fact=index))
            if _tells(brief):
                return brief
        return shortened

    def _written(self, plan: Plan, *, only_fact: int | None = None) -> Draft:
        letter = _Letter(
            self._case,
            plan=plan,
            templates=self._templates,
            seed=self._seed,
            may_say=self._may_say,
            only_fact=only_fact,
        )
        written = ((part.id, letter.write(part)) for part in plan.parts)
        said = [(principle, text) for principle, text in written if text]
        closing = letter.closing()
        if said and closing:
            principle, last = said[-1]
            said[-1] = (principle, f"{last}\n\n{closing}")
        return Draft(parts=tuple(DraftPart(principle=principle, text=text) for principle, text in said))

    def _shortened(self, draft: Draft) -> Draft:
        channels = load_channels(templates=self._templates)
        layout = channels.channels[self._case.channel]
        for principle in channels.leave_out:
            body = lay_out(draft, self._case, templates=self._templates).body
            count = sum(len(sentences(part.text)) for part in draft)
            fits = not layout.max_sentences or count <= layout.max_sentences
            if len(body) <= layout.max_characters and fits:
                break
            kept = tuple(part for part in draft if part.principle != principle)
            draft = Draft(parts=kept or draft.parts)
        return draft


class _Letter:
    """One letter while it is written: what has been said, and what is left to say."""

    def __init__(
        self,
        case: Case,
        *,
        plan: Plan,
        templates: Templates,
        seed: int,
        may_say: Callable[[str], bool] | None = None,
        only_fact: int | None = None,
    ) -> None:
        layout = load_channels(templates=templates).channels[case.channel]
        self._case = case
        self._templates = templates
        self._words = load_words(templates=templates)
        self._relative = case.channel != "review"
        self._sayable = Sayable(case, words=self._words, references=layout.references, may_say=may_say)
        facts = self._sayable.facts
        self._facts = _shared_out(facts if only_fact is None else facts[only_fact:][:1], plan=plan)
        digest = hashlib.sha256(case.model_dump_json().encode()).hexdigest()
        self._phrases = Phrases(templates=templates, key=f"{seed}\n{digest}", unnoticed=self._words.unnoticed)
        self._told_remedies = 0
        self._told_when = ""
        self._context = self._whole_letter(short=layout.short)

    def write(self, part: Part) -> str:
        """Return the text of one part, empty if it has nothing to say."""
        facts = " ".join(self._facts.get(part.id, ()))
        context: dict[str, object] = {**self._context, "form": part.form, "facts": facts}
        given = facts
        if part.id in REMEDY_PARTS:
            first = self._told_remedies == 0
            said = self._remedies(part)
            if not said and part.id != "act":
                return ""
            given = " ".join(said)
            context |= {"said": given, "remedies": len(said), "first_remedy": first}
        if part.id == "reassure":
            given = " ".join(self._sayable.prevention)
            if not given:
                return ""
            context["prevention"] = given
        if part.id == "follow-up":
            context |= self._follow_up()
        return self._phrases.say(part.id, slot=part.id, given=given, **context)

    def closing(self) -> str:
        """Return what ends a letter that nobody signs, empty if somebody does."""
        sender = self._case.sender
        if any((text or "").strip() for text in (sender.name, sender.role, sender.company)):
            return ""
        return self._templates.render("offline/closing.j2", **self._context).strip()

    def _whole_letter(self, *, short: bool) -> dict[str, object]:
        case, words = self._case, self._words
        alone = case.sender.name and not is_role(case.sender.name, words=words)
        offers = [self._offer(index) for index in range(len(case.remedies))]
        return {
            **words.voices["one" if alone else "many"],
            "kind": case.kind,
            "channel": case.channel,
            "fault": case.fault,
            "severity": case.severity,
            "correctable": case.correctable,
            "liability": case.liability,
            "short": short,
            "note": words.notes.get(case.channel, words.notes["default"]),
            "this": words.replies.get(case.channel, words.replies["default"]),
            "company": " ".join((case.sender.company or "").split()),
            "remedies_known": bool(case.remedies),
            "corrected": bool(remedies_for("correct", case)),
            "facts_known": bool(self._sayable.facts),
            "offered": listing(
                [piece.bare for piece in offers if piece.bare and not piece.done][:2], words=words
            ),
        }

    def _offer(self, index: int) -> Offer:
        remedy = self._case.remedies[index]
        if remedy.when is not None and not self._sayable.may_tell(remedy.when):
            remedy = remedy.model_copy(update={"when": None})
        description = self._sayable.description(remedy)
        return offer(remedy, self._case, description=description, relative=self._relative, words=self._words)

    def _remedies(self, part: Part) -> list[str]:
        said = []
        mine = remedies_for(part.id, self._case)
        for index in [
            n for n, remedy in enumerate(self._case.remedies) if any(remedy is own for own in mine)
        ]:
            piece = self._offer(index)
            if piece.done and piece.when == self._told_when:
                # What was done on the day just named needs no second date.
                piece = replace(piece, when="")
            else:
                self._told_when = piece.when if piece.done else ""
            text = self._phrases.say(
                "remedy",
                slot=f"remedy {index}",
                given=f"{piece.what} {piece.thing} {piece.tail} {piece.when}",
                o=piece,
                number=self._told_remedies,
                standing=part.form == "standing",
                **self._context,
            )
            said.append(" ".join(filter(None, (text, piece.more))))
            self._told_remedies += 1
        return said

    def _follow_up(self) -> Mapping[str, str]:
        follow_up, words = self._case.follow_up, self._words
        voice = {name: str(self._context[name]) for name in ("i", "me")}
        who = self._sayable.follower()
        when = ""
        if follow_up and self._sayable.may_tell(follow_up.when):
            when = time(
                follow_up.when, occasion=True, relative=self._relative, today=self._case.today, words=words
            )
        return {"who": who or voice["i"], "whom": who or voice["me"], "when": when}


def _tells(draft: Draft) -> bool:
    """Whether a draft still says what happened."""
    return any(part.principle in {"listen", "explain"} for part in draft)


def _shared_out(facts: tuple[str, ...], *, plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """Return which part says which facts, so that none is said twice."""
    listen, standing, explain = (plan.part(name) for name in ("listen", "apologise", "explain"))
    if listen is None or (explain and explain.form == "news"):
        return {"explain": facts}
    if listen.form == "declined":
        return {"apologise": facts[:1]} if standing and standing.form == "standing" else {}
    # A short account is told in one go: what happened, and only then whose doing it was.
    told = len(facts) if len(facts) <= _SHORT_ACCOUNT and sum(map(len, facts)) <= _SHORT_CHARACTERS else 1
    return {"listen": facts[:told], "explain": facts[told:]}
