"""Evaluation: the guardrail's judgement against people's labels."""
