"""`compose` from the outside: what goes in, what comes out, and where each thing is said."""

import email
import email.policy
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]

GOOD = {
    "listen": "Your parcel was meant to be with you on Monday, and on Friday it still was not.",
    "validate": "Looking out for it day after day is wearing.",
    "own": "We sent it to the wrong place, and that was our mistake.",
    "apologise": "I am sorry that we sent it to your old address.",
    "explain": "We sent the parcel to your old address.",
    "correct": "It will be delivered to your new address on Wednesday 25 November.",
    "compensate": "We refunded the delivery charge of £4.99 on Friday 20 November.",
    "reassure": "A change of address now updates orders that are still being packed.",
    "ask": "Is there anything else that you need from us?",
    "follow-up": "The deliveries team will write to you on Thursday 26 November.",
    "thank": "Thank you for telling us.",
}
BAD = GOOD | {"explain": "Unfortunately, our policy does not allow a change of address after an order."}


def offline(run: Run, *args: str, text: str | None = None) -> Result:
    return run("compose", *args, "--drafter", "offline", text=text)


def test_a_reply_comes_out_and_everything_else_goes_to_standard_error(run: Run, case: Path) -> None:
    result = run("compose", str(case))
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Subject: ")
    assert "Nadia" in result.stdout
    assert result.stdout.rstrip().endswith("Customer Service Manager, Merrow Toys")
    assert "switched off in September" not in result.stdout
    first, *_, last = result.stderr.splitlines()
    assert first == "drafter: offline (neither OPENAI_API_KEY, OPENAI_BASE_URL nor --base-url is set)"
    assert last.startswith("checked 1 reply with ")
    assert last.endswith(" rules: passed")


def test_quiet_says_nothing_on_the_way(run: Run, case: Path) -> None:
    result = offline(run, str(case), "--quiet")
    assert result.exit_code == 0
    assert result.stderr == ""


def test_a_case_may_come_from_standard_input(run: Run, case: Path) -> None:
    piped = offline(run, "-", text=case.read_text(encoding="utf-8"))
    assert piped.stdout == offline(run, str(case)).stdout


def test_the_same_seed_writes_the_same_reply(run: Run, case: Path) -> None:
    bodies = {seed: offline(run, str(case), "--seed", str(seed)).stdout for seed in range(6)}
    assert bodies == {seed: offline(run, str(case), "--seed", str(seed)).stdout for seed in range(6)}
    assert len(set(bodies.values())) > 1


def test_options_alone_make_a_case(run: Run) -> None:
    result = offline(
        run,
        *("--customer", "Bev", "--complaint", "The soup was cold and nobody came back to the table."),
        *("--fact", "The soup had stood on the pass for ten minutes.", "--severity", "minor"),
        *("--remedy", "refund: refund of the soup; amount=7.50 GBP; done; when=2026-11-21"),
        *("--follow-up", "2026-11-24; the duty manager", "--today", "2026-11-22"),
        *("--sender-name", "Ida Voss", "--sender-role", "Owner", "--company", "The Lamb"),
        *("--format", "json"),
    )
    assert result.exit_code == 0, result.output
    body = json.loads(result.stdout)["body"]
    assert "Bev" in body
    assert "7.50" in body
    assert "Ida Voss" in body


def test_options_override_the_file(run: Run, case: Path) -> None:
    result = offline(
        run, str(case), "--customer", "Mrs Gale", "--sender-name", "Ida Voss", "--channel", "chat"
    )
    assert "Gale" in result.stdout
    assert "Ida" in result.stdout
    assert "Nadia" not in result.stdout
    assert not result.stdout.startswith("Subject:")


def test_an_option_s_fault_is_told_by_its_name(run: Run, case: Path) -> None:
    result = run("compose", str(case), "--remedy", "refund: refund; amount=-3 GPB", "--today", "22.11.2026")
    assert result.exit_code == 2
    assert "--remedy: remedies[0].amount: '-3' is negative; write 0 or more" in result.stderr
    assert "--remedy: remedies[0].currency: 'GPB' is no ISO 4217 currency code" in result.stderr
    assert "--today: today: '22.11.2026' is no date; write year-month-day" in result.stderr


