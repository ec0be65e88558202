"""Lays a draft out for its channel: greeting, paragraphs, signature, subject."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from replydraft.case import Case
from replydraft.draft import Draft, Reply
from replydraft.errors import Problem, PromptError
from replydraft.principles import load_principles
from replydraft.templates import Templates
from replydraft.wording import calendar_day, load_words

CHANNELS = "channels/channels.yaml"
SUBJECT = "channels/subject.j2"

_SPACE = re.compile(r"\s+")
# What shows in a greeting or a subject line comes from a help desk's fields, which the customer fills in.
_IN_NAMES = frozenset(" .,'’‘`´\"“”-‐‑–—&/()·•*!?#@_+")
_KINDS_IN_NAMES = frozenset({"So", "Sk", "Cf"})
_LONGEST_NAME = 100
_LONGEST_REFERENCE = 60
_LONE_NUMBER = 20
_LINK = re.compile(r"://|\bwww\.|\w\.\w{2,}/", re.IGNORECASE)
_BLANK_LINES = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ChannelLayout(_Frozen):
    """What one channel asks of a reply."""

    template: str
    subject: bool
    references: bool
    name: Literal["formal", "familiar"]
    paragraphs: Literal["groups", "one"]
    max_characters: int = Field(gt=0)
    """The longest body that fits, greeting and signature included."""
    max_sentences: int = Field(ge=0)
    """About how many sentences suit the channel; 0 for no limit."""
    join_under: int = Field(ge=0)
    """An account of fewer characters joins the paragraph before it: one short line is no paragraph."""
    break_over: int = Field(ge=0)
    """A paragraph of more characters is broken before the parts that may start one; 0 for never."""
    short: bool
    """Whether short wordings suit the channel."""


class Channels(_Frozen):
    """The whole of channels.yaml."""

    channels: Mapping[str, ChannelLayout]
    break_before: frozenset[str]
    """Parts that may start a paragraph of their own."""
    leave_out: tuple[str, ...]
    """Which parts the phrasebook leaves out first where a channel is too short for all."""
    titles: Mapping[str, str]
    first_name_titles: frozenset[str]
    particles: frozenset[str]
    post_nominals: frozenset[str]
    whole: frozenset[str]


def load_channels(*, templates: Templates) -> Channels:
    """Read channels/channels.yaml. Raises PromptError if it is malformed."""
    return _channels(templates.source(CHANNELS))


@lru_cache(maxsize=8)
def _channels(source: str) -> Channels:
    try:
        return Channels.model_validate(yaml.load(source, yaml.CSafeLoader))
    except yaml.YAMLError as error:
        raise PromptError(f"{CHANNELS} is not valid YAML: {error}") from error
    except ValidationError as error:
        issues = [
            Problem(message=issue["msg"], field=".".join(map(str, issue["loc"]))) for issue in error.errors()
        ]
        raise PromptError(
            "\n".join([f"{CHANNELS} is malformed:", *(f"  {issue}" for issue in issues)])
        ) from error


def lay_out(draft: Draft, case: Case, *, templates: Templates) -> Reply:
    """Return the reply that the customer would read.

    Every name in the greeting and the signature comes from the case, so a draft cannot get one wrong.
    Raises PromptError if a layout is malformed.
    """
    channels = load_channels(templates=templates)
    channel = channels.channels[case.channel]
    context = _context(draft, case, channels=channels, templates=templates)
    body = templates.render(channel.template, **context)
    subject = templates.render(SUBJECT, **context) if channel.subject else ""
    return Reply(subject=_SPACE.sub(" ", subject).strip(), body=_BLANK_LINES.sub("\n\n", body).strip())


def _context(draft: Draft, case: Case, *, channels: Channels, templates: Templates) -> dict[str, object]:
    channel = channels.channels[case.channel]
    sender = case.sender
    last_line = ", ".join(_flat(text) for text in (sender.role, sender.company) if text)
    signed = [text for text in (_flat(sender.name), last_line) if text]
    date = ""
    if case.today:
        date = calendar_day(case.today, words=load_words(templates=templates), weekday=False)
    return {
        "kind": case.kind,
        "fault": case.fault,
        "severity": case.severity,
        "name": greeted(case.customer.name, formal=channel.name == "formal", channels=channels),
        "paragraphs": paragraphs(draft, channel=channel, channels=channels, templates=templates),
        "signed": signed,
        "sender_name": _flat(sender.name),
        "company": _flat(sender.company),
        "references": [
            text for text in map(_flat, case.references) if channel.references and is_number(text)
        ],
        "date": date,
    }


def paragraphs(
    draft: Draft, *, channel: ChannelLayout, channels: Channels, templates: Templates
) -> tuple[str, ...]:
    """Return the draft's text in paragraphs: neighbouring parts of one group share one."""
    said = [(part.principle, part.text.strip()) for part in draft if part.text.strip()]
    if channel.paragraphs == "one":
        return (" ".join(_flat(text) for _, text in said),) if said else ()
    principles = load_principles(override=templates.override)
    groups = {principle.id: principle.group for principle in principles.parts}
    account = sum(len(text) for principle, text in said if groups.get(principle) == "account")
    joined = {"account"} if account < channel.join_under else set()
    result: list[str] = []
    before: str | None = None
    for principle, text in said:
        group = groups.get(principle, principle)
        broken = principle in channels.break_before and 0 < channel.break_over < len(
            result[-1] if result else ""
        )
        if result and not broken and (group == before or group in joined):
            result[-1] = f"{result[-1]} {text}"
        else:
            result.append(text)
        before = group
    return tuple(_BLANK_LINES.sub("\n\n", text) for text in result)


