"""The model drafter over the wire: every rung of the ladder, every way to fail, and no key anywhere."""

import asyncio
import json
import logging
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import openai
import pytest
import respx

from replydraft.case import Case
from replydraft.drafters.dialect import Dialects
from replydraft.drafters.model import ModelDrafter, async_model_client, model_client
from replydraft.errors import (
    DraftError,
    EmptyAnswerError,
    RefusalError,
    ServerError,
    TruncationError,
    UnparsableAnswerError,
)
from replydraft.plan import plan
from replydraft.principles import load_principles
from replydraft.prompt import Message

BASE_URL = "http://models.example:8000/v1"
KEY = "sk-live-9f3bTQ7vNeverShowThis"
CASE = Case.model_validate(
    {
        "complaint": "You charged my card twice for one pair of boots.",
        "customer": "Ms Okafor",
        "remedies": [
            {
                "kind": "refund",
                "description": "refund",
                "amount": "89.00",
                "currency": "GBP",
                "status": "done",
            }
        ],
    }
)
PLAN = plan(CASE, principles=load_principles())
PARTS = {part.id: f"Words about the second charge, for {part.id}." for part in PLAN.parts}
ANSWER = json.dumps(PARTS)
MESSAGES = (
    Message(role="system", content="You write the parts of a reply."),
    Message(role="user", content="The customer was charged twice."),
)
PROSE = "Dear Ms Okafor, we are sorry that your card was charged twice."

Body = dict[str, Any]


def completion(content: str | None = ANSWER, *, finish: str = "stop", **message: object) -> httpx.Response:
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "small",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": content, **message},
            }
        ],
        "usage": {"prompt_tokens": 300, "completion_tokens": 120, "total_tokens": 420},
    }
    return httpx.Response(200, json=body)


def complaint(message: str, *, status: int = 400, **details: object) -> httpx.Response:
    return httpx.Response(status, json={"error": {"message": message, **details}})


