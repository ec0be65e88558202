"""Writes a composed reply as text, JSON, Markdown or an e-mail that opens as a draft."""

import json
import re
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from replydraft.composition import Composition
from replydraft.plan import Plan

SCHEMA_VERSION = 1

_MARKDOWN = re.compile(r"[\\`*_\[\]<>#|~]|&(?=#?\w+;)")
# What would begin a list, a rule or a heading, and the spaces that would begin a block of code.
_MARKDOWN_START = re.compile(r"^[ \t]*(?:([-+=])|(\d+)([.)]))?", re.MULTILINE)


def as_text(composition: Composition) -> str:
    """Return the reply as it is read, its subject first where the channel has one."""
    reply = composition.reply
    return f"Subject: {reply.subject}\n\n{reply.body}\n" if reply.subject else f"{reply.body}\n"


def as_markdown(composition: Composition) -> str:
    """Return the reply as CommonMark, with each line kept and nothing in it taken for markup."""
    reply = composition.reply
    paragraphs = re.split(r"\n{2,}", _escaped(reply.body))
    body = "\n\n".join("\\\n".join(paragraph.split("\n")) for paragraph in paragraphs)
    return f"# {_escaped(reply.subject)}\n\n{body}\n" if reply.subject else f"{body}\n"


def as_eml(composition: Composition) -> str:
    """Return the reply as an e-mail without addresses, which mail programs open as a draft."""
    message = EmailMessage(policy=SMTP)
    if composition.reply.subject:
        message["Subject"] = composition.reply.subject
    message["X-Unsent"] = "1"
    message.set_content(composition.reply.body, charset="utf-8", cte="quoted-printable")
    return message.as_bytes().decode("ascii")


def as_json(composition: Composition) -> str:
    """Return the reply and what was found in it, with the version of this layout."""
    reply, report = composition.reply, composition.report
    return json_text(
        {
            "subject": reply.subject,
            "body": reply.body,
            "drafter": composition.drafter,
            "attempts": len(composition.attempts),
            "passed": composition.passed,
            "outcome": composition.outcome,
            "plan": plan_data(composition.plan),
            "findings": [finding.as_dict() for finding in report.findings],
            "rules": report.rules,
            "tokens": composition.tokens,
        }
    )


FORMATS: Mapping[str, Callable[[Composition], str]] = {
    "text": as_text,
    "json": as_json,
    "markdown": as_markdown,
    "eml": as_eml,
}


def plan_data(plan: Plan) -> list[dict[str, Any]]:
    """Return the parts of a plan as JSON-ready data."""
    return [
        {
            "id": part.id,
            "title": part.title,
            "form": part.form,
            "reason": part.reason,
            "sources": part.sources,
        }
        for part in plan.parts
    ]


def json_text(data: Mapping[str, Any]) -> str:
    """Return JSON with the schema version in front."""
    return json.dumps({"schema_version": SCHEMA_VERSION, **data}, indent=2, ensure_ascii=False) + "\n"


def _escaped(text: str) -> str:
    text = _MARKDOWN.sub(r"\\\g<0>", text)
    return _MARKDOWN_START.sub(
        lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}" if found[2] else "", text
    )
