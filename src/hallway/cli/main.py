"""The command ``hallway``: words in, one of the exit codes 0, 1, 2 or 75 out, never a traceback for bad input."""

import argparse
import importlib
import os
import sys
from importlib.metadata import version

from hallway.config.environment import read_environment
from hallway.core.postgres import CannotServe

from .answers import DONE, FAILED, TRY_AGAIN, Failed

# One module a command, imported only when it is asked for, so that a mail server's many short calls start quickly.
COMMANDS = {
    "up": "run everything on this machine: database, web, worker",
    "web": "run one web process",
    "work": "run one worker process",
    "demo": "run a believable demo district",
    "migrate": "bring the database up to date",
    "createadmin": "make the first administrator, or another one",
    "mail": "take, explain, read again or fetch mail",
    "calendar": "explain how somebody's calendar file is read",
    "check": "tell whether this installation is healthy",
    "verify": "tell whether the data is whole",
    "backup": "write database and files into a folder",
    "restore": "bring a backup back",
    "reference": "write docs/reference from the code",
}


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """The words of every command, or of ``only`` one of them (the others' modules stay unread)."""
    top = argparse.ArgumentParser(
        prog="hallway", description="Where a school's teachers and its technology people meet."
    )
    top.add_argument("--version", action="version", version=f"hallway {version('hallway')}")
    commands = top.add_subparsers(dest="command", metavar="command", required=True)
    for name, meaning in COMMANDS.items():
        words = commands.add_parser(name, help=meaning, description=meaning[0].upper() + meaning[1:] + ".")
        if only is None or name == only:
            module = importlib.import_module(f"hallway.cli.{name}")
            module.words(words)
            words.set_defaults(run=module.run)
    return top


def main(words: list[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    words = sys.argv[1:] if words is None else words
    said = parser(next((word for word in words if not word.startswith("-")), "")).parse_args(words)
    trouble = getattr(said, "trouble", FAILED)  # a mail server must try again whatever the trouble was
    try:
        return said.run(said, read_environment(os.environ)) or DONE
    except Failed as told:
        return _say(told, max(told.code, trouble))
    except (CannotServe, ValueError) as told:
        return _say(told, trouble)
    except KeyboardInterrupt:
        return _say("Stopped.", FAILED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as problem:
        if _is_database_away(problem):
            return _say("The database does not answer; try again in a moment.", TRY_AGAIN)
        if trouble == TRY_AGAIN:
            return _say(f"Something broke inside Hallway ({type(problem).__name__}); try again.", TRY_AGAIN)
        raise


def _is_database_away(problem: Exception) -> bool:
    kind = type(problem)
    away = ("OperationalError", "InterfaceError", "ConnectionTimeout", "AdminShutdown")
    return kind.__module__ in ("django.db.utils", "psycopg", "psycopg.errors") and kind.__name__ in away


def _say(sentence: object, code: int) -> int:
    text = " ".join(str(sentence).split())
    print(f"hallway: {text}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
