"""Puts days, sums, lists and noun phrases into words for a letter."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from replydraft.case import Status
from replydraft.errors import Problem, PromptError
from replydraft.templates import Templates

WORDS = "offline/words.yaml"

# An abbreviation or an initial before the dot is no end of a sentence; neither is a dot inside a number.
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:(?i:mr|ms|dr)|St|No)\.)(?<!\b(?i:mrs|e\.g|i\.e|a\.m|p\.m)\.)\s+(?=[\"'(]?[A-Z0-9£€$])"
)
_SPACE = re.compile(r"\s+")


class Words(BaseModel):
    """The words of one language that the program itself joins into sentences."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    today: str
    yesterday: str
    tomorrow: str
    conjunction: str
    done_preposition: str
    promised_preposition: str
    occasion_preposition: str
    occasions: frozenset[str]
    time_leads: frozenset[str]
    currency_symbols: Mapping[str, str]
    determiners: frozenset[str]
    uncounted: frozenset[str]
    counted_by: frozenset[str]
    singular_in_s: frozenset[str]
    definite: frozenset[str]
    vowel_numbers: tuple[str, ...]
    postmodifiers: frozenset[str]
    sounded_like_a_vowel: frozenset[str]
    sounded_like_a_consonant: frozenset[str]
    nominal_verbs: Mapping[str, tuple[str, str]]
    nominal_adjectives: Mapping[str, str]
    participles: Mapping[str, tuple[str, str]]
    making: frozenset[str]
    remedy_verbs: Mapping[str, str]
    verbs_or_nouns: Mapping[str, str]
    second_nouns: frozenset[str]
    will_leads: tuple[str, ...]
    after_verb: frozenset[str]
    verb_particles: frozenset[str]
    closing_days: frozenset[str]
    subjects: frozenset[str]
    still_to_come: Mapping[str, str]
    told_as_done: frozenset[str]
    told_as_promised: frozenset[str]
    your_next: frozenset[str]
    additions: frozenset[str]
    relatives: frozenset[str]
    clause_words: frozenset[str]
    passive_leads: frozenset[str]
    passive_ourselves: tuple[str, ...]
    role_words: frozenset[str]
    our: str
    first_person: frozenset[str]
    first_person_plural: frozenset[str]
    addressed: tuple[tuple[str, str], ...]
    voices: Mapping[str, Mapping[str, str]]
    notes: Mapping[str, str]
    replies: Mapping[str, str]
    unsaid: tuple[str, ...]
    actors: frozenset[str]
    actor_leads: frozenset[str]
    we: str
    after_we: Mapping[str, str]
    past_verbs: frozenset[str]
    unnoticed: frozenset[str]


def load_words(*, templates: Templates) -> Words:
    """Read offline/words.yaml. Raises PromptError if it is malformed."""
    return _words(templates.source(WORDS))


@lru_cache(maxsize=8)
def _words(source: str) -> Words:
    try:
        return Words.model_validate(yaml.load(source, yaml.CSafeLoader))
    except yaml.YAMLError as error:
        raise PromptError(f"{WORDS} is not valid YAML: {error}") from error
    except ValidationError as error:
        issues = [
            Problem(message=issue["msg"], field=".".join(map(str, issue["loc"]))) for issue in error.errors()
        ]
        raise PromptError(
            "\n".join([f"{WORDS} is malformed:", *(f"  {issue}" for issue in issues)])
        ) from error


def money(amount: Decimal, currency: str, *, words: Words) -> str:
    """Return a sum as it is written in English: £30, £1,250.50, CHF 40."""
    whole = amount == amount.to_integral_value()
    exact = -int(amount.normalize().as_tuple().exponent) > 2
    figures = f"{amount:,.0f}" if whole else f"{amount.normalize():,f}" if exact else f"{amount:,.2f}"
    symbol = words.currency_symbols.get(currency)
    return f"{symbol}{figures}" if symbol else f"{currency} {figures}"