class Server:
    """A server that answers each request by a rule, and keeps what it was asked."""

    def __init__(self, router: respx.Router) -> None:
        self.asked: list[Body] = []
        self.rule: Callable[[Body], httpx.Response] = lambda _body: completion()
        router.post(f"{BASE_URL}/chat/completions").mock(side_effect=self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        self.asked.append(body)
        return self.rule(body)

    def steps(self) -> list[str]:
        return [step(body) for body in self.asked]


def step(body: Body) -> str:
    asked = body.get("response_format")
    if asked is None:
        return "prompted"
    strict = asked["type"] == "json_schema" and asked["json_schema"].get("strict")
    return "strict" if strict else str(asked["type"])


LADDER = ["strict", "json_schema", "json_object", "prompted"]


@pytest.fixture
def server(httpx2_mock: respx.Router) -> Server:
    return Server(httpx2_mock)


@pytest.fixture
def client() -> Iterator[openai.OpenAI]:
    with model_client(base_url=BASE_URL, api_key=KEY, max_retries=0) as client:
        yield client


@pytest.fixture
def drafter(client: openai.OpenAI) -> ModelDrafter:
    return ModelDrafter(client, model="small")


def test_capable_server_is_held_to_the_schema_in_one_request(server: Server, drafter: ModelDrafter) -> None:
    draft = drafter.draft(MESSAGES, PLAN)
    assert {part.principle: part.text for part in draft} == PARTS
    assert draft.tokens == 420
    (asked,) = server.asked
    schema = asked["response_format"]["json_schema"]
    assert schema["strict"] is True
    assert schema["schema"]["required"] == list(PARTS)
    assert schema["schema"]["additionalProperties"] is False
    assert asked["messages"] == [{"role": m.role, "content": m.content} for m in MESSAGES]
    assert drafter.name == "model:small"


@pytest.mark.parametrize(
    "refusal",
    [
        complaint("Invalid parameter: 'response_format' of this type is not supported with this model."),
        complaint("Unrecognized request argument supplied: strict", param="strict"),
        complaint("json_schema is not supported by the model", status=404),
        complaint("No endpoints found that can handle the requested parameters.", status=404),
        complaint("Failed to load model vocabulary required for format: grammar", status=500),
        httpx.Response(
            422,
            json={
                "detail": [
                    {
                        "loc": ["body", "response_format", "json_schema", "strict"],
                        "msg": "Extra inputs are not permitted",
                        "input": {"messages": "the temperature of the soup"},
                    }
                ]
            },
        ),
        httpx.Response(400, text="response_format: unknown variant"),
        # A router's error under a good status.
        httpx.Response(200, json={"error": {"message": "Provider rejected response_format", "code": 400}}),
    ],
)
@pytest.mark.parametrize("accepted", LADDER[1:])
def test_ladder_goes_down_to_what_the_server_takes(
    server: Server, drafter: ModelDrafter, refusal: httpx.Response, accepted: str
) -> None:
    server.rule = lambda body: completion() if step(body) == accepted else refusal
    assert {part.principle: part.text for part in drafter.draft(MESSAGES, PLAN)} == PARTS
    assert server.steps() == LADDER[: LADDER.index(accepted) + 1]
    assert all("temperature" in body for body in server.asked)


@pytest.mark.parametrize("accepted", LADDER[1:])
@pytest.mark.parametrize("ignored", [PROSE, '{"reply": "Dear Ms Okafor"}', "", '{"listen": null}'])
def test_ladder_goes_down_when_a_server_ignores_what_it_accepted(
    server: Server, drafter: ModelDrafter, ignored: str, accepted: str
) -> None:
    server.rule = lambda body: completion() if step(body) == accepted else completion(ignored)
    draft = drafter.draft(MESSAGES, PLAN)
    assert server.steps() == LADDER[: LADDER.index(accepted) + 1]
    assert draft.tokens == 420 * len(server.asked)


@pytest.mark.parametrize("accepted", ["json_object", "prompted"])
def test_steps_without_a_schema_ask_for_the_shape_in_words(
    server: Server, drafter: ModelDrafter, accepted: str
) -> None:
    server.rule = lambda body: (
        completion(f"Sure!\n```json\n{ANSWER}\n```") if step(body) == accepted else complaint("bad schema")
    )
    drafter.draft(MESSAGES, PLAN)
    words = server.asked[-1]["messages"][-1]["content"]
    assert words.startswith(MESSAGES[-1].content)
    assert "JSON" in words
    assert all(f'"{name}"' in words for name in PARTS)


def test_step_that_worked_is_remembered_per_server_and_model(
    server: Server, client: openai.OpenAI, httpx2_mock: respx.Router
) -> None:
    server.rule = lambda body: (
        completion() if step(body) == "json_object" else complaint("no json_schema here")
    )
    dialects = Dialects()
    ModelDrafter(client, model="small", dialects=dialects).draft(MESSAGES, PLAN)
    assert server.steps() == LADDER[:3]
    ModelDrafter(client, model="small", dialects=dialects).draft(MESSAGES, PLAN)
    assert server.steps()[3:] == ["json_object"]
    ModelDrafter(client, model="large", dialects=dialects).draft(MESSAGES, PLAN)
    assert server.steps()[4:] == LADDER[:3]
    elsewhere = httpx2_mock.post("http://other.example/v1/chat/completions").mock(side_effect=[completion()])
    with model_client(base_url="http://other.example/v1", max_retries=0) as other:
        ModelDrafter(other, model="small", dialects=dialects).draft(MESSAGES, PLAN)
    assert step(json.loads(elsewhere.calls.last.request.content)) == "strict"


def test_drafters_share_no_memory_unless_told_to(server: Server, client: openai.OpenAI) -> None:
    server.rule = lambda body: (
        completion() if step(body) == "json_schema" else complaint("strict: unknown key")
    )
    for _ in range(2):
        ModelDrafter(client, model="small").draft(MESSAGES, PLAN)
    assert server.steps() == LADDER[:2] * 2


def test_one_bad_answer_does_not_demote_a_server_that_has_proved_itself(
    server: Server, drafter: ModelDrafter
) -> None:
    drafter.draft(MESSAGES, PLAN)
    server.rule = lambda _body: completion(PROSE)
    with pytest.raises(UnparsableAnswerError):
        drafter.draft(MESSAGES, PLAN)
    server.rule = lambda _body: completion()
    drafter.draft(MESSAGES, PLAN)
    assert server.steps() == ["strict"] * 3


def test_token_limit_takes_the_name_that_the_server_knows(server: Server, client: openai.OpenAI) -> None:
    server.rule = lambda body: (
        complaint(
            "Unsupported parameter: 'max_tokens' is not supported with this model. "
            "Use 'max_completion_tokens' instead.",
            param="max_tokens",
        )
        if "max_tokens" in body
        else completion()
    )
    drafter = ModelDrafter(client, model="small", max_tokens=750)
    drafter.draft(MESSAGES, PLAN)
    drafter.draft(MESSAGES, PLAN)
    assert [body.get("max_completion_tokens") for body in server.asked] == [None, 750, 750]
    assert server.steps() == ["strict"] * 3


def test_limit_and_temperature_are_left_out_where_they_are_not_taken(
    server: Server, drafter: ModelDrafter
) -> None:
    def rule(body: Body) -> httpx.Response:
        for name in ("max_tokens", "max_completion_tokens", "temperature"):
            if name in body:
                return complaint(
                    f"Unsupported value: '{name}' does not support this with this model.", param=name
                )
        return completion()

    server.rule = rule
    drafter.draft(MESSAGES, PLAN)
    assert len(server.asked) == 4
    assert server.asked[-1].keys() == {"model", "messages", "response_format"}
    assert step(server.asked[-1]) == "strict"


def test_refusal_is_told_apart(server: Server, drafter: ModelDrafter) -> None:
    server.rule = lambda _body: completion(None, refusal="I can't help with that.")
    with pytest.raises(RefusalError, match="I can't help with that") as caught:
        drafter.draft(MESSAGES, PLAN)
    assert caught.value.tokens == 420
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        completion("", finish="content_filter"),
        complaint("The response was filtered by the content management policy.", code="content_filter"),
    ],
)
def test_content_filter_is_a_refusal(server: Server, drafter: ModelDrafter, answer: httpx.Response) -> None:
    server.rule = lambda _body: answer
    with pytest.raises(RefusalError, match="content filter"):
        drafter.draft(MESSAGES, PLAN)
    assert len(server.asked) == 1


