"""The guardrail as a pydantic type: a text field that takes no faulty reply."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from replydraft.case import Case
from replydraft.guardrail.check import Guardrail, default_guardrail
from replydraft.guardrail.known import Profile
from replydraft.guardrail.report import SEVERITIES, Finding, Severity


@dataclass(frozen=True, kw_only=True)
class Guarded:
    """Put it on a text field: `reply: Annotated[str, Guarded()]`.

    Validation raises one error for each finding: its type is the rule's id, its context holds start,
    end, quote, severity, why and instead. The case comes through the validation context, as the
    context itself or under the key "case": `Answer.model_validate(data, context={"case": case})`.
    """

    guardrail: Guardrail | None = None
    """Your own guardrail; the built-in rules without one."""
    severity: Severity = "error"
    """The least severity that fails validation."""
    profile: Profile = "reply"
    needs_case: bool = False
    """True: validation without a case in the context fails, so that none is forgotten."""

    def __get_pydantic_core_schema__(self, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the text after the field's own validation."""
        return core_schema.with_info_after_validator_function(self._validated, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Tell whoever fills the field, such as a model, what it must not say."""
        packs = (self.guardrail or default_guardrail()).packs
        categories = ", ".join(sorted({rule.category for rule in packs.rules}))
        field = handler(schema)
        refusal = f"Checked before it is taken; refused for: {categories}."
        field["description"] = " ".join(filter(None, (field.get("description"), refusal)))
        return field

    def _validated(self, text: str, info: ValidationInfo) -> str:
        report = (self.guardrail or default_guardrail()).check(
            text, case=self._case(info.context), profile=self.profile
        )
        failing = SEVERITIES[: SEVERITIES.index(self.severity) + 1]
        errors = [_error(finding, text) for finding in report if finding.severity in failing]
        if errors:
            raise ValidationError.from_exception_data("Guarded", errors)
        return text

    def _case(self, context: object) -> Case | None:
        given = context.get("case") if isinstance(context, Mapping) else context
        if isinstance(given, Case):
            return given
        if self.needs_case:
            message = "no case in the validation context; pass context={{'case': case}}"
            raise PydanticCustomError("case_missing", message)
        if isinstance(context, Mapping) and given is not None:
            message = "what the validation context has under 'case' is a {kind} and no Case"
            raise PydanticCustomError("case_malformed", message, {"kind": type(given).__name__})
        return None


def _error(finding: Finding, text: str) -> InitErrorDetails:
    context = {
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "severity": finding.severity,
        "why": finding.why,
        "instead": finding.instead,
    }
    message = "{quote}: {why} Instead: {instead}" if finding.quote else "{why} Instead: {instead}"
    error = PydanticCustomError(finding.rule, message, context)
    return InitErrorDetails(type=error, loc=(), input=text)