def calendar_day(day: dt.date, *, words: Words, weekday: bool = True, today: dt.date | None = None) -> str:
    """Return a day as "Friday 27 November", with its year unless that is the year of `today`."""
    name = f"{words.weekdays[day.weekday()]} " if weekday else ""
    year = "" if today and today.year == day.year else f" {day.year}"
    return f"{name}{day.day} {words.months[day.month - 1]}{year}"


def time(
    when: dt.date | str,
    *,
    words: Words,
    status: Status = "promised",
    occasion: bool = False,
    relative: bool = True,
    today: dt.date | None = None,
) -> str:
    """Return a time as an adverbial: "by Friday 27 November", "on Friday 27 November", "within an hour".

    With `occasion` the thing happens on that day, not by it. A day next to `today` says so, unless
    `relative` is off, as for a text that is read long after.
    """
    before = words.promised_preposition if status == "promised" else words.done_preposition
    if occasion:
        before = words.occasion_preposition
    if isinstance(when, dt.date):
        if not relative:
            return f"{before} {calendar_day(when, words=words, today=today)}"
        return _day(when, before=before, near=status == "promised", today=today, words=words)
    phrase = _SPACE.sub(" ", when).strip().rstrip(".!?,;:")
    lead = re.split(r"[\s,]", phrase, maxsplit=1)[0].casefold()
    if lead in words.time_leads or phrase.casefold() in words.time_leads:
        # A lower-case start lets the phrase stand inside a sentence.
        return phrase[:1].lower() + phrase[1:]
    return f"{before} {lowered(phrase, words=words)}"


def _day(day: dt.date, *, before: str, near: bool, today: dt.date | None, words: Words) -> str:
    written = calendar_day(day, words=words, today=today)
    offset = (day - today).days if today else None
    relative = (
        {-1: words.yesterday, 0: words.today, 1: words.tomorrow}.get(offset) if offset is not None else None
    )
    if relative is None:
        return f"{before} {written}"
    # What is promised keeps its date: the message may be read a day later.
    if near and before == words.promised_preposition:
        return f"{before} {relative}, {written}," if offset else f"{relative}, {written},"
    return f"{relative}, {written}," if near else relative