@pytest.mark.parametrize("content", [ANSWER[:90], "", ANSWER])
def test_answer_that_hit_the_limit_is_truncated_even_when_it_parses(
    server: Server, drafter: ModelDrafter, content: str
) -> None:
    server.rule = lambda _body: completion(content, finish="length")
    with pytest.raises(TruncationError, match="2000 tokens; raise the limit") as caught:
        drafter.draft(MESSAGES, PLAN)
    assert caught.value.tokens == 420
    assert len(server.asked) == 1


@pytest.mark.parametrize("content", [None, "", "  \n"])
def test_nothing_at_every_step_is_an_empty_answer(
    server: Server, drafter: ModelDrafter, content: str | None
) -> None:
    server.rule = lambda _body: completion(content)
    with pytest.raises(EmptyAnswerError) as caught:
        drafter.draft(MESSAGES, PLAN)
    assert server.steps() == LADDER
    assert caught.value.tokens == 4 * 420


def test_blank_part_in_the_right_shape_is_empty_without_another_request(
    server: Server, drafter: ModelDrafter
) -> None:
    server.rule = lambda _body: completion(json.dumps(PARTS | {"own": " "}))
    with pytest.raises(EmptyAnswerError, match="own"):
        drafter.draft(MESSAGES, PLAN)
    assert server.steps() == ["strict"]


