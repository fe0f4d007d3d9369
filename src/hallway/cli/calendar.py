"""``hallway calendar …``: how somebody's calendar file is read. The body is diary/commands.py."""

import argparse
from datetime import date
from zoneinfo import ZoneInfo

from hallway.config.environment import Environment


def words(parser: argparse.ArgumentParser) -> None:
    doing = parser.add_subparsers(dest="doing", metavar="explain", required=True)
    explain = doing.add_parser("explain", help="say when somebody is busy by a calendar file, storing nothing")
    explain.add_argument("file", metavar="FILE", help="an .ics file, or - for standard input")
    explain.add_argument(
        "--from", dest="first", metavar="D", type=_day, required=True, help="the first day, like 2026-05-04"
    )
    explain.add_argument(
        "--to", dest="last", metavar="D", type=_day, required=True, help="the last day, itself included"
    )
    explain.add_argument(
        "--zone",
        metavar="ZONE",
        type=_zone,
        default="UTC",
        help="the owner's time zone, for what names none, and for the days (default UTC)",
    )
    explain.add_argument(
        "--owner",
        metavar="ADDRESS",
        action="append",
        default=[],
        help="the owner's mail address, for what they declined",
    )


def run(said: argparse.Namespace, environment: Environment) -> int:
    """Gives the exit code: 0 explained, 1 when the file cannot be opened."""
    from hallway.diary import commands

    return commands.explain(said.file, said.first, said.last, said.zone, [each.strip().lower() for each in said.owner])


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no day like 2026-05-04") from error
    if not 1900 < found.year < 2200:
        raise argparse.ArgumentTypeError(f"{text} is too far away")
    return found


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ValueError, OSError, KeyError) as error:
        raise argparse.ArgumentTypeError(f"{text} is no time zone like America/Chicago") from error
