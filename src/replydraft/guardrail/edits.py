"""A text after edits, with the way back to the offsets of the original."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace `start` to `end` by `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True)
class EditedText:
    """The edited text; `original` maps a span of it back."""

    text: str
    # Breakpoints: from positions[i] on, original = edited + shifts[i].
    _positions: tuple[int, ...] = field(default=(0,), repr=False)
    _shifts: tuple[int, ...] = field(default=(0,), repr=False)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text that became `start` to `end` (end exclusive)."""
        if len(self._positions) == 1:
            return start, end
        last = max(start, end - 1)
        return self._back(start), self._back(last) + (1 if end > start else 0)

    def _back(self, position: int) -> int:
        return position + self._shifts[bisect_right(self._positions, position) - 1]


def apply(text: str, edits: Iterable[Edit]) -> EditedText:
    """Apply edits that are sorted by start; one that overlaps its forerunner is dropped."""
    pieces: list[str] = []
    positions, shifts = [0], [0]
    length = taken = 0
    for edit in edits:
        if edit.start < taken:
            continue
        pieces += (text[taken : edit.start], edit.text)
        length += edit.start - taken
        if edit.text and len(edit.text) != edit.end - edit.start:
            # Every character of a replacement leads back to where the replaced text began.
            for step in range(len(edit.text)):
                positions.append(length + step)
                shifts.append(min(edit.start + step, max(edit.end - 1, edit.start)) - length - step)
        length += len(edit.text)
        taken = edit.end
        positions.append(length)
        shifts.append(taken - length)
    if not pieces:
        return EditedText(text=text)
    pieces.append(text[taken:])
    return EditedText(text="".join(pieces), _positions=tuple(positions), _shifts=tuple(shifts))