def test_prose_at_every_step_is_unparsable_with_the_tokens_of_all(
    server: Server, drafter: ModelDrafter
) -> None:
    server.rule = lambda _body: completion(PROSE)
    with pytest.raises(UnparsableAnswerError, match="Dear Ms Okafor") as caught:
        drafter.draft(MESSAGES, PLAN)
    assert server.steps() == LADDER
    assert caught.value.tokens == 4 * 420


def test_missing_usage_counts_as_no_tokens(server: Server, drafter: ModelDrafter) -> None:
    body = completion().json()
    for usage in (None, {}, {"prompt_tokens": 5, "completion_tokens": 6}, "many"):
        server.rule = lambda _body, usage=usage: httpx.Response(200, json=body | {"usage": usage})  # type: ignore[misc]  # a lambda's default has no type
        assert drafter.draft(MESSAGES, PLAN).tokens == (11 if isinstance(usage, dict) and usage else 0)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            complaint(f"Incorrect API key provided: {KEY}", status=401),
            "401.*refuses the API key; check the key",
        ),
        (complaint(f"Key {KEY} has no access", status=403), r"403.*refuses access.*\[key\]"),
        (complaint("The model `small` does not exist", status=404), "404.*model 'small'.*end in /v1"),
        (complaint("Rate limit reached for Bearer abcdef", status=429), r"429.*rate limit or quota.*\[key\]"),
        (
            httpx.Response(503, text="<html><body>Bad gateway</body></html>"),
            "503: it failed; try again later$",
        ),
        (
            complaint("This model's maximum context length is 2048 tokens, you asked for 3000"),
            "400.*does not accept.*maximum context length",
        ),
    ],
)
def test_error_status_says_which_server_and_what_to_do(
    server: Server, drafter: ModelDrafter, answer: httpx.Response, words: str
) -> None:
    server.rule = lambda _body: answer
    with pytest.raises(ServerError, match=words) as caught:
        drafter.draft(MESSAGES, PLAN)
    assert caught.value.status == answer.status_code
    assert "models.example:8000" in str(caught.value)
    assert "/v1/chat" not in str(caught.value)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (httpx.ConnectError("[Errno 111] Connection refused"), "cannot reach .*models.example:8000.*refused"),
        (httpx.ReadTimeout("slow"), "models.example:8000 did not answer in time; raise the timeout"),
    ],
)
def test_server_that_does_not_answer_is_told_with_what_to_do(
    httpx2_mock: respx.Router, drafter: ModelDrafter, failure: Exception, words: str
) -> None:
    httpx2_mock.post(f"{BASE_URL}/chat/completions").mock(side_effect=failure)
    with pytest.raises(ServerError, match=words) as caught:
        drafter.draft(MESSAGES, PLAN)
    assert caught.value.status is None


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<html>Welcome to nginx</html>", headers={"content-type": "text/html"}),
        httpx.Response(200, text="{not json", headers={"content-type": "application/json"}),
        httpx.Response(200, json=[1, 2]),
        httpx.Response(200, json={"object": "list", "data": []}),
        httpx.Response(200, json={"choices": []}),
        httpx.Response(200, json={"choices": "none"}),
        httpx.Response(200, json={"choices": None, "error": {"message": "upstream is down"}}),
    ],
)
def test_answer_that_is_no_completion_points_at_the_base_url(
    server: Server, drafter: ModelDrafter, answer: httpx.Response
) -> None:
    server.rule = lambda _body: answer
    with pytest.raises(
        ServerError, match=r"models.example:8000 answered, but not with a chat completion.*/v1"
    ):
        drafter.draft(MESSAGES, PLAN)


