"""Finds the capitalised words that may be people's names, with their surnames and titles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from replydraft.guardrail.name_evidence import Place, acts_for_a_team, is_title, unlisted
from replydraft.guardrail.name_lists import is_listed, name_list, plain
from replydraft.guardrail.sentences import Sentence
from replydraft.guardrail.text import Passage

_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017f"
_WORD = re.compile(rf"[{_UPPER}](?=[a-z\u00df-\u017f'-])[\w'-]+")
_PARTICLE = r"(?:van|von|der|den|de|del|della|di|da|dos|bin|binti|ibn|al|el|la|le|ter|ten|zu|af|y)"
_NEXT = rf"(?:(?: {_PARTICLE}){{0,2}} | al-| el-)[{_UPPER}](?=[\w'-])[\w'-]*"
_SURNAME = re.compile(rf"(?: [{_UPPER}]\.)*{_NEXT}(?:(?<!'s){_NEXT})?")
_BEFORE_CAPITAL = re.compile(rf"(?:^|[^\w'])((?:[{_UPPER}][\w'-]* ){{1,2}})$")
# A sign of a handle, a signature, a quotation, a hashtag or a pair of names that is a company.
_GLUED = re.compile(r"(?:[@#^~*\"'_\[<\ue001]|(?<!\w)/|(?:^|[ .!?])[-~^/&] ?|[^ ]-|& )$")
_POSSESSIVE = ("'s", "s'")

MOST = 250
"""How many words are tried as names in one reply."""
_SENTENCE = 240
"""How many characters of a sentence are looked at on either side of a name."""
_VERBS = frozenset("will may".split())
"""Names that begin a sentence without its subject: "Will let you know"."""
_EPITHETS = frozenset("i big old young little poor dear lovely".split())


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A name in `Passage.text`, and where it stands."""

    start: int
    end: int
    words: frozenset[str]
    """As the lists have them."""
    place: Place
    unlisted: bool = False
    """Whether the list does not have it, so that only a role or a department beside it counts."""


def candidates(passage: Passage) -> tuple[list[Candidate], int | None]:
    """Return whatever may be a person's name in the body of the reply, in the order of the text.

    At most `MOST` words are looked at, so that a text of nothing but names takes no longer. If there are
    more, the second value says where the last one starts: what comes after it has not been looked at.
    """
    body = [sentence for sentence in passage.sentences if sentence.role == "body"]
    if not body:
        return [], None
    words = _WORD.findall(passage.text, body[0].start, body[-1].end)
    found: dict[int, Candidate] = {}
    stopped: list[int] = []
    tries = [_unlisted(passage)]
    if any(map(_is_worth_a_look, words)):
        tries.insert(0, chain.from_iterable(_listed(passage.text, sentence) for sentence in body))
    for tried in tries:
        for number, (start, candidate) in enumerate(tried):
            if number == MOST:
                stopped.append(start)
                break
            if candidate is not None:
                found.setdefault(candidate.start, candidate)
    return [found[start] for start in sorted(found)], min(stopped, default=None)


def _is_worth_a_look(word: str) -> bool:
    return is_listed(word) or is_title(word)


def _listed(text: str, sentence: Sentence) -> Iterator[tuple[int, Candidate | None]]:
    """Yield where each word starts that has been tried, and a candidate if it may be a name."""
    taken = sentence.start
    title_start = title_end = -1
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        if start < taken:
            continue
        titled = text[title_end:start] in {" ", ". "} and title_end > 0
        if titled or is_listed(match[0]):
            title = start - title_start if titled else 0
            candidate = _candidate(text, sentence, start, end, title=title)
            if candidate is not None:
                taken = candidate.end
            yield start, candidate
        elif is_title(match[0]):
            title_start, title_end = start, end


def _unlisted(passage: Passage) -> Iterator[tuple[int, Candidate | None]]:
    """Yield where each word starts that stands as a colleague does, with a candidate if it may be one."""
    for start, end in unlisted(passage.text):
        sentence = passage.sentences[passage.sentence_at(start)]
        words = [plain(word) for word in passage.text[start:end].split()]
        # Whatever begins a sentence has a capital, so there it takes a verb as well.
        begins = start == sentence.start and not acts_for_a_team(passage.text[end : end + _SENTENCE])
        if sentence.role != "body" or begins or is_listed(words[0]) or _is_noun(words[0]):
            yield start, None
            continue
        place = _place(passage.text, sentence, start, end, common=True)
        yield start, Candidate(start=start, end=end, words=frozenset(words), place=place, unlisted=True)


def _place(
    text: str, sentence: Sentence, start: int, end: int, *, common: bool, modal: bool = False
) -> Place:
    return Place(
        modal=modal and start == sentence.start,
        before=text[max(sentence.start, start - _SENTENCE) : start],
        after=text[end : min(sentence.end, end + _SENTENCE)],
        common=common,
    )


def _is_noun(word: str) -> bool:
    if word in name_list("not_names") or word in name_list("organisation_words"):
        return True
    return word.endswith(
        ("s", "ing", "ed", "ion", "ment", "ness", "ity", "ance", "ence", "body", "one", "thing")
    )


def _candidate(text: str, sentence: Sentence, start: int, end: int, *, title: int) -> Candidate | None:
    before = text[max(sentence.start, start - 40) : start]
    if _GLUED.search(before):
        return None
    if not text[start:end].endswith(_POSSESSIVE) and (more := _SURNAME.match(text, end, sentence.end)):
        end = more.end()
    words = [plain(word) for word in text[start:end].split()]
    if _is_no_person(words, before, titled=bool(title)) or (not title and _continues_a_name(before)):
        return None
    if text[start:end].endswith("'s"):
        end -= 2
    elif text[end - 1] == "'":
        end -= 1
    if text[end : end + 2] in {" &", "&"}:
        return None
    common = not title and _is_common(words, at_start=start == sentence.start)
    if common and (before[-2:-1].isdigit() or text[end : end + 2].strip().isdigit()):
        return None  # A date: "3 May", "April 20".
    start -= title
    return Candidate(
        start=start,
        end=end,
        words=frozenset(words),
        place=_place(text, sentence, start, end, common=common, modal=words[0] in _VERBS and not title),
    )


def _is_no_person(words: list[str], before: str, *, titled: bool) -> bool:
    """Whether the words name a company, a product, a street."""
    if any(word in name_list("organisation_words") for word in words[1:]):
        return True
    brands = name_list("brand_names")
    last = before.rstrip().rpartition(" ")[2]
    return f"{plain(last)} {words[0]}" in brands or (not titled and " ".join(words[:2]) in brands)


def _continues_a_name(before: str) -> bool:
    """Whether capitalised words that are no name stand right before: "Apple Jenkins", "Great Victoria"."""
    match = _BEFORE_CAPITAL.search(before)
    if not match or match.start(1) == 0:
        return False
    return not all(is_listed(word) or plain(word) in _EPITHETS for word in match[1].split())


def _is_common(words: list[str], *, at_start: bool) -> bool:
    first = words[0]
    if len(words) > 1 and words[1] in name_list("given_names"):
        return False
    return first in name_list("place_words") or (at_start and first in name_list("name_words"))