def listing(items: Iterable[str], *, words: Words) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    given = list(items)
    if len(given) < 2:
        return "".join(given)
    return f"{', '.join(given[:-1])} {words.conjunction} {given[-1]}"


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, each with a capital and an end."""
    return tuple(sentence(piece) for piece in _SENTENCE_END.split(_SPACE.sub(" ", text).strip()) if piece)


def sentence(text: str) -> str:
    """Return the text with a capital and one end, and single spaces."""
    flat = re.sub(r"\.\.+(?=\s|$)", ".", re.sub(r" +([,.;:!?])", r"\1", _SPACE.sub(" ", text))).strip()
    flat = re.sub(r",+([.!?;:])", r"\1", re.sub(r",,+", ",", flat)).rstrip(" ,;:")
    ended = flat if flat.endswith((".", "!", "?", '."', '!"', '?"')) else f"{flat}."
    return capital(ended)


def capital(text: str) -> str:
    """Return the text with a capital at its start, unless it starts with a mixed-case name ("iPad")."""
    first = re.split(r"\s", text, maxsplit=1)[0]
    return text if any(char.isupper() for char in first) else text[:1].upper() + text[1:]


def lowered(text: str, *, words: Words) -> str:
    """Return the text for the inside of a sentence: a capital that only a sentence start gave is gone."""
    first, _, rest = text.partition(" ")
    bare = first.casefold().rstrip(",'")
    plain = (
        words.determiners
        | words.postmodifiers
        | words.time_leads
        | set(words.participles)
        | set(words.nominal_verbs)
    )
    return f"{first.lower()} {rest}".strip() if bare in plain else text


def addressed(text: str, *, words: Words) -> str:
    """Return a text about "the customer" as one to them."""
    for third, second in words.addressed:
        pattern = re.compile(rf"\b{re.escape(third)}(?![\w'])", re.IGNORECASE)
        text = pattern.sub(lambda found, second=second: _as_cased(found.group(), second), text)  # type: ignore[misc]  # a default binds the loop's value
    return text


def _as_cased(model: str, text: str) -> str:
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


def noun_phrase(text: str, *, words: Words) -> str:
    """Return a noun phrase with the article that it needs: "visit by us" becomes "a visit by us"."""
    phrase = lowered(_SPACE.sub(" ", text).strip(), words=words)
    pieces = phrase.split()
    first = pieces[0].strip("\"'(,;:").casefold() if pieces else ""
    if not first or first in words.determiners or phrase[0] in "\"'(":
        return phrase
    pair = " ".join(pieces[:2]).casefold().rstrip(",")
    if pair in words.definite or first in words.definite:
        return f"the {phrase}"
    head = _head(pieces, words=words)
    if not first[0].isalpha() and not _counts_one(first, head=head):
        return phrase
    # "Amazon voucher" is about a voucher; "Amazon Prime" is a name to its end.
    named = _is_name(pieces[0]) and not any(piece.rstrip(",;:") == head for piece in pieces)
    if (head in words.uncounted and first not in words.counted_by) or named:
        return phrase
    return phrase if _is_plural(head, words=words) else f"{_article(first, words=words)} {phrase}"


def _counts_one(first: str, *, head: str) -> bool:
    """Whether "20%", "£25" or "2-night" describes one thing: "a 20% discount", but "20% off"."""
    return head != first and not first.isdigit() and any(not char.isalnum() for char in first)


def _head(pieces: list[str], *, words: Words) -> str:
    """Return the noun that a noun phrase is about: the last word before what follows it."""
    head = pieces[0]
    for number, piece in enumerate(pieces):
        bare = piece.casefold().strip("(),;:")
        after = words.postmodifiers | words.subjects | set(words.participles)
        if number and (bare in after or piece.startswith("(")):
            break
        head = bare
        if piece.endswith((",", ";", ":")):
            break
    return head


def _is_plural(head: str, *, words: Words) -> bool:
    return head.endswith("s") and not head.endswith(("ss", "us", "is")) and head not in words.singular_in_s


def _is_name(piece: str) -> bool:
    return piece[:1].isupper() and not piece.isupper()


def _article(first: str, *, words: Words) -> str:
    stem = first.split("-", maxsplit=1)[0]
    if stem in words.sounded_like_a_consonant:
        return "a"
    if number := re.match(r"\W*(\d+)", first):
        return (
            "an" if number[1].startswith(words.vowel_numbers[0]) or number[1] in words.vowel_numbers else "a"
        )
    return "an" if stem in words.sounded_like_a_vowel or first[0] in "aeiou" else "a"


def is_role(who: str, *, words: Words) -> bool:
    """Whether "who" is a role or a team, not a person's name."""
    pieces = [re.sub(r"[^\w-]", "", piece) for piece in who.split()]
    if _is_named_first(who, words=words):
        return False
    return any(piece.casefold() in words.role_words for piece in pieces) or not any(
        piece[:1].isupper() for piece in pieces
    )


def _is_named_first(who: str, *, words: Words) -> bool:
    """Whether a name comes before a place or a role: "Dana from support", "Ines Ferreira, head of care"."""
    name: list[str] = []
    for piece in who.split():
        if piece.startswith("(") or (piece.islower() and piece in words.postmodifiers):
            break
        name.append(piece)
        if piece.endswith(","):
            break
    barred = words.role_words | words.determiners
    bare = [piece.rstrip(",").casefold() for piece in name]
    return 0 < len(name) < len(who.split()) and all(
        piece[:1].isupper() and plain not in barred for piece, plain in zip(name, bare, strict=True)
    )


def ours(who: str, *, words: Words) -> str:
    """Return a role or a team as the customer would hear of it: "our dispensing team"."""
    pieces = who.split()
    if pieces[0].casefold() in words.determiners:
        return lowered(who, words=words)
    if len(pieces) > 1 and pieces[0].istitle() and all(piece.islower() for piece in pieces[1:]):
        who = " ".join([pieces[0].lower(), *pieces[1:]])
    return f"{words.our} {who}"
