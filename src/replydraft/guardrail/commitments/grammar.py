"""Reads verb groups: who does something, and whether it is done, promised or denied."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from replydraft.guardrail.commitments.words import CommitmentWords, Entry

Status = Literal["done", "promised", "open"]
"""open: the words leave it open whether it has happened, as in "a voucher is yours"."""


class Frame(NamedTuple):
    """How a verb is used."""

    first: int
    """The token that the verb group, with its subject if that is a pronoun, begins with."""
    status: Status
    passive: bool
    denied: bool
    """Whether it is negated, refused, doubted or only supposed."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words and marks of one sentence, in lower case, with the words that grammar is told by."""

    tokens: list[str]
    words: CommitmentWords

    def word(self, index: int) -> str:
        """Return a token's word; empty outside the sentence."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else ""

    def back(self, index: int) -> tuple[int, bool]:
        """Return the last token before `index` that is no adverb, and whether a negation was passed."""
        negated = False
        index -= 1
        while index >= 0:
            word = self.tokens[index]
            if word in self.words.negations:
                negated = True
            elif word not in self.words.adverbs and not (word.endswith("ly") and len(word) > 4):
                break
            index -= 1
        return index, negated

    def has_tail(self, index: int, tail: tuple[str, ...]) -> bool:
        """Whether the words after `index` are `tail`."""
        if not tail:
            return True
        after = index + 1
        return self.word(after) == tail[0] and tuple(self.tokens[after : after + len(tail)]) == tail


def read_frame(sentence: Sentence, index: int, entry: Entry) -> Frame | None:
    """Return how the verb at `index` is used, or None where it commits nobody and denies nothing."""
    if entry.shape == "base":
        frame = _of_base(sentence, index)
    elif entry.shape == "ing":
        frame = _of_progressive(sentence, index)
    elif (frame := _of_past(sentence, index)) is None and entry.role == "move":
        return Frame(index, "done", passive=False, denied=False) if entry.shape == "past" else None
    if frame is None or frame.denied:
        return frame
    return _with_subject(sentence, index, entry, frame)


def _of_base(sentence: Sentence, index: int) -> Frame | None:  # noqa: PLR0911 (one for each construction)
    words = sentence.words
    at, negated = sentence.back(index)
    word = sentence.word(at)
    if word in words.future:
        return Frame(at, "promised", passive=False, denied=negated or word == "wo")
    if word in words.able:
        return Frame(at, "promised", passive=False, denied=negated or word == "ca")
    if word in {"do", "did", "does"}:
        return Frame(at, "done" if word == "did" else "open", passive=False, denied=negated)
    if word == "to":
        return _of_infinitive(sentence, at, negated=negated)
    if word in {"me", "us"} and sentence.word(at - 1) == "let":
        return Frame(at - 1, "promised", passive=False, denied=negated)
    if word in words.joining:
        return _joined(sentence, at, base=True)
    if word in words.first_person and _opens_object(sentence.word(index + 1), words):
        # "Nor can I pay the fine"
        turned = sentence.word(at - 1) in words.future | words.able
        denied = negated or (turned and sentence.word(at - 2) in words.negations)
        return Frame(at, "open", passive=False, denied=denied)
    return Frame(index, "open", passive=False, denied=True) if negated or word in words.negations else None


def _opens_object(word: str, words: CommitmentWords) -> bool:
    return word in words.determiners | words.money_signs | {"you", "your"} or word[:1].isdigit()


def _of_infinitive(sentence: Sentence, at: int, *, negated: bool) -> Frame | None:
    words = sentence.words
    before, denied = sentence.back(at)
    lead = sentence.word(before)
    if lead in {"you", "me", "us"}:
        # "would like you to have", "arranged for you to have", "allow me to offer"
        over = before - 1 - (sentence.word(before - 1) == "for")
        if sentence.word(over) in words.intents or sentence.word(over) in {"allow", "permit"}:
            return Frame(over, "promised", passive=False, denied=negated or denied)
        return None
    if lead not in words.intents:
        return Frame(at, "open", passive=False, denied=True) if denied or negated else None
    start, refused = sentence.back(before)
    if lead in words.unwilling and sentence.word(start) not in words.would:
        return None
    return Frame(max(start, 0), "promised", passive=False, denied=negated or denied or refused)


def _of_progressive(sentence: Sentence, index: int) -> Frame | None:
    words = sentence.words
    at, negated = sentence.back(index)
    if sentence.word(at) in words.copulas:
        return Frame(at, "promised", passive=False, denied=negated)
    if sentence.word(at) == "be":
        start, refused = sentence.back(at)
        if sentence.word(start) in words.future | words.able:
            refused = refused or sentence.word(start) in {"wo", "ca"}
            return Frame(start, "promised", passive=False, denied=negated or refused)
    return None


def _of_past(sentence: Sentence, index: int) -> Frame | None:  # noqa: PLR0911 (one for each construction)
    words = sentence.words
    at, negated = sentence.back(index)
    word = sentence.word(at)
    if word in words.perfect:
        lead = sentence.word(sentence.back(at)[0])
        if lead == "to":
            return None
        status: Status = "promised" if lead in words.future else "done"
        return Frame(at, status, passive=False, denied=negated or lead in words.unreal)
    if word in {"be", "been", "being", "get", "got"}:
        return _of_passive(sentence, at, negated=negated)
    if word in words.past_copulas:
        return Frame(at, "done", passive=True, denied=negated)
    if word in words.copulas:
        return Frame(at, "open", passive=True, denied=negated)
    if word in words.first_person or word in words.ours:
        return Frame(at, "done", passive=False, denied=negated)
    if word in words.joining and word != ",":
        return _joined(sentence, at, base=False)
    if at < 0 and not negated:
        return Frame(index, "done", passive=False, denied=False)
    return Frame(at, "done", passive=False, denied=negated) if word == "you" or negated else None


def _of_passive(sentence: Sentence, at: int, *, negated: bool) -> Frame | None:
    words = sentence.words
    start, refused = sentence.back(at)
    lead, form = sentence.word(start), sentence.word(at)
    denied = negated or refused or lead in {"wo", "ca"}
    if form == "been" and lead in words.perfect:
        further, also = sentence.back(start)
        later = sentence.word(further) in words.future
        also = also or sentence.word(further) in words.unreal
        return Frame(start, "promised" if later else "done", passive=True, denied=denied or also)
    if form == "being" and lead in words.copulas:
        return Frame(start, "promised", passive=True, denied=denied)
    if form in {"be", "get"} and lead in words.future | {"wo"}:
        return Frame(start, "promised", passive=True, denied=denied)
    if form == "be" and lead == "to" and sentence.word(start - 1) in words.copulas | {"due", "going"}:
        return Frame(start, "promised", passive=True, denied=denied)
    return None


def _joined(sentence: Sentence, at: int, *, base: bool) -> Frame | None:
    """Read "and refund" after the verb group that it goes on from."""
    words = sentence.words
    for back in range(at - 1, max(at - 14, -1), -1):
        word = sentence.word(back)
        if word in words.breaks or (word in words.pluperfect | {"you"} and not base):
            return None
        if base and word in words.future | words.able | words.intents:
            return _joined_base(sentence, back, at)
        if not base and word in words.perfect | words.past_copulas | words.first_person | {"be"}:
            frame = _joined_past(sentence, back, at)
            if frame is not None:
                return frame
    return None


def _joined_base(sentence: Sentence, back: int, at: int) -> Frame | None:
    words, word = sentence.words, sentence.word(back)
    if word in words.intents:
        return Frame(at + 1, "promised", passive=False, denied=False) if word not in words.unwilling else None
    who = sentence.word(sentence.back(back)[0])
    if who == "you" or who in words.not_ours:
        return None
    denied = sentence.word(back + 1) in words.negations or word in {"wo", "ca"}
    return Frame(at + 1, "promised", passive=False, denied=denied)


def _joined_past(sentence: Sentence, back: int, at: int) -> Frame | None:
    words, word = sentence.words, sentence.word(back)
    denied = sentence.word(back + 1) in words.negations
    later = sentence.word(sentence.back(back)[0]) in words.future | words.able
    if word == "be":
        return Frame(at + 1, "promised", passive=True, denied=denied) if later else None
    if word in words.perfect and later:
        # "You will have a lamp and …": no perfect.
        return None
    passive = word in words.past_copulas or sentence.word(back + 1) == "been"
    return Frame(at + 1, "done", passive=passive, denied=denied)


def _with_subject(sentence: Sentence, index: int, entry: Entry, frame: Frame) -> Frame | None:
    words = sentence.words
    subject, _ = sentence.back(frame.first)
    if sentence.word(frame.first) in words.first_person | {"you"}:
        subject = frame.first
    who = sentence.word(subject)
    if who in words.would | words.copulas:
        subject, _ = sentence.back(subject)
        who = sentence.word(subject)
    if not frame.passive and not _suits(who, entry, words, joined=frame.first == index):
        return None
    first = subject if who in words.first_person | {"you"} else frame.first
    denied = _is_supposed(sentence, first, frame)
    return frame._replace(first=max(first, 0), denied=denied)


def _suits(who: str, entry: Entry, words: CommitmentWords, *, joined: bool) -> bool:
    if entry.role == "receive":
        return who == "you" or joined
    return who != "you" and who not in words.not_ours


def _is_supposed(sentence: Sentence, first: int, frame: Frame) -> bool:
    """Whether the clause tells of a time, a reason, a doubt or a fault, and commits nobody."""
    words = sentence.words
    before, _ = sentence.back(first)
    lead = sentence.word(before)
    if lead == "that" or lead in words.first_person:
        lead = sentence.word(before - 1)
        if lead == "so" or lead in words.checking:
            return True
    if lead in words.subordinating:
        return True
    if frame.status != "done":
        return False
    window = range(max(first - 7, 0), first)
    return any(sentence.word(index) in words.sorry for index in window) and not any(
        sentence.word(index) in {"and", "but", ",", ";", "so"} for index in window
    )