@pytest.mark.parametrize(
    "answer",
    [
        complaint(f"Incorrect API key provided: {KEY}.", status=401),
        complaint(f"invalid key {KEY!r} sk-proj-abcd****wxyz", status=403),
        complaint(f"Authorization: Bearer {KEY} is not known", status=500),
        httpx.Response(400, text=f"headers were Bearer {KEY}"),
        httpx.Response(200, json={"error": {"message": f"key {KEY} expired"}}),
        completion(None, refusal=f"I will not use {KEY}."),
    ],
)
def test_key_is_in_no_error_traceback_repr_or_log(
    server: Server, drafter: ModelDrafter, answer: httpx.Response, caplog: pytest.LogCaptureFixture
) -> None:
    server.rule = lambda _body: answer
    with caplog.at_level(logging.INFO), pytest.raises(DraftError) as caught:
        drafter.draft(MESSAGES, PLAN)
    shown = "".join(traceback.format_exception(caught.value))
    for text in (shown, repr(caught.value), repr(drafter), drafter.name, caplog.text):
        assert KEY not in text
        assert "wxyz" not in text
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_key_in_a_transport_error_is_not_shown(httpx2_mock: respx.Router, drafter: ModelDrafter) -> None:
    cause = httpx.LocalProtocolError(f"Illegal header value b'Bearer {KEY}\\n'")
    httpx2_mock.post(f"{BASE_URL}/chat/completions").mock(side_effect=cause)
    with pytest.raises(ServerError) as caught:
        drafter.draft(MESSAGES, PLAN)
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_password_in_the_base_url_is_not_shown(httpx2_mock: respx.Router) -> None:
    httpx2_mock.route().mock(side_effect=httpx.ConnectError("no route"))
    with (
        model_client(base_url="https://bea:hunter22@gateway.example/v1", max_retries=0) as client,
        pytest.raises(ServerError, match=r"at gateway\.example \(") as caught,
    ):
        ModelDrafter(client, model="small").draft(MESSAGES, PLAN)
    assert "hunter22" not in str(caught.value)


@pytest.mark.parametrize("key", ["sk-“quoted”", "sk-two\nlines"])
def test_key_that_no_header_can_carry_is_refused_without_showing_it(key: str) -> None:
    with pytest.raises(ServerError, match="characters that cannot be sent") as caught:
        model_client(api_key=key)
    assert "sk-" not in str(caught.value)


@pytest.mark.parametrize("base_url", ["localhost:11434/v1", "", "ftp://models.example/v1"])
def test_base_url_without_a_scheme_is_refused_with_an_example(base_url: str) -> None:
    with pytest.raises(ServerError, match="no base URL; write one such as https://"):
        model_client(base_url=base_url)


def test_client_of_the_callers_own_may_have_a_key_that_cannot_be_sent() -> None:
    with (
        openai.OpenAI(base_url=BASE_URL, api_key="sk-“quoted”", max_retries=0) as client,
        pytest.raises(ServerError, match="characters that cannot be sent"),
    ):
        ModelDrafter(client, model="small").draft(MESSAGES, PLAN)


async def test_async_client_drafts_without_a_thread(server: Server) -> None:
    server.rule = lambda body: completion() if step(body) == "json_object" else complaint("no schema")
    async with async_model_client(base_url=BASE_URL, api_key=KEY, max_retries=0) as client:
        drafter = ModelDrafter(client, model="small")
        first, second = await asyncio.gather(drafter.adraft(MESSAGES, PLAN), drafter.adraft(MESSAGES, PLAN))
        assert first == second
        server.rule = lambda _body: complaint("who are you", status=401)
        with pytest.raises(ServerError, match="refuses the API key"):
            await drafter.adraft(MESSAGES, PLAN)
        with pytest.raises(TypeError, match="use adraft"):
            drafter.draft(MESSAGES, PLAN)


async def test_sync_client_can_be_awaited_too(server: Server, drafter: ModelDrafter) -> None:
    draft = await drafter.adraft(MESSAGES, PLAN)
    assert draft.text("own") == PARTS["own"]
    assert len(server.asked) == 1
