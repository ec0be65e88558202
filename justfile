# What CI runs, in pieces. `just` alone runs lint and tests.

default: lint test

# Everything is installed from the lock file.
setup:
    uv sync --locked

lint:
    uv run ruff check
    uv run ruff format --check
    uv run mypy
    uv run lint-imports

test *ARGS:
    uv run pytest {{ARGS}}

# The suite that talks to a real llama.cpp server.
test-llm:
    uv run pytest -m llm

# Write what is generated: help texts, rule reference, principles.
docs:
    uv run python scripts/update_docs.py

bench:
    uv run python benchmarks/startup.py
    uv run python benchmarks/compose_overhead.py
    uv run python benchmarks/check_throughput.py
