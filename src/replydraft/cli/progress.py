"""Says on standard error what happens while a reply is written."""

import click

from replydraft.composition import Attempt, Composition, Ending
from replydraft.guardrail.report import Finding

_ENDINGS: dict[Ending, str] = {
    "passed": "a draft passed",
    "attempts": "no draft passed, and no attempt is left",
    "tokens": "no draft passed, and the tokens are spent",
    "seconds": "no draft passed, and the time is up",
    "repeat": "no draft passed, and the drafts repeat themselves",
    "server": "the server failed",
    "crash": "the check itself failed",
}


class Progress:
    """Tells what happens, or nothing when it is to be quiet."""

    def __init__(self, *, quiet: bool = False) -> None:
        """Be quiet about everything but what went wrong."""
        self._quiet = quiet

    def drafting(self, name: str, *, reason: str) -> None:
        """Say who drafts, and why."""
        self._say(f"drafter: {name} ({reason})")

    def attempt(self, attempt: Attempt) -> None:
        """Say what came of one attempt."""
        lead = f"attempt {attempt.number} ({attempt.drafter}):"
        if attempt.error is not None:
            self._say(f"{lead} no draft: {attempt.error}")
        elif attempt.report is not None:
            count = len(attempt.report.findings)
            found = "nothing found" if not count else "1 finding" if count == 1 else f"{count} findings"
            self._say(f"{lead} {'passed' if attempt.passed else 'did not pass'}, {found}")
            for finding in attempt.report:
                self._say(f"  {_line(finding)}")

    def done(self, composition: Composition) -> None:
        """Say what was checked, and with a failure what to do about it even when quiet."""
        rules = composition.report.rules
        if composition.passed:
            if composition.outcome == "fallback":
                self._say(f"{_ENDINGS[composition.ending]}; the reply is the offline drafter's")
            self._say(f"checked 1 reply with {rules} rules: passed")
            return
        errors = len(composition.report.of("error"))
        click.echo(
            f"checked 1 reply with {rules} rules: did not pass, {errors} to put right before it is sent"
            f" ({_ENDINGS[composition.ending]})",
            err=True,
        )
        if self._quiet:
            for finding in composition.report:
                click.echo(f"  {_line(finding)}", err=True)

    def _say(self, text: str) -> None:
        if not self._quiet:
            click.echo(text, err=True)


def _line(finding: Finding) -> str:
    quote = f" “{' '.join(finding.quote.split())}”" if finding.quote else ""
    return f"{finding.severity} {finding.rule}{quote}: {finding.why} Instead: {finding.instead}"
