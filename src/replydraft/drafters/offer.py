"""Takes a remedy apart, so that the phrasebook can put it into a sentence."""

import re
from dataclasses import dataclass

from replydraft.case import Case, Remedy
from replydraft.plan import fair_value
from replydraft.wording import Words, addressed, lowered, money, noun_phrase, sentences, time


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One remedy, in pieces that fit into sentences; a piece that it lacks is an empty text."""

    kind: str
    done: bool
    what: str
    """What the customer gets, with its article and its sum: "a credit of £20 towards the next order"."""
    bare: str
    """The same without the sum; empty where the description is no noun phrase."""
    clause: str
    """The description, where it is a sentence already: "we will fix the leak"."""
    frame: str
    """The description as it stands, where it fits into no sentence: it can only follow a colon."""
    verb: str
    """What we do, where the description tells: "refund"."""
    past: str
    """The same in the past: "refunded"."""
    thing: str
    """What we do it to, with its sum: "the express fee (£30)"."""
    manner: str
    """How: "in full", "to the registered address"."""
    tail: str
    """What stands after a comma: "paid for by us"."""
    more: str
    """Further sentences of the description."""
    amount: str
    purpose: str
    """What a payment is for: "for the missed appointment"."""
    head: str
    """The noun that the description starts with, if it is one of payment: "compensation"."""
    when: str
    worth: str
    """What a lost thing would be worth when restored, if that explains the amount."""
    restoring: str
    """What restoring it would cost, if that explains the amount."""


@dataclass(frozen=True, kw_only=True)
class _Action:
    verb: str
    past: str
    thing: str
    manner: str = ""


_PAYMENT = re.compile(
    r"^(?:(?:an?|the|your|our) )?(?:[\w-]+ )?"
    r"(?P<head>refund|payment|compensation|credit|discount|voucher|reimbursement)"
    r"(?: (?P<purpose>(?:for|towards|on|against|off) .+))?$",
    re.IGNORECASE,
)


def offer(remedy: Remedy, case: Case, *, words: Words, description: str, relative: bool = True) -> Offer:
    """Return a remedy in pieces; `description` is its own, or what may be said instead of it."""
    kind = "-".join(remedy.kind.casefold().replace("_", " ").replace("-", " ").split())
    core, tail, more = _split(addressed(description, words=words), words=words)
    amount = money(remedy.amount, remedy.currency, words=words) if remedy.amount and remedy.currency else ""
    if amount and _has_figures(description, amount):
        amount = ""
    done = remedy.status == "done"
    core = _with_your(core, words=words)
    if remedy.when is not None and not done:
        core = _without_closing_day(core, words=words)
    # What is done cannot be done tomorrow: such a description is quoted.
    contradictory = done and _without_closing_day(core, words=words) != core
    action = None if contradictory else _action(core, words=words)
    clause = "" if action else _clause(core, done=done, words=words)
    frame = "" if action or clause or _is_noun_phrase(core, words=words) else core
    spoken = bool(clause or frame or _verb_first(core, words=words))
    payment = _PAYMENT.match(core)
    when = ""
    if remedy.when is not None:
        occasion = kind in words.occasions
        when = time(
            remedy.when,
            status=remedy.status,
            occasion=occasion,
            relative=relative,
            today=case.today,
            words=words,
        )
    explained = remedy.amount is not None and remedy.amount == fair_value(remedy)
    return Offer(
        kind=kind,
        done=done,
        what=core
        if spoken
        else _priced(noun_phrase(core, words=words), core, payment=payment, amount=amount),
        bare="" if spoken else noun_phrase(core, words=words).rstrip(","),
        clause=clause,
        frame=f"{frame} ({amount})" if frame and amount else frame,
        verb=action.verb if action else "",
        past=action.past if action else "",
        thing=f"{action.thing} ({amount})" if action and amount else action.thing if action else "",
        manner=action.manner if action else "",
        tail=tail,
        more=more,
        amount=amount,
        purpose=(payment["purpose"] or "") if payment else "",
        head=payment["head"].casefold() if payment else "",
        when=when,
        worth=_sum(remedy.value_when_restored, remedy.currency, words=words) if explained else "",
        restoring=_sum(remedy.cost_to_restore, remedy.currency, words=words) if explained else "",
    )


def _sum(amount: object, currency: str | None, *, words: Words) -> str:
    return money(amount, currency, words=words) if amount is not None and currency else ""  # type: ignore[arg-type]  # the caller passes a remedy's sums


def _has_figures(text: str, amount: str) -> bool:
    figures = re.sub(r"[^\d.]", "", amount)
    return re.search(rf"(?<![\d.]){re.escape(figures)}(?![\d]|\.\d)", text.replace(",", "")) is not None


def _split(text: str, *, words: Words) -> tuple[str, str, str]:
    """Return the heart of a description, what a comma adds to it, and what further sentences say."""
    first, _, rest = text.partition("; ")
    start, *others = re.split(r"(?<=[a-z)])\.\s+(?=[A-Z])", first.strip().rstrip("."), maxsplit=1)
    more = " ".join((*(piece for other in others for piece in sentences(other)), *sentences(rest)))
    core, comma, tail = start.partition(", ")
    lead = re.split(r"[\s,]", tail, maxsplit=1)[0].casefold()
    if lead in words.relatives:
        # The comma closes the clause, so that a time can follow it.
        return f"{start.strip()},", "", more
    if comma and (
        lead.endswith("ed") or lead in words.postmodifiers | words.additions | set(words.participles)
    ):
        return core.strip(), tail.strip(), more
    return start.strip(), "", more


def _action(core: str, *, words: Words) -> _Action | None:
    if core.endswith(","):
        return None
    if _verb_first(core, words=words):
        return _from_verb(core, words=words)
    if _is_clause(core, words=words):
        return None
    return _from_noun(core, words=words) or _from_participle(core, words=words)


def _from_noun(core: str, *, words: Words) -> _Action | None:
    """Take "full refund of the fee" for "refund the fee in full"."""
    match = re.match(
        r"^(?:(?:an?|the|your|our) )?(?:(\w+) )?(\w+) (of|for|into|on) (\S.*)$", core, re.IGNORECASE
    )
    if not match:
        return None
    adjective, noun, thing = (match[1] or "").casefold(), match[2].casefold(), match[4]
    link = match[3].casefold()
    noun = noun if link == "of" else f"{noun} {link}"
    if (
        " by " in thing
        or noun not in words.nominal_verbs
        or (adjective and adjective not in words.nominal_adjectives)
    ):
        return None
    verb, past = words.nominal_verbs[noun]
    manner = words.nominal_adjectives.get(adjective, "")
    return _Action(verb=verb, past=past, thing=_definite(thing, words=words), manner=manner)


def _from_verb(core: str, *, words: Words) -> _Action | None:
    """Take "refund the fee", "refunding the fee" or "will refund the fee" for what it says."""
    phrase = _without_will(core, words=words)
    first, _, rest = phrase.partition(" ")
    found = _verb_forms(words).get(first.casefold())
    if found is None:
        prefix, _, stem = first.casefold().rpartition("-")
        stemmed = _verb_forms(words).get(stem)
        found = (f"{prefix}-{stemmed[0]}", f"{prefix}-{stemmed[1]}") if prefix and stemmed else None
    if found is None:
        return None
    return _Action(verb=found[0], past=found[1], thing=_object(found[0], rest, words=words))


def _verb_first(core: str, *, words: Words) -> bool:
    """Whether a description begins with what we do: "send a lamp", "Re-deliver it", "will call"."""
    phrase = _without_will(core, words=words)
    first, _, rest = phrase.partition(" ")
    verb = first.casefold()
    stem = verb.removeprefix("re-")
    known = _verb_forms(words)
    if phrase != core:
        return stem in known and not verb.endswith("ing")
    after = rest.split(" ", 1)[0].casefold()
    if stem in words.remedy_verbs:
        return bool(rest) and after not in words.second_nouns - words.after_verb
    whole = rest.casefold() in words.second_nouns
    return stem in known and not whole and after in words.determiners | words.after_verb


def _without_will(core: str, *, words: Words) -> str:
    for lead in words.will_leads:
        if core.casefold().startswith(f"{lead} "):
            return core[len(lead) + 1 :]
    return core


def _verb_forms(words: Words) -> dict[str, tuple[str, str]]:
    pairs = (
        *words.nominal_verbs.values(),
        *words.participles.values(),
        *words.remedy_verbs.items(),
        *words.verbs_or_nouns.items(),
    )
    return {
        form: (verb, past)
        for verb, past in pairs
        for form in (verb, past, f"{verb}ing", f"{verb.removesuffix('e')}ing", f"{verb}{verb[-1]}ing")
    }


def _object(verb: str, rest: str, *, words: Words) -> str:
    """Return what a verb is done to, with the article that a note leaves out: "waive late fee"."""
    first, _, others = rest.partition(" ")
    first = first.casefold()
    if first in words.verb_particles and others:
        return f"{first} {_object(verb, others, words=words)}"
    plain = words.determiners | words.after_verb | words.postmodifiers
    if not first or first.endswith("ly") or (first in plain and first not in words.definite):
        return rest
    with_article = noun_phrase(rest, words=words)
    if verb in words.making or with_article == rest:
        return with_article
    return _definite(rest, words=words)


def _with_your(core: str, *, words: Words) -> str:
    """Say "on your next 3 orders" for "on next 3 orders"."""
    nouns = "|".join(map(re.escape, sorted(words.your_next)))
    return re.sub(rf"(?<= )(?<!your )(?<!the )(?=next (?:[\w-]+ )?(?:{nouns})\b)", "your ", core)


def _without_closing_day(core: str, *, words: Words) -> str:
    start, _, last = core.rpartition(" ")
    return start if start and last.casefold() in words.closing_days else core


def _from_participle(core: str, *, words: Words) -> _Action | None:
    """Take "reset link sent to your address" for "send a reset link to your address"."""
    pieces = core.split()
    place = next((n for n in range(1, len(pieces)) if _is_done_to(pieces, n, words=words)), None)
    before = [piece.casefold() for piece in pieces[: place or 0]]
    # In "frame with the name printed in gold" it is the name that is printed.
    apart = words.postmodifiers - {"of"}
    if place is None or any(piece.endswith(",") or piece in apart for piece in before):
        return None
    heart = place
    verb, past = words.participles[pieces[place].casefold()]
    while [piece.casefold() for piece in pieces[place + 1 : place + 2]] == [words.conjunction]:
        other = words.participles.get(pieces[place + 2].casefold() if place + 2 < len(pieces) else "")
        if other is None:
            return None
        verb, past = (
            f"{one} {words.conjunction} {two}" for one, two in zip((verb, past), other, strict=True)
        )
        place += 2
    manner = " ".join(pieces[place + 1 :])
    for ourselves in words.passive_ourselves:
        if manner.casefold() == ourselves or manner.casefold().startswith(f"{ourselves} "):
            manner = manner[len(ourselves) :].strip()
    if manner.split(" ", 1)[0].casefold() in words.passive_leads:
        return None
    thing = " ".join(pieces[:heart])
    thing = noun_phrase(thing, words=words) if verb in words.making else _definite(thing, words=words)
    return _Action(verb=verb, past=past, thing=thing, manner=manner)


def _is_done_to(pieces: list[str], place: int, *, words: Words) -> bool:
    """Whether a participle tells what is done to the words before it: not "reset" in "reset link"."""
    if pieces[place].casefold() not in words.participles:
        return False
    after = pieces[place + 1].casefold() if place + 1 < len(pieces) else ""
    return not after or after in words.postmodifiers | words.additions


def _is_clause(core: str, *, words: Words) -> bool:
    pieces = core.casefold().split()
    if pieces[:1] and pieces[0] in words.subjects:
        return True
    for piece in pieces:
        if piece in words.clause_words - words.subjects:
            return True
        if piece in words.postmodifiers | words.relatives | words.subjects:
            return False
    return False


def _clause(core: str, *, done: bool, words: Words) -> str:
    """Return a description that is a sentence, as its status tells it; empty if it cannot be told so."""
    whole = _with_subject(core, words=words) if _is_clause(core, words=words) else ""
    pieces = set(whole.casefold().split())
    if done:
        return "" if pieces & words.told_as_promised else whole
    if not pieces & words.told_as_done or pieces & words.told_as_promised:
        return whole
    for past, future in words.still_to_come.items():
        if re.search(rf"\b{past} \w+(?:ed|en|t)\b", whole):
            return re.sub(rf"\b{past}\b", future, whole, count=1)
    return ""


def _with_subject(core: str, *, words: Words) -> str:
    """Return a clause with its subject or article; empty where it lacks one that can be known."""
    first = core.split(maxsplit=1)[0].casefold()
    if first in words.will_leads:
        return f"{words.we} {core[:1].lower()}{core[1:]}"
    if first in words.clause_words - words.subjects:
        return ""
    return core if first in words.subjects else _definite(core, words=words)


def _is_noun_phrase(core: str, *, words: Words) -> bool:
    """Whether a description may take an article; what may be a verb may not."""
    if _is_clause(core, words=words):
        return False
    first, *rest = core.casefold().split() or [""]
    if first in words.determiners or first in words.definite:
        return True
    if first in words.postmodifiers | words.relatives or first.endswith("ly"):
        return False
    if rest and core.istitle() and not core.endswith("s"):
        # Whether a name takes an article is known only to whoever knows it.
        return False
    after = rest[0] if rest else ""
    noun = not after or after in words.postmodifiers | words.second_nouns or after.startswith("(")
    return noun or first.removeprefix("re-") not in {**words.verbs_or_nouns, **words.remedy_verbs}


def _definite(thing: str, *, words: Words) -> str:
    thing = lowered(thing, words=words)
    first = thing.split(maxsplit=1)[0]
    if first.casefold() in words.determiners or not first[0].islower():
        return thing
    return f"the {thing}"


def _priced(what: str, core: str, *, payment: re.Match[str] | None, amount: str) -> str:
    if not amount:
        return what
    if payment is None:
        return f"{what} ({amount})" if " " in core else f"{what} of {amount}"
    purpose = payment["purpose"]
    lead = what.removesuffix(f" {purpose}") if purpose else what
    return f"{lead} of {amount} {purpose or ''}".strip()
