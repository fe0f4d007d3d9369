"""``hallway reference``: docs/reference, written from the code, so that it cannot say anything else than the code does."""

import argparse
from pathlib import Path

from hallway.config.environment import SECRETS, VARIABLES, Environment, clone

from .answers import Failed
from .database import set_up


def words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is not up to date")
    parser.add_argument("--to", metavar="DIR", type=Path, help="where to write (default docs/reference in the clone)")


def run(said: argparse.Namespace, environment: Environment) -> None:
    """Write the pages, or say which of them are old."""
    top = clone()
    folder = said.to or (top / "docs" / "reference" if top else None)
    if folder is None:
        raise Failed("There is no clone to write to; name a folder with --to.")
    set_up()
    old = []
    for name, text in pages().items():
        path = folder / name
        if path.is_file() and path.read_text() == text:
            continue
        old.append(name)
        if not said.check:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            print(f"wrote {path}")
    if said.check and old:
        raise Failed(f"docs/reference is not up to date ({', '.join(old)}); run `hallway reference`.")


def pages() -> dict[str, str]:
    """{file name: text} of every page."""
    made = "<!-- Written by `hallway reference` from the code; change it there. -->\n"
    return {
        "environment.md": made + _environment(),
        "commands.md": made + _commands(),
        "events.md": made + _events(),
        "recurring.md": made + _recurring(),
    }


def _environment() -> str:
    rows = "".join(
        f"| `{name}`{' (or `' + name + '_FILE`)' if name in SECRETS else ''} | {_cell(meaning)} |\n"
        for name, meaning in VARIABLES
    )
    return (
        "# Environment\n\nEverything an administrator can say. A name that is not here, or a value that makes no sense, is refused with a\n"
        "sentence. `…_FILE` names a file whose one line is the secret.\n\n| variable | meaning |\n|---|---|\n" + rows
    )


def _commands() -> str:
    from .main import COMMANDS, parser

    top = parser()
    choices = next(a for a in top._actions if isinstance(a, argparse._SubParsersAction)).choices
    text = "# The command `hallway`\n\nExit codes: 0 done · 1 the thing asked for failed, with one sentence on standard error · "
    text += "2 wrong words · 75 try again.\n"
    for name in COMMANDS:
        text += _command(f"hallway {name}", choices[name])
    return text


def _command(title: str, words: argparse.ArgumentParser, meaning: str = "") -> str:
    nested = [a for a in words._actions if isinstance(a, argparse._SubParsersAction)]
    if nested:
        about = {choice.dest: choice.help for choice in nested[0]._choices_actions}
        return "".join(
            _command(f"{title} {name}", inner, _sentence(about.get(name))) for name, inner in nested[0].choices.items()
        )
    shown = [a for a in words._actions if a.help != argparse.SUPPRESS and not isinstance(a, argparse._HelpAction)]
    text = f"\n## {title}\n\n"
    if meaning or words.description:
        text += f"{meaning or words.description}\n\n"
    for action in shown:
        name = ", ".join(f"`{option}`" for option in action.option_strings) or f"`{action.metavar or action.dest}`"
        if action.option_strings and action.nargs != 0:
            name += f" `{action.metavar or '|'.join(map(str, action.choices or [action.dest.upper()]))}`"
        text += f"- {name}: {action.help}\n"
    return text if shown else text.rstrip("\n") + "\n"


def _events() -> str:
    from django.utils import translation

    from hallway.history.kinds import KINDS

    text = "# What can happen\n\nOne line a kind, declared in the app's `events.py`. “Leaves”: may be told to other systems. "
    text += "“Personal”: blanked by erasure.\n\n"
    text += "| kind | sentence | who is told | mail | leaves | personal |\n|---|---|---|---|---|---|\n"
    with translation.override("en"):
        for kind in sorted(KINDS.values(), key=lambda kind: kind.name):
            text += (
                f"| `{kind.name}` | {_cell(kind.sentence)} | {', '.join(map(str, kind.tell))} | {kind.mail if kind.tell else ''} "
                f"| {'yes' if kind.leaves else ''} | {', '.join(kind.personal)} |\n"
            )
    return text


def _recurring() -> str:
    from hallway.config import upkeep
    from hallway.config.clock import PULSES, RECURRING, WATCHES

    text = "# Recurring work\n\nDone by `hallway work`, by as many workers as there are; nothing is done twice.\n\n"
    text += "| name | when | what |\n|---|---|---|\n"
    for name, seconds, path in PULSES:
        text += f"| {name} | every {seconds} s, at once when there is more | `{path}` |\n"
    for name, path in WATCHES:
        text += f"| {name} | all the time | `{path}` |\n"
    for name, cron, path in RECURRING:
        text += f"| {name} | `{cron}` UTC | `{path}` |\n"
    for task, cron in upkeep.CALENDAR:
        text += f"| {task.name.removeprefix('hallway.').replace('_', ' ')} | `{cron}` UTC | `{upkeep.__name__}.{task.func.__name__}` |\n"
    return text


def _sentence(text: str | None) -> str:
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _cell(text: object) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ")
