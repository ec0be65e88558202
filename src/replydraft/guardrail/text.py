"""A reply as the rules read it: one sentence a line, each with its role, and the way back to the original."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from replydraft.guardrail.characters import fold
from replydraft.guardrail.edits import EditedText, apply
from replydraft.guardrail.markup import invisible_edits, markup_edits, placeholders
from replydraft.guardrail.quotations import mask_quotations
from replydraft.guardrail.sentences import Role, Sentence, sentences_of, with_sentence_breaks


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A reply made ready for the rules.

    In `text` every sentence is a line, white space is single, quotes and look-alikes are plain, a
    placeholder or a link is one private-use character, and what the customer said is blotted out.
    """

    original: str
    text: str
    sentences: tuple[Sentence, ...]
    _edited: tuple[EditedText, ...]

    @classmethod
    def of(cls, original: str) -> "Passage":
        """Read a reply: prose, Markdown, HTML or the text of a mail."""
        # Invisible characters go first: one inside a tag or a placeholder would hide it.
        visible = apply(folded := fold(original), invisible_edits(folded))
        prose = apply(visible.text, markup_edits(visible.text))
        lines = with_sentence_breaks(mask_quotations(prose.text))
        return cls(original=original, text=lines, sentences=sentences_of(lines), _edited=(prose, visible))

    @cached_property
    def source(self) -> str:
        """The text as written, markup and all, quotes plain and the customer's words blotted out."""
        return mask_quotations(self._edited[-1].text)

    @cached_property
    def as_written(self) -> "Passage":
        """The source as a passage of its own: each line is a sentence of the body."""
        spans: list[Sentence] = []
        visible = self._edited[-1:]
        start = 0
        for line in self.source.split("\n"):
            spans.append(Sentence(start=start, end=start + len(line), role="body"))
            start += len(line) + 1
        return Passage(original=self.original, text=self.source, sentences=tuple(spans), _edited=visible)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text that `text[start:end]` stands for."""
        if (start, end) == (0, len(self.text)):
            return 0, len(self.original)
        for edited in self._edited:
            start, end = edited.original(start, end)
        return start, end

    def sentence_at(self, position: int) -> int:
        """Return the index of the sentence that holds `position`."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def line(self, index: int) -> str:
        """Return the text of a sentence; empty where there is none."""
        if not 0 <= index < len(self.sentences):
            return ""
        sentence = self.sentences[index]
        return self.text[sentence.start : sentence.end]

    def role_text(self, role: Role) -> str:
        """Return all sentences of a role, one a line."""
        return "\n".join(self.text[s.start : s.end] for s in self.sentences if s.role == role)

    def placeholder_spans(self) -> Iterator[tuple[int, int]]:
        """Yield the span of each placeholder in the original text."""
        for start, end in placeholders(self._edited[-1].text):
            yield self._edited[-1].original(start, end)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def has_words(self) -> bool:
        """Whether there is anything to judge: at least one Latin letter outside placeholders and links."""
        return re.search(r"[A-Za-z\u00c0-\u024f]", self.text) is not None
