"""Sentences, and the greeting and sign-off around them."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

# A full stop after one of these ends no sentence.
_NEVER_FINAL = frozenset(
    "mr mrs ms mx dr prof messrs rev hon capt sgt lt col gen no nos vs e.g i.e eg ie approx ref tel ext "
    "fig".split()
)
# After one of these it may end one, if a capital follows.
_ABBREVIATIONS = frozenset(
    "st sr jr etc inc ltd co corp plc dept est min max jan feb mar apr jun jul aug sep sept oct nov dec mon "
    "tue tues wed thu thur thurs fri sat sun a.m p.m am pm u.s u.k p.s c.o cf al bros ave rd apt p pp vol "
    "qty incl excl temp".split()
)
_END = re.compile(r"[.!?\u2026]+['\")\]]*[ ]+(?=\S)")
_GREETING = re.compile(
    r"(?:(?:oh no|uh oh|thanks|apologi\w*)[!,. ]+)?"
    r"(?:hi|hello|hey|hiya|dear|greetings|good (?:morning|afternoon|evening|day)|morning|afternoon|evening"
    r"|to whom it may concern)\b"
    r"(?!,? (?:i|we|you|it|this|that|thank|sorry|if|please)\b)"
    r"(?:[ ](?:mr|mrs|ms|mx|dr|prof)\.)?[^\n,.!?:;-]{0,60}?"
    r"(?:[ ]?[,!:;.-]+[ ]?(?::\))?(?=[ \n]|$)|(?=\n|$))",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:with )?(?:my |our |very |the )?"
    r"(?:kind(?:est)?|best|warm(?:est)?|many|sincere(?:st)?|real|heartfelt)?[ ]?"
    r"(?:regards|wishes|apologies|thanks|thank you|gratitude)(?: again| and (?:regards|best wishes))?"
    r"|(?:yours|very truly|respectfully|cordially|faithfully|sincerely|gratefully)"
    r"(?: (?:sincerely|faithfully|truly|yours|again))?"
    r"|best|all the best|cheers|warmly|take care|ever yours|as ever|love)[ ]?[,.!-]?",
    re.IGNORECASE,
)
# "- Nod", "-Floi", "^KD", "/QI", "*ABN", "~ Sam", "Thanks-Emir": how a short public reply is signed.
_INITIALS = re.compile(
    r"(?<![\w/])(?:(?<=[ \n.!?)])[-~]+[ ]?|[\^*/][ ]?)[A-Z][\w.']{0,14}(?: [A-Z][\w.]{0,12})?\W{0,4}$"
    r"|(?:(?:thanks|cheers|regards)[ ]?[-,][ ]?)[A-Z]\w{0,14}\W{0,3}$",
    re.IGNORECASE,
)
_SIGNATURE_LINE = re.compile(r"(?=[^\n]{2,70}$)[A-Z\ue000][^\n.!?]*$")
# A last line without a full stop that says something is no signature: "Sorry for any inconvenience".
_SAYS_SOMETHING = re.compile(
    r"\b(?:sorry|apologi\w+|regrets?|we|you|it|this|is|are|was|were|have|has|had|cannot|please|kindly|not|if|but|any|no)\b",
    re.IGNORECASE,
)
_EMPTY = " \ue002"  # White space and blotted-out words of the customer.
_LONGEST_CLOSING = 50  # "With very best wishes and many thanks again," has 44 characters.
_SOFT_WRAP = 56  # A line at least this long that ends in no mark goes on in the next one.


Role = Literal["greeting", "body", "sign-off"]


class Sentence(NamedTuple):
    """One sentence, or one line that stands for one; offsets are into the text it was found in."""

    start: int
    end: int
    role: Role


def with_sentence_breaks(prose: str) -> str:
    """Return `prose`, of the same length, with one sentence a line and no line break inside a sentence."""
    characters = list(prose)
    for position in _breaks(prose):
        characters[position] = "\n"
    position = prose.find("\n")
    while position >= 0:
        if position >= _SOFT_WRAP and _is_soft_wrap(prose, position):
            characters[position] = " "
        position = prose.find("\n", position + 1)
    return "".join(characters)


def _breaks(prose: str) -> Iterator[int]:
    """Yield the place of each space that parts two sentences, or a greeting or a signature from one."""
    greeting = _GREETING.match(prose, len(prose) - len(prose.lstrip()))
    greeted = 0
    if greeting and prose[greeting.end() : greeting.end() + 1] == " ":
        greeted = greeting.end()
        yield greeted
    for match in _END.finditer(prose, greeted):
        if _ends_sentence(prose, *match.span()):
            yield match.end() - 1
    signature = _INITIALS.search(prose, max(greeted, len(prose) - 40))
    if signature and prose[signature.start() - 1 : signature.start()] == " ":
        yield signature.start() - 1


def _ends_sentence(prose: str, start: int, end: int) -> bool:
    """Whether the mark at `start`, with the space up to `end`, ends a sentence."""
    following = prose[end]
    if prose[start] == "." and prose[start + 1] != ".":
        last = (
            prose[max(prose.rfind(" ", 0, start), prose.rfind("\n", 0, start)) + 1 : start]
            .lower()
            .lstrip("('\"[")
        )
        if last in _NEVER_FINAL or (len(last) == 1 and last.isalpha() and last != "i"):
            return False
        if last in _ABBREVIATIONS and (following.islower() or following.isdigit()):
            return False
    return not (following.islower() and prose[start] in ".\u2026")


def _is_soft_wrap(prose: str, position: int) -> bool:
    start = prose.rfind("\n", 0, position) + 1
    following = prose[position + 1 : position + 2]
    if position - start < _SOFT_WRAP or not following.strip() or prose[position - 1] in ".!?:;,)\"'":
        return position - start >= _SOFT_WRAP and bool(following.strip()) and prose[position - 1] == ","
    return following.isalnum()


def sentences_of(lines: str) -> tuple[Sentence, ...]:
    """Return every line that is not empty, with its role."""
    spans: list[tuple[int, int]] = []
    start = 0
    for line in lines.split("\n"):
        if line.strip(_EMPTY):
            spans.append((start + len(line) - len(line.lstrip(" ")), start + len(line.rstrip(" "))))
        start += len(line) + 1
    closing = _closing_index(lines, spans)
    return tuple(
        Sentence(start, end, _role(lines, start, end, index=index, closing=closing))
        for index, (start, end) in enumerate(spans)
    )


def _role(lines: str, start: int, end: int, *, index: int, closing: int) -> Role:
    if index >= closing:
        return "sign-off"
    if (
        index <= 1
        and (greeting := _GREETING.match(lines, start, end))
        and not lines[greeting.end() : end].strip()
    ):
        return "greeting"
    return "body"


def _closing_index(lines: str, spans: list[tuple[int, int]]) -> int:
    """Return the index of the line where the sign-off begins; the number of lines if there is none."""
    first = max(1, len(spans) - 7)
    for index in range(first, len(spans)):
        start, end = spans[index]
        rest = spans[index + 1 :]
        if end - start > _LONGEST_CLOSING:
            continue
        if _CLOSING.fullmatch(lines[start:end].strip()) and all(_is_signature(lines, *span) for span in rest):
            return index
    index = len(spans)
    while index > first and _is_signature(lines, *spans[index - 1]):
        index -= 1
    return index


def _is_signature(lines: str, start: int, end: int) -> bool:
    line = lines[start:end]
    if len(line.split()) > 8:
        return False
    written_out = _SIGNATURE_LINE.match(line) and not _SAYS_SOMETHING.search(line)
    return bool(written_out or _INITIALS.match(lines, start, end))
