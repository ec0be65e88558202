"""`Annotated[str, Guarded()]` in other people's models."""

from typing import Annotated

import pytest
from pydantic import BaseModel, ValidationError
from pydantic_ai import Agent, ModelResponse, TextPart, ToolCallPart
from pydantic_ai.messages import ModelMessage
from pydantic_ai.models.function import AgentInfo, FunctionModel

from replydraft.case import Case
from replydraft.guardrail.guarded import Guarded

FAULTY = "We are sorry you feel that way. You should have checked the size chart before ordering."
SOUND = "We sent the wrong size, and we are sorry. The right one leaves our warehouse today."


class Answer(BaseModel):
    """A model as a user of the library would write it."""

    ticket: int
    reply: Annotated[str, Guarded()]


class StrictAnswer(BaseModel):
    reply: Annotated[str, Guarded(needs_case=True)]


def test_a_sound_reply_is_taken_as_it_is() -> None:
    assert Answer(ticket=1, reply=SOUND).reply == SOUND


def test_every_finding_is_an_error_of_its_own_with_its_place() -> None:
    with pytest.raises(ValidationError) as caught:
        Answer(ticket=1, reply=FAULTY)

    errors = caught.value.errors()
    assert {error["type"] for error in errors} == {"deflection/non-apology", "customer-blame/should-have"}
    for error in errors:
        assert error["loc"] == ("reply",)
        assert FAULTY[error["ctx"]["start"] : error["ctx"]["end"]] == error["ctx"]["quote"]
        assert error["ctx"]["instead"]


def test_the_case_comes_through_the_validation_context() -> None:
    case = Case(complaint="Where is my order?", protected_names=("Wenceslas",))
    reply = "Thank you for writing. Wenceslas will look into it today."

    with pytest.raises(ValidationError, match="Wenceslas"):
        StrictAnswer.model_validate({"reply": reply}, context={"case": case})


def test_a_forgotten_case_is_an_error_where_one_is_needed() -> None:
    with pytest.raises(ValidationError, match="no case in the validation context"):
        StrictAnswer.model_validate({"reply": SOUND})


def test_something_else_in_place_of_the_case_is_refused() -> None:
    with pytest.raises(ValidationError, match="no Case"):
        Answer.model_validate({"ticket": 1, "reply": SOUND}, context={"case": {"complaint": "x"}})


def test_the_json_schema_tells_a_model_what_is_refused() -> None:
    description = Answer.model_json_schema()["properties"]["reply"]["description"]

    assert "deflection" in description
    assert "customer-blame" in description


async def test_a_pydantic_ai_agent_asks_again_with_the_findings() -> None:
    requests: list[list[ModelMessage]] = []

    def model(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        requests.append(messages)
        reply = FAULTY if len(requests) == 1 else SOUND
        if not info.output_tools:
            return ModelResponse(parts=[TextPart(reply)])
        return ModelResponse(parts=[ToolCallPart(info.output_tools[0].name, {"ticket": 7, "reply": reply})])

    result = await Agent(FunctionModel(model), output_type=Answer).run("Answer ticket 7.")

    assert result.output.reply == SOUND
    assert len(requests) == 2
    told = str(requests[1])
    assert "customer-blame/should-have" in told
    assert "deflection/non-apology" in told
