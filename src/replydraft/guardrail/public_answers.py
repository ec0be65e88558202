"""What must not stand where everybody reads it."""

import re
from collections.abc import Iterator

from replydraft.guardrail.characters import fold
from replydraft.guardrail.known import Known
from replydraft.guardrail.text import Passage


def find_public_references(passage: Passage, known: Known) -> Iterator[tuple[int, int]]:
    """Yield every order or ticket number of the case in a public answer: whoever reads it could use it."""
    case = known.case
    if case is None or case.channel != "review":
        return
    for reference in case.references:
        for match in re.finditer(rf"(?<!\w){re.escape(fold(reference))}(?!\w)", passage.text, re.IGNORECASE):
            yield match.span()
