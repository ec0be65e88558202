"""The guardrail: a pure judgement of a reply, without a model, a network or a clock."""

from replydraft.guardrail.check import Guardrail, check
from replydraft.guardrail.report import Finding, Report

__all__ = ["Finding", "Guardrail", "Report", "check"]
