"""What a case says, by who says it: the organisation, or the customer."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise

from replydraft.case import Case
from replydraft.guardrail.atoms import Atom, CaseAtom, Value, case_atoms
from replydraft.guardrail.atoms.counts import singular
from replydraft.guardrail.atoms.numbers import number, number_value
from replydraft.guardrail.atoms.references import plain_reference
from replydraft.guardrail.characters import fold
from replydraft.guardrail.grounded.words import offers
from replydraft.guardrail.matcher import Expression, compile_pattern
from replydraft.guardrail.name_lists import plain

_TOKEN = re.compile(r"[^\W_][\w'/-]*")
_WORD = re.compile(r"[^\W\d_][\w'-]*")


class Sources:
    """The atoms and the words of one case; confidential facts are none of them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        atoms = [found for found in case_atoms(case) if found.field != "confidential"]
        self.told = tuple(found.atom for found in atoms if found.field != "complaint")
        """What the organisation says."""
        self.complained = tuple(found.atom for found in atoms if found.field == "complaint")
        """What the customer says: true for what happened to them, no authority for anything else."""
        self.of_remedies = tuple(found for found in atoms if found.field == "remedies")
        self.offered_elsewhere = tuple(found for found in atoms if self._tells_of_an_offer(found))

    def _tells_of_an_offer(self, found: CaseAtom) -> bool:
        texts = {"facts": [fact.text for fact in self.case.facts], "prevention": list(self.case.prevention)}
        text = texts.get(found.field, [])[found.number : found.number + 1]
        return bool(text) and offers(fold(text[0]))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every public text of the organisation's."""
        case = self.case
        follow_up, sender = case.follow_up, case.sender
        whens = [remedy.when for remedy in case.remedies] + ([follow_up.when] if follow_up else [])
        given = (
            *case.public_facts,
            *(remedy.description for remedy in case.remedies),
            *(when for when in whens if isinstance(when, str)),
            *case.prevention,
            *case.references,
            *filter(None, (follow_up.who if follow_up else None, sender.name, sender.role, sender.company)),
            *filter(None, (case.customer.name,)),
        )
        return tuple(map(fold, given))

    @cached_property
    def plain_texts(self) -> str:
        """The organisation's texts in lower case, one a line."""
        return "\n".join(" ".join(text.lower().split()) for text in self.texts)

    def says(self, quote: str) -> bool:
        """Whether the organisation's texts have these very words."""
        return re.search(rf"(?<!\w){re.escape(quote.lower())}(?!\w)", self.plain_texts) is not None

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the case that may be said, in the singular."""
        words = _WORD.findall(f"{self.plain_texts}\n{fold(self.case.complaint).lower()}")
        pieces = {piece for word in words for piece in (word, *word.split("-"))}
        return frozenset(singular(word.removesuffix("'s")) for word in pieces)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every word of the case, and every half of a double one, as the lists of names have them."""
        words = map(plain, _WORD.findall(f"{self.plain_texts}\n{fold(self.case.complaint).lower()}"))
        return frozenset(piece for word in words for piece in (word, *word.split("-")))

    @cached_property
    def references(self) -> frozenset[str]:
        """Every word of the case, and every two that stand together, as a reference is compared."""
        found: set[str] = set()
        for text in (*self.texts, fold(self.case.complaint)):
            tokens = [plain_reference(token) for token in _TOKEN.findall(text)]
            found.update(tokens)
            found.update(one + two for one, two in pairwise(tokens))
        return frozenset(found)

    def shown(self, *kinds: type[Value]) -> Iterator[Atom]:
        """Yield the atoms of some kinds, the organisation's first."""
        return (atom for atom in (*self.told, *self.complained) if isinstance(atom.value, kinds))


@lru_cache(maxsize=1)
def number_expression() -> Expression:
    """Return what finds a number."""
    return compile_pattern(number())


def figures_in(text: str) -> Iterator[Decimal]:
    """Yield every number in a text, in words or in figures."""
    for match in number_expression().finditer(text):
        start, end = match.span()
        yield number_value(text[start:end])
