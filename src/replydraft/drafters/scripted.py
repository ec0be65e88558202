"""A drafter that answers from a script: the double for tests of anything that drafts."""

from collections.abc import Iterable, Mapping, Sequence

from replydraft.draft import Draft
from replydraft.drafters.answer import draft_of
from replydraft.errors import DraftError, ReplydraftError
from replydraft.plan import Plan
from replydraft.prompt import Message


class ScriptedDrafter:
    """Gives the drafts and errors of its script, in order, and keeps the messages that it was sent.

    A mapping from part to text stands for a draft of the plan at hand, and is held to it as a model's
    answer is.
    """

    def __init__(
        self, script: Iterable[Draft | DraftError | Mapping[str, str]], *, name: str = "scripted"
    ) -> None:
        """Take the script; an error in it is raised when its turn comes."""
        self.name = name
        self.received: list[tuple[Message, ...]] = []
        """The messages of each call, the first call's first."""
        self._script = tuple(script)

    def draft(self, messages: Sequence[Message], plan: Plan) -> Draft:
        """Return the script's next draft, or raise its next error.

        Raises ReplydraftError, which no loop takes for a failed draft, when the script is over.
        """
        self.received.append(tuple(messages))
        if len(self.received) > len(self._script):
            message = f"the script has {len(self._script)} answers, and another was asked for; add one to it"
            raise ReplydraftError(message)
        answer = self._script[len(self.received) - 1]
        if isinstance(answer, DraftError):
            raise answer
        return answer if isinstance(answer, Draft) else draft_of(answer, plan)

    async def adraft(self, messages: Sequence[Message], plan: Plan) -> Draft:
        """Do what `draft` does."""
        return self.draft(messages, plan)
