"""``hallway mail …``: what a mail server, a clock or an administrator does with mail. The bodies are inbox/commands.py."""

import argparse

from hallway.config.environment import Environment

from .answers import TRY_AGAIN
from .database import database


def words(parser: argparse.ArgumentParser) -> None:
    doing = parser.add_subparsers(dest="doing", metavar="take|explain|reread|fetch", required=True)
    take = doing.add_parser("take", help="keep and read mails from files, folders or standard input")
    take.add_argument("paths", metavar="PATH", nargs="+", help="a file, a Maildir, an mbox, or - for standard input")
    take.add_argument("--keep-only", action="store_true", help="keep them and leave the reading to the worker")
    take.set_defaults(trouble=TRY_AGAIN)  # whatever keeps us from keeping it, the mail server must hold on to the mail
    explain = doing.add_parser("explain", help="say how mails are read, storing nothing")
    explain.add_argument("files", metavar="FILE", nargs="+", help="a file with one mail, or - for standard input")
    reread = doing.add_parser("reread", help="read kept mails again")
    reread.add_argument("ids", metavar="ID", nargs="+", help="the number of a kept mail")
    doing.add_parser("fetch", help="look once into the configured mailboxes")


def run(said: argparse.Namespace, environment: Environment) -> int:
    """Gives the exit code: 0 done, 1 not, 75 the mail could not be kept."""
    from hallway.inbox import commands

    if said.doing == "explain":
        return commands.explain(said.files)
    with database(environment):
        if said.doing == "take":
            return commands.take(said.paths, keep_only=said.keep_only)
        return commands.reread(said.ids) if said.doing == "reread" else commands.fetch()
