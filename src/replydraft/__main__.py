"""Runs the command line: `python -m replydraft`."""

from replydraft.cli import main

if __name__ == "__main__":
    main(prog_name="replydraft")
