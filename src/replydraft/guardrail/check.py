"""The check: one text in, one report out."""

from functools import lru_cache
from typing import TYPE_CHECKING, get_args

from replydraft.guardrail.engine import RuleEngine
from replydraft.guardrail.known import Known, Profile
from replydraft.guardrail.report import Report
from replydraft.guardrail.rules import Packs, load_packs
from replydraft.guardrail.text import Passage

if TYPE_CHECKING:
    from replydraft.case import Case


class Guardrail:
    """Rule packs made ready; every check is pure, so one guardrail serves all threads."""

    def __init__(self, packs: Packs, *, contacts: tuple[str, ...] = (), brands: tuple[str, ...] = ()) -> None:
        """Compile `packs`; `contacts` may be named in a reply, `brands` are no people."""
        self.packs = packs
        self._engine = RuleEngine(packs)
        self._contacts = contacts
        self._brands = brands
        self._without_case = {
            profile: Known(contacts=contacts, brands=brands, profile=profile) for profile in get_args(Profile)
        }

    @property
    def rules(self) -> int:
        """How many rules are run on each text."""
        return self._engine.rules

    def check(self, text: str, *, case: "Case | None" = None, profile: Profile = "reply") -> Report:
        """Return every finding in `text`.

        With a case, its names are known; `profile` says whether the text is a whole reply or a snippet
        whose placeholders are still to be filled.
        """
        known = self._known(case, profile)
        findings = self._engine.findings(Passage.of(text), known=known)
        return Report(text=text, findings=tuple(findings), rules=self.rules)

    def allows(self, sentence: str, *, case: "Case") -> bool:
        """Return whether a reply to `case` may hold this sentence; what else a reply needs does not count."""
        report = self.check(sentence, case=case)
        # What is missing has no quote: a sentence alone lacks most of a reply.
        return not any(finding.quote for finding in report.of("error"))

    def _known(self, case: "Case | None", profile: Profile) -> Known:
        if case is None:
            return self._without_case[profile]
        return Known.of_case(case, contacts=self._contacts, brands=self._brands, profile=profile)


@lru_cache(maxsize=1)
def default_guardrail() -> Guardrail:
    """Return the guardrail of the built-in packs, compiled once in a process."""
    return Guardrail(load_packs())


def check(text: str, *, case: "Case | None" = None, profile: Profile = "reply") -> Report:
    """Return every finding in `text` by the built-in rules; see `Guardrail.check`."""
    return default_guardrail().check(text, case=case, profile=profile)
