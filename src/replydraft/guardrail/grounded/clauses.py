"""The clause that an atom stands in: what decides whether a sum is offered, or only spoken of."""

from replydraft.guardrail.atoms import Atom
from replydraft.guardrail.grounded.words import grounding_words
from replydraft.guardrail.text import Passage


def clause(atom: Atom, passage: Passage) -> str:
    """Return the clause that an atom stands in."""
    sentence = passage.sentences[passage.sentence_at(atom.start)]
    before = passage.text[sentence.start : atom.start]
    after = passage.text[atom.end : sentence.end]
    ends = grounding_words().clause_ends
    start = max((place + len(end) for end in ends if (place := before.lower().rfind(end)) >= 0), default=0)
    stop = min((place for end in ends if (place := after.lower().find(end)) >= 0), default=len(after))
    return f"{before[start:]}{atom.quote}{after[:stop]}"