def test_an_unknown_piece_of_a_remedy_is_told(run: Run, case: Path) -> None:
    result = run("compose", str(case), "--remedy", "refund: refund; amont=3 GBP")
    assert result.exit_code == 2
    assert "'amont=3 GBP' is not known after a semicolon; known are done, promised, amount=…" in result.stderr


def test_every_problem_of_a_file_is_listed_at_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("custmer: Bev\ncomplaint: Late.\nseverity: huge\ntoday: soon\n", encoding="utf-8")
    result = run("compose", "bad.yaml")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == (
        "error: the case has 3 problems:\n"
        "  bad.yaml:1: custmer: is no field of a case; did you mean customer?\n"
        "  bad.yaml:3: severity: 'huge' is not one of major, minor, severe, none\n"
        "  bad.yaml:4: today: 'soon' is no date; write year-month-day, such as 2026-11-21\n"
    )


def test_a_promise_in_the_past_is_seen_by_the_clock(run: Run, case: Path) -> None:
    text = case.read_text(encoding="utf-8").replace("today: 2026-11-23\n", "")
    result = run("compose", "-", text=text.replace("2026-11-25", "2020-11-25"))
    assert result.exit_code == 2
    assert (
        "standard input:11: remedies[0].when: promised for 2020-11-25, which is before today" in result.stderr
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "error: standard input: is empty; `replydraft new FILE` writes a case to fill in"),
        ("just words", "standard input:1: holds no fields;"),
        ("complaint: 'open", "is not valid YAML"),
        ('{"complaint": ', "is not valid JSON"),
        ("customer: Bev", "error: standard input: complaint is missing; add it, or give --complaint"),
    ],
)
def test_bad_input_is_told_without_a_traceback(run: Run, text: str, message: str) -> None:
    result = run("compose", "-", text=text)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_without_a_terminal_what_is_missing_is_listed(run: Run) -> None:
    result = run("compose", "--customer", "Bev")
    assert result.exit_code == 2
    assert (
        "missing: the complaint. Name a case file, - for standard input, or give --complaint;"
        in result.stderr
    )
    assert "--remedy" in result.stderr


def test_a_missing_file_says_how_to_get_one(run: Run) -> None:
    result = run("compose", "nowhere.yaml")
    assert result.exit_code == 2
    assert result.stderr == (
        "error: nowhere.yaml: no such file; `replydraft new nowhere.yaml` writes one to fill in\n"
    )


def test_json_has_what_a_program_needs(run: Run, case: Path) -> None:
    data = json.loads(offline(run, str(case), "--format", "json").stdout)
    assert data["schema_version"] == 1
    assert {"subject", "body", "drafter", "attempts", "passed", "plan", "findings", "tokens"} <= set(data)
    assert (data["drafter"], data["attempts"], data["passed"], data["tokens"]) == ("offline", 1, True, 0)
    assert [part["id"] for part in data["plan"]][:2] == ["listen", "validate"]
    assert all(part["reason"] and part["sources"] for part in data["plan"])


def test_an_e_mail_opens_as_a_draft(run: Run, case: Path) -> None:
    result = offline(run, str(case), "--format", "eml", "--customer", "Zoë Ångström")
    message = email.message_from_bytes(result.stdout_bytes, policy=email.policy.default)
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == offline(run, str(case)).stdout.splitlines()[0].removeprefix("Subject: ")
    body = message.get_body()
    assert body is not None
    assert "Zoë Ångström" in body.get_content()
    assert all(len(line) < 100 for line in result.stdout_bytes.splitlines())


def test_markdown_shows_the_reply_as_it_is(run: Run, case: Path) -> None:
    result = offline(run, str(case), "--format", "markdown", "--sender-name", "*Ida* [Voss]")
    assert result.stdout.startswith("# ")
    assert "\\*Ida\\* \\[Voss\\]\\\nCustomer Service Manager" in result.stdout