def greeted(name: str | None, *, formal: bool, channels: Channels) -> str:
    """Return the name for a greeting, or an empty text if there is none.

    "Mrs Anjali Kulkarni" is greeted as "Mrs Kulkarni"; a name without a title as it was given, or by
    its first part where the channel is familiar. What holds more than a name is no greeting.
    """
    given = _in_order(_flat(name))
    if not is_name(given):
        return ""
    pieces = given.split()
    bare = [piece.casefold().strip(".,") for piece in pieces]
    while len(pieces) > 1 and bare[-1] in channels.post_nominals:
        pieces.pop()
        bare.pop()
        pieces[-1] = pieces[-1].rstrip(",")
    if not pieces or channels.whole & set(bare):
        return given
    title = channels.titles.get(bare[0])
    if title and len(pieces) > 1:
        first_name = bare[0] in channels.first_name_titles
        rest = pieces[1] if first_name else _surname(pieces[1:], particles=channels.particles)
        return f"{title} {rest}"
    # "Tomasz W." is a first name with an initial: nobody is greeted by an initial.
    while len(pieces) > 1 and re.fullmatch(r"\w\.?", pieces[-1]):
        pieces.pop()
    return " ".join(pieces) if formal or len(bare[0]) < 2 else pieces[0]


def is_name(text: str) -> bool:
    """Return whether a text can be a name: letters, digits, pictures, some punctuation, and no link."""
    return len(text) <= _LONGEST_NAME and not _LINK.search(text) and all(map(_is_in_names, text))


def _is_in_names(char: str) -> bool:
    return (
        char.isalnum()
        or char in _IN_NAMES
        or unicodedata.category(char) in _KINDS_IN_NAMES
        or bool(unicodedata.category(char).startswith("M"))
    )


def is_number(text: str) -> bool:
    """Return whether a text can be an order or ticket number: one short word, or with a digit; no link."""
    short = any(map(str.isdigit, text)) or (" " not in text and len(text) <= _LONE_NUMBER)
    return short and len(text) <= _LONGEST_REFERENCE and not _LINK.search(text)


def _surname(pieces: list[str], *, particles: frozenset[str]) -> str:
    start = next(
        (index for index, piece in enumerate(pieces) if piece.casefold() in particles), len(pieces) - 1
    )
    return " ".join(pieces[start:])


def _in_order(name: str) -> str:
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and "," not in first and " " not in last else name


def _flat(text: str | None) -> str:
    return _SPACE.sub(" ", text or "").strip()
