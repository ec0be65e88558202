"""Finds colleagues who are mentioned by name, and tells them from customers, writers, brands and places."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from replydraft.guardrail.known import Known
from replydraft.guardrail.name_evidence import Place, bearers, faults, has_errand, is_about_art, praises, strength
from replydraft.guardrail.name_lists import given_names, name_words, plain
from replydraft.guardrail.text import Passage

_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017f"
_WORD = re.compile(rf"[{_UPPER}](?=[a-z\u00df-\u017f'-])[\w'-]+")
_PARTICLE = r"(?:van|von|der|den|de|del|della|di|da|dos|bin|binti|ibn|al|el|la|le|ter|ten|zu|af|y)"
_SURNAME = re.compile(
    rf"(?: [{_UPPER}]\.)*(?:(?: {_PARTICLE}){{0,2}} | al-| el-)[{_UPPER}](?=[\w'-])[\w'-]*(?:(?<!'s)(?: {_PARTICLE}){{0,2}} [{_UPPER}](?=[\w'-])[\w'-]*)?"
)
_TITLE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Miss|Frau|Herr|Sister|Nurse|Father|Capt|Captain|Sgt|Sergeant|Officer|Chef|Smt|Shri|Signor|Signora|Mme|Madame|Monsieur|Sir|Dame|Rev|Cllr|Councillor|PC|Inspector|Judge)\.? )$"
)
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Miss|Frau|Herr|Sister|Nurse|Father|Capt|Captain|Sgt|Officer|Chef|Smt|Shri|Signora|Mme)\.? (?=[{_UPPER}])"
)
_LEAD = re.compile(rf"(?:^|[^\w'])((?:[{_UPPER}][\w'-]*\.? ){{1,2}})$")
_GLUED = tuple("@#-^~/*\"'_[&<\ue001")
_ORGANISATION = frozenset(
    "street road lane avenue square hotel park bank station store stores airport school university college hospital club award awards "
    "cafe café restaurant ltd inc plc llc team group company towers tower house court hall centre center bridge museum theatre theater "
    "beach bay island islands city county line cup league app pay music card plus pro max mini server software services airlines air "
    "villas villa resort spa lounge bar inn pub terminal mall market festival day week foundation trust institute library church cathedral "
    "cross drive close way place terrace hill gardens green lake river mountain valley edition series".split()
)
_BRANDS = frozenset(
    "john lewis|marks spencer|calvin klein|tommy hilfiger|ralph lauren|hugo boss|paul smith|tim hortons|jo malone|kate spade|michael kors|jack daniel|"
    "jack daniels|uncle ben|wendy|denny|domino|papa john|trader joe|sam club|ben jerry|aunt jemima|betty crocker|mary berry|charles schwab|"
    "jp morgan|louis vuitton|yves saint|marc jacobs|ted baker|alexa|siri|cortana|bixby|jenkins|claude|mercedes|dell|levi|levis|lewis|casper|oscar|emmy|"
    "oliver bonas|harvey nichols|fred perry|vivienne westwood|stella mccartney|jimmy choo|tiffany|laura ashley|harley davidson|oscar meyer|"
    "charlotte tilbury|bobbi brown|estee lauder|rolls royce|aston martin|johnson|russell hobbs|morphy richards|tom ford|tom tom|ray ban|doc martens|"
    "virgin|roku|amazon|henry hoover|nest|ella kitchen|jamie oliver|gordon ramsay|zoe|jasper|eve|emma sleep".split(
        "|"
    )
)
_VOCATIVE_BEFORE = re.compile(
    r"(?:^|[,!?;:.)\ue000-] ?|\b(?:sorry|thanks|thank you|hi|hello|hey|hiya|dear|apologies|welcome|congratulations|congrats|morning|afternoon|evening|yes|no|ok|okay|great|oh|ah|cheers|goodbye|bye|sure|absolutely|problem|g'day|well done|there|pleasure|and|much|all|you|worry|worries|hear|you're welcome) )$",
    re.IGNORECASE,
)
_VOCATIVE_AFTER = re.compile(
    r" ?(?:$|[,.!?;:)\u2026-]|[\U0001f000-\U0001faff\u2600-\u27bf]| as | we | i | your | you | our | please | for | that | to hear| ji\b| and | & )",
    re.IGNORECASE,
)
_STRICT_AFTER = re.compile(r" ?(?:$|[,.!?;:)\u2026-]|[\U0001f000-\U0001faff\u2600-\u27bf])")
_NOT_VOCATIVE_AFTER = re.compile(
    r", (?:who|whom|whose|our|my|one of|from|in|at|copied|cc'd|bless|the (?:tall|one))\b"
)


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A colleague's name in `Passage.text`, and whether the sentence faults the person."""

    start: int
    end: int
    faulted: bool


def named(passage: Passage, known: Known) -> Iterable[tuple[int, int]]:
    """Return each mention of a colleague that faults nobody."""
    return [(mention.start, mention.end) for mention in _mentions(passage, known) if not mention.faulted]


def named_fault(passage: Passage, known: Known) -> Iterable[tuple[int, int]]:
    """Return each mention of a colleague in a sentence that faults one."""
    return [(mention.start, mention.end) for mention in _mentions(passage, known) if mention.faulted]