def test_the_plan_is_explained_and_nothing_is_drafted(run: Run, case: Path) -> None:
    result = run("compose", str(case), "--explain")
    assert result.exit_code == 0
    assert "S0" in result.stdout
    assert "apologise" in result.stdout
    assert result.stderr == ""
    data = json.loads(run("compose", str(case), "--explain", "--format", "json").stdout)
    assert "apologise" in [part["id"] for part in data["plan"]]


def test_the_prompt_is_shown_and_nobody_is_asked(run: Run, case: Path, server: Any) -> None:
    result = run("compose", str(case), "--show-prompt", "--base-url", server.url)
    assert result.exit_code == 0
    assert result.stdout.startswith("## system\n")
    assert "The tracking says" in result.stdout
    assert "switched off in September" not in result.stdout
    assert server.requests == []
    data = json.loads(run("compose", str(case), "--show-prompt", "--format", "json").stdout)
    assert [message["role"] for message in data["messages"]] == ["system", "user"]


def test_output_is_whole_or_not_there(run: Run, case: Path, tmp_path: Path) -> None:
    result = offline(run, str(case), "--output", "reply.txt")
    assert result.exit_code == 0
    assert result.stdout == ""
    reply = tmp_path / "reply.txt"
    assert reply.read_text(encoding="utf-8").startswith("Subject: ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["parcel.yaml", "reply.txt"]


def test_output_keeps_a_file_s_mode_and_follows_its_link(run: Run, case: Path, tmp_path: Path) -> None:
    real = tmp_path / "real.txt"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o600)
    (tmp_path / "link.txt").symlink_to(real)
    offline(run, str(case), "--output", "link.txt")
    assert (tmp_path / "link.txt").is_symlink()
    assert real.read_text(encoding="utf-8").startswith("Subject: ")
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


def test_output_that_cannot_be_written_is_known_before_drafting(run: Run, case: Path, server: Any) -> None:
    arguments = ("--base-url", server.url, "--model", "small", "--output", "missing/reply.txt")
    result = run("compose", str(case), *arguments)
    assert result.exit_code == 2
    assert "error: missing/reply.txt: there is no folder" in result.stderr
    assert server.requests == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_an_error_of_ours(run: Run, case: Path) -> None:
    result = offline(run, str(case), "--output", "/dev/full")
    assert result.exit_code == 2
    assert "error: /dev/full: cannot be written: No space left on device" in result.stderr


def test_a_receipt_tells_a_phrasebook_of_ones_own(run: Run, case: Path, tmp_path: Path) -> None:
    (tmp_path / "mine" / "offline").mkdir(parents=True)
    (tmp_path / "mine" / "offline" / "apologise.j2").write_text("I am sorry for what we did.\n", "utf-8")
    offline(run, str(case), "--receipt", "r.jsonl")
    offline(run, str(case), "--receipt", "r.jsonl", "--prompts", "mine")
    lines = (tmp_path / "r.jsonl").read_text("utf-8").splitlines()
    shipped, own = (json.loads(line)["templates"] for line in lines)
    assert {path for path in shipped if shipped[path] != own[path]} == {"offline/apologise.j2"}


def test_a_receipt_is_appended(run: Run, case: Path, tmp_path: Path) -> None:
    for _ in range(2):
        offline(run, str(case), "--receipt", "receipts.jsonl")
    records = [json.loads(line) for line in (tmp_path / "receipts.jsonl").read_text("utf-8").splitlines()]
    assert [record["drafter"] for record in records] == ["offline", "offline"]
    assert records[0]["templates"] == records[1]["templates"] != {}


def test_prompts_of_your_own_replace_ours(run: Run, case: Path, tmp_path: Path) -> None:
    (tmp_path / "mine" / "model").mkdir(parents=True)
    (tmp_path / "mine" / "model" / "system.j2").write_text("Write like a pirate.", encoding="utf-8")
    result = run("compose", str(case), "--show-prompt", "--prompts", "mine")
    assert "Write like a pirate." in result.stdout
    (tmp_path / "mine" / "model" / "system.j2").write_text("{{ pirate }}", encoding="utf-8")
    broken = run("compose", str(case), "--show-prompt", "--prompts", "mine")
    assert broken.exit_code == 2
    assert "model/system.j2" in broken.stderr


