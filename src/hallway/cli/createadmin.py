"""``hallway createadmin``: make an administrator, the first one or another."""

import argparse
import getpass
import sys

from hallway.config.environment import Environment

from .answers import Failed
from .database import database


def words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", help="the address to sign in with")
    parser.add_argument("--name", help="full name (asked for when left out)")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from the first line of input")


def run(said: argparse.Namespace, environment: Environment) -> None:
    """Somebody who is a member already keeps everything and becomes an administrator as well."""
    with database(environment):
        from django.contrib.auth.password_validation import validate_password
        from django.core.exceptions import ValidationError
        from django.core.validators import validate_email

        from hallway.people.models import Member

        try:
            email = said.email.strip().lower()
            validate_email(email)
            known = Member.objects.filter(email=email).first()
            name = said.name or (known.name if known else _ask("Full name: "))
            password = _password(said.password_stdin, optional=known is not None)
            if known is None and not password:
                raise Failed("A new administrator needs a password.")
            if password:
                validate_password(password, known or Member(email=email, name=name))
            make_admin(known, email, name, password)
        except ValidationError as told:
            raise Failed(" ".join(told.messages)) from None
        print(f"{name} ({email}) is an administrator.")


def make_admin(known, email: str, name: str, password: str) -> None:
    """All of it or nothing; ``known``: the member who has this address, or None."""
    from django.db import transaction

    from hallway.core.verb import HALLWAY
    from hallway.people.models import Member, Post

    with transaction.atomic():
        if known is None:
            known = Member.add(by=HALLWAY, email=email, name=name, password=password)
        else:
            known.reactivate(by=HALLWAY)
            if password:
                known.set_password(password)
                known.save(update_fields=["password"])
        Post.add(by=HALLWAY, member=known, role="admin", campus=None)


def _password(from_input: bool, optional: bool) -> str:
    if from_input:  # a pipe, so that no password stands in the words that every account may read
        return sys.stdin.readline().rstrip("\n")
    if not sys.stdin.isatty():
        raise Failed("There is no terminal to ask for a password; use --password-stdin.")
    asked = "Password (empty: keep the present one): " if optional else "Password: "
    first = getpass.getpass(asked)
    if first and first != getpass.getpass("Once more: "):
        raise Failed("The two passwords differ; nothing was changed.")
    return first


def _ask(question: str) -> str:
    if not sys.stdin.isatty():
        raise Failed("There is no terminal to ask for the name; use --name.")
    return input(question).strip()
