"""Helpers that every kind of atom is found with: what stands around a match, and what is taken already."""

import re
from collections.abc import Iterator, Mapping

from replydraft.guardrail.matcher import Match, compile_pattern

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SIGNS = "£€¥₹₽₺₩₪₦₱฿"
_FIRST_SIGN = 0x0E  # Past the control characters that are white space.
_WORD_BEFORE = re.compile(r"([\w.'@]+)[ (]*$")
_WORD_AFTER = re.compile(r"[ ]*([\w']+)")


class Shape:
    """An expression whose groups have names, made ready."""

    __slots__ = ("expression", "numbers")

    def __init__(self, pattern: str) -> None:
        self.expression = compile_pattern(plain(pattern))
        # RE2 makes this mapping anew whenever it is asked for it.
        self.numbers = dict(self.expression.groupindex)


class Hit:
    """One match, whose groups have names."""

    __slots__ = ("_match", "_numbers")

    def __init__(self, match: Match, numbers: Mapping[str, int]) -> None:
        self._match = match
        self._numbers = numbers

    def span(self, name: str | None = None) -> tuple[int, int]:
        """Return where a group, or the whole, stands; (-1, -1) if it took no part."""
        return self._match.span(0 if name is None else self._numbers[name])


class Scan:
    """One text, and the spans of it that have become atoms."""

    def __init__(self, text: str) -> None:
        self.text = text
        single = plain(text)
        self.lowered = single.lower()
        # RE2 counts in bytes: where each character is one, its offsets are the text's.
        self._bytes = single.encode("ascii")
        self._taken: list[tuple[int, int]] = []

    def matches(self, shape: Shape) -> Iterator[Hit]:
        """Yield each match of `shape` that no atom has taken."""
        for match in shape.expression.finditer(self._bytes):
            start, end = match.span()
            if self.is_free(start, end):
                yield Hit(match, shape.numbers)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no atom overlaps the span."""
        return all(end <= first or start >= last for first, last in self._taken)

    def take(self, start: int, end: int) -> None:
        """Keep later kinds from reading the span."""
        self._taken.append((start, end))

    def group(self, match: Hit, name: str) -> str:
        """Return a group's text as `plain` has it, in lower case; empty where it took no part."""
        start, end = match.span(name)
        return self.lowered[start:end] if start >= 0 else ""

    def word_before(self, position: int) -> str:
        """Return the word that stands right before, in lower case; empty at the start of a line."""
        found = _WORD_BEFORE.search(self.lowered, max(0, position - 24), position)
        return found[1] if found else ""

    def word_after(self, position: int) -> str:
        """Return the word that stands right after on the same line, in lower case."""
        found = _WORD_AFTER.match(self.lowered, position)
        return found[1] if found else ""

    def stands_alone(self, start: int, end: int) -> bool:
        """Whether the span is no piece of a longer word, number or reference."""
        before = self.text[start - 1 : start]
        after = self.text[end : end + 2]
        if (
            before.isalnum()
            or before in {"-", "_"}
            or (before in {".", "/", ","} and self.text[start - 2 : start - 1].isdigit())
        ):
            return False
        if after[:1].isalnum() or after[:1] == "_":
            return False
        return not (after[:1] in {"-", "/", "."} and after[1:].isdigit())


def plain(text: str) -> str:
    """Return `text`, of the same length, with an ASCII character in place of every other one.

    A letter becomes a letter; a sign of a currency a control character that stands for no other.
    """
    return text if text.isascii() else _NOT_ASCII.sub(_stand_in, text)


def _stand_in(match: re.Match[str]) -> str:
    char = match[0]
    if char in _SIGNS:
        return chr(_FIRST_SIGN + _SIGNS.index(char))
    return "z" if char.isalpha() else " " if char.isspace() else "?"