def test_a_model_drafts_when_there_is_a_base_url(
    run: Run,
    case: Path,
    server: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server.answers = [GOOD]
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    monkeypatch.setenv("REPLYDRAFT_MODEL", "small")
    result = run("compose", str(case), "--format", "json")
    assert result.exit_code == 0, result.stderr
    data = json.loads(result.stdout)
    assert data["drafter"] == "model:small"
    assert data["tokens"] == 400
    assert GOOD["explain"] in data["body"]
    assert server.requests[0]["model"] == "small"
    assert server.keys == ["Bearer sk-very-secret"]
    assert result.stderr.startswith("drafter: model:small (a base URL is set)\n")
    assert "sk-very-secret" not in result.output


def test_findings_are_sent_back_and_said_on_standard_error(run: Run, case: Path, server: Any) -> None:
    server.answers = [BAD, GOOD]
    arguments = ("--base-url", server.url, "--model", "small", "--receipt", "r.jsonl", "--format", "json")
    result = run("compose", str(case), *arguments)
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["attempts"] == 2
    assert "attempt 1 (model:small): did not pass" in result.stderr
    assert "error deflection/" in result.stderr
    assert "attempt 2 (model:small): passed" in result.stderr
    assert "deflection/" in server.requests[1]["messages"][-1]["content"]


def test_when_no_draft_passes_the_offline_reply_steps_in(run: Run, case: Path, server: Any) -> None:
    server.answers = [BAD, BAD]
    arguments = ("--base-url", server.url, "--model", "small", "--max-attempts", "2", "--format", "json")
    result = run("compose", str(case), *arguments)
    assert result.exit_code == 0, result.stderr
    data = json.loads(result.stdout)
    assert (data["drafter"], data["outcome"]) == ("offline", "fallback")
    assert "the reply is the offline drafter's" in result.stderr


def test_without_a_fallback_the_best_draft_comes_with_code_1(run: Run, case: Path, server: Any) -> None:
    server.answers = [BAD]
    arguments = ("--base-url", server.url, "--model", "small", "--max-attempts", "1", "--no-fallback", "-q")
    result = run("compose", str(case), *arguments)
    assert result.exit_code == 1
    assert "our policy" in result.stdout
    assert "did not pass" in result.stderr
    assert "deflection/" in result.stderr


def test_a_server_that_is_not_there_is_an_error_without_a_fallback(run: Run, case: Path) -> None:
    arguments = ("--base-url", "http://127.0.0.1:9/v1", "--model", "small", "--timeout", "1")
    result = run("compose", str(case), *arguments, "--no-fallback")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "127.0.0.1:9" in result.stderr
    stepped_in = run("compose", str(case), *arguments)
    assert stepped_in.exit_code == 0, stepped_in.stderr
    assert "no draft: " in stepped_in.stderr


def test_a_model_needs_a_server_and_a_name(run: Run, case: Path) -> None:
    result = run("compose", str(case), "--drafter", "model")
    assert result.exit_code == 2
    assert "error: --drafter model needs a server: set OPENAI_API_KEY, or give --base-url" in result.stderr
    result = run("compose", str(case), "--base-url", "http://someone:secret@127.0.0.1:9/v1")
    assert "secret" not in result.output
    assert result.exit_code == 2
    assert "error: --model is needed with the server 127.0.0.1: name one" in result.stderr
    result = run("compose", str(case), "--base-url", "localhost", "--model", "small")
    assert result.exit_code == 2
    assert "'localhost' is no base URL" in result.stderr


def test_a_case_is_not_taken_from_the_environment(
    run: Run, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPLYDRAFT_CUSTOMER", "Somebody Else")
    monkeypatch.setenv("REPLYDRAFT_SEED", "4")
    assert "Somebody" not in offline(run, str(case)).stdout
    assert offline(run, str(case)).stdout == offline(run, str(case), "--seed", "4").stdout


def test_a_folder_that_may_not_be_written_is_told(run: Run, case: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write anywhere")
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    result = offline(run, str(case), "--output", "locked/reply.txt")
    assert result.exit_code == 2
    assert "permission denied" in result.stderr