@dataclass(frozen=True, eq=False)
class _Question:
    """A passage and what is known of it, hashed by the text alone so that two detectors share one answer."""

    passage: Passage
    known: Known

    def __hash__(self) -> int:
        return hash(self.passage.text)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Question)
            and other.passage.text == self.passage.text
            and other.known == self.known
        )


def _mentions(passage: Passage, known: Known) -> tuple[Mention, ...]:
    return _answer(_Question(passage, known))


@lru_cache(maxsize=8)
def _answer(question: _Question) -> tuple[Mention, ...]:
    return tuple(_Reading(question.passage, question.known).mentions())


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    """A capitalised word that may be a person's name, with the surname and the title it carries."""

    start: int
    end: int
    name: str
    titled: bool
    listed: bool
    """Whether it is on the list of given names and no common word."""
    place: Place


class _Reading:
    """One passage with its cast: who is the customer, who writes, who is neither."""

    def __init__(self, passage: Passage, known: Known) -> None:
        self._passage = passage
        self._text = passage.text
        self._known = known

    def mentions(self) -> Iterator[Mention]:
        """Yield the colleagues who are mentioned, in the order of the text."""
        candidates = [*self._candidates()]
        if not candidates:
            return
        spared = self._spared(candidates)
        praised = praises(self._text)
        for candidate in candidates:
            tokens = set(candidate.name.split())
            if tokens & spared:
                continue
            place = candidate.place
            needed = 1 if candidate.listed else 2
            found = strength(place)
            if found < needed or (found < 3 and is_about_art(place.sentence)):
                continue
            faulted = faults(place)
            if praised and not faulted and not has_errand(place):
                spared |= tokens
                continue
            yield Mention(start=candidate.start, end=candidate.end, faulted=faulted)

    def _candidates(self) -> Iterator[_Candidate]:
        names, words = given_names(), name_words()
        taken = -1
        for sentence in self._passage.sentences:
            if sentence.role != "body":
                continue
            for match in _WORD.finditer(self._text, sentence.start, sentence.end):
                if match.start() < taken:
                    continue
                name = plain(match[0])
                listed = name in names or ("-" in name and name.partition("-")[0] in names)
                if not listed and name not in words:
                    if not _TITLE.search(self._text, sentence.start, match.start()):
                        continue
                candidate = self._candidate(
                    match.start(), match.end(), sentence.start, sentence.end, listed=listed
                )
                if candidate is not None:
                    taken = candidate.end
                    yield candidate

    def _candidate(self, start: int, end: int, first: int, last: int, *, listed: bool) -> _Candidate | None:
        text = self._text
        if (
            text[start - 1 : start] in _GLUED
            and start > first
            or text[max(first, start - 2) : start] in ("- ", "~ ", "^ ", "/ ", "& ")
        ):
            return None
        possessive = text[start:end].endswith(("'s", "s'"))
        if not possessive:
            more = _SURNAME.match(text, end, last)
            if more:
                end = more.end()
                possessive = text[start:end].endswith(("'s", "s'"))
        if possessive:
            end -= 2 if text[start:end].endswith("'s") else 1
        if text[end : end + 3].startswith((" & ", "&")):
            return None
        titled = False
        title = _TITLE.search(text, first, start)
        if title:
            start, titled = title.start(), True
        else:
            lead = _LEAD.search(text, first, start)
            if lead and lead.start(1) > first:
                leading = {plain(word.rstrip(".")) for word in lead[1].split()}
                if not leading <= (
                    given_names() | {"big", "old", "little", "aunty", "young", "sister"} | {"i", "when", "if"}
                ):
                    return None
        name = " ".join(map(plain, text[start:end].split()))
        parts = name.split()
        if (
            any(part in _ORGANISATION for part in parts[1:])
            or name in _BRANDS
            or (len(parts) == 1 and parts[0] in _BRANDS)
        ):
            return None
        if any(brand in _BRANDS for brand in (" ".join(parts[:2]),)):
            return None
        place = Place(
            before=text[first:start],
            after=text[
                end + (2 if possessive and text[end : end + 2] == "'s" else 1 if possessive else 0) : last
            ],
            possessive=possessive,
            common=not (listed or titled),
        )
        return _Candidate(
            start=start, end=end, name=name, titled=titled, listed=listed or titled, place=place
        )

    def _spared(self, candidates: list[_Candidate]) -> set[str]:
        """Return the words of the names of all who may be named: customers, writers, companions, brands."""
        known = self._known
        told = (*known.customer, *known.sender, *known.contacts, *known.brands)
        around = (self._passage.role_text("greeting"), self._passage.role_text("sign-off"))
        spared = {plain(word) for text in (*told, *around) for word in re.findall(r"[\w'-]+", text)}
        for kind in ("colleague-writer", "colleague-companion"):
            for name in bearers(kind, self._text):
                spared.add(plain(name))
        for candidate in candidates:
            if _is_addressed(candidate.place):
                spared |= set(candidate.name.split())
        return spared - {"mr", "mrs", "ms", "dr", "miss"}


def _is_addressed(place: Place) -> bool:
    """Whether the name is the one that the sentence speaks to."""
    if place.possessive or _NOT_VOCATIVE_AFTER.match(place.after):
        return False
    match = _VOCATIVE_BEFORE.search(place.before)
    if not match:
        return False
    comma_or_start = not match[0].strip() or not match[0].strip()[-1].isalpha()
    after = _STRICT_AFTER if comma_or_start else _VOCATIVE_AFTER
    if not after.match(place.after):
        return False
    return strength(place) < 3
