"""What every test gets: no network but loopback (pytest-socket), no colour, no settings from outside."""

import os

import pytest


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a developer's key, model or terminal from changing what a test sees."""
    for name in [name for name in os.environ if name.startswith(("OPENAI_", "REPLYDRAFT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
