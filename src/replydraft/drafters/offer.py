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
    """The same without the sum."""
    clause: str
    """The description, where it is a sentence already: "we will fix the leak"."""
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
    action = _action(core, words=words)
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
        done=remedy.status == "done",
        what=_priced(noun_phrase(core, words=words), core, payment=payment, amount=amount),
        bare=noun_phrase(core, words=words).rstrip(","),
        clause=core if _is_clause(core, words=words) else "",
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
    if core.endswith(",") or _is_clause(core, words=words):
        return None
    return (
        _from_noun(core, words=words) or _from_verb(core, words=words) or _from_participle(core, words=words)
    )


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
    """Take "refund the fee", or "refunding the fee", for what it says."""
    first, _, rest = core.partition(" ")
    if rest.split(" ", 1)[0].casefold() not in words.determiners:
        return None
    known = {
        form: (verb, past)
        for verb, past in (*words.nominal_verbs.values(), *words.participles.values())
        for form in (verb, f"{verb}ing", f"{verb.removesuffix('e')}ing", f"{verb}{verb[-1]}ing")
    }
    found = known.get(first.casefold())
    return _Action(verb=found[0], past=found[1], thing=rest) if found else None


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
    for piece in core.casefold().split():
        if piece in words.clause_words:
            return True
        if piece in words.postmodifiers | words.relatives:
            return False
    return False


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
