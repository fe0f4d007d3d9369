"""``hallway check``: a doctor for the installation. Every line is a finding, every problem a sentence that says what to do.

A hint is something that a new installation has yet to be told and that harms nobody so far: it does not change the exit code.
"""

import argparse
import smtplib
import time
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from hallway.config.environment import SECRET_KEY_FILE, Environment
from hallway.core import backup
from hallway.core.locked import CannotOpen
from hallway.core.mailservers import LOOPBACK, MailProvider
from hallway.core.postgres.install import MAJOR

from .answers import Failed
from .database import database, pending

TIMEOUT = 10
SKEW = 30  # seconds that two clocks may differ
OLDEST = 15  # of PostgreSQL
YEAR_ENDS = 60  # days before a school year's end


class Hint(str):
    """Not a problem yet: nothing is broken, nobody waits."""


class Note(str):
    """Nothing to mend: something the administrator may want to copy."""


def words(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(said: argparse.Namespace, environment: Environment) -> None:
    """Print what was looked at; exit 1 when something is wrong."""
    problems = hints = 0
    with database(environment, migrated=False):
        for name, look in CHECKS:
            found = list(look(environment))
            if all(isinstance(sentence, Note) for sentence in found):
                print(f"ok       {name}")
            for sentence in found:
                if isinstance(sentence, Note):
                    print(f"         {sentence}")
                    continue
                hint = isinstance(sentence, Hint)
                hints, problems = hints + hint, problems + (not hint)
                print(f"{'hint   ' if hint else 'PROBLEM'}  {name}: {sentence}")
    if problems:
        raise Failed(f"{problems} {'thing needs' if problems == 1 else 'things need'} attention; see above.")
    print("Nothing is wrong." if not hints else "Nothing is wrong; the hints above can wait until you are ready.")


def secrets(environment: Environment) -> Iterator[str]:
    if not environment.secret_key:
        yield "There is no HALLWAY_SECRET_KEY; `hallway up` makes one, `hallway web` needs it."
    kept = environment.data / SECRET_KEY_FILE
    if kept.is_file() and kept.stat().st_mode & 0o077:
        yield f"{kept} can be read by other accounts; run: chmod 600 {kept}"
    if environment.demo:
        yield "HALLWAY_DEMO is on: anybody who reaches this address can sign in as anybody."


def the_database(environment: Environment) -> Iterator[str]:
    from django.db import connection

    with connection.cursor() as ask:
        ask.execute(
            "SELECT current_setting('server_version_num')::int / 10000, pg_is_in_recovery(), current_setting('fsync')"
        )
        major, copy, fsync = ask.fetchone()
        if major < OLDEST:
            yield f"The server is PostgreSQL {major}; Hallway needs {OLDEST} or newer."
        if copy:
            yield "The server is a read-only copy; name the primary in HALLWAY_DATABASE_URL."
        if fsync != "on":
            yield "fsync is off: a power cut may take everything. Switch it on in postgresql.conf."
    if missing := pending():
        yield f"{len(missing)} migrations are missing; run `hallway migrate`."


def clock(environment: Environment) -> Iterator[str]:
    from django.db import connection

    with connection.cursor() as ask:
        ask.execute("SELECT extract(epoch FROM clock_timestamp())")
        apart = abs(float(ask.fetchone()[0]) - time.time())
    if apart > SKEW:
        yield f"This machine's clock and the database's differ by {int(apart)} seconds; let both follow a time server."


def worker(environment: Environment) -> Iterator[str]:
    from hallway.config.clock import PULSES
    from hallway.config.health import PATIENCE, heartbeat

    beat = heartbeat()
    if beat is None or beat["age"] > PATIENCE:
        yield "No worker runs; start `hallway up` or `hallway work`."
        return
    for name, seconds, _ in PULSES:
        silent = time.time() - beat["pulses"].get(name, beat["since"])
        if silent > max(300, 10 * seconds):
            yield f"The worker's part “{name}” has not succeeded for {int(silent // 60)} minutes; its log says why."


def waiting(environment: Environment) -> Iterator[str]:
    from .verify import happenings

    found = list(happenings())
    if found:
        yield f"{len(found)} happenings or mails wait longer than they should; `hallway verify` names them."


def mail_out(environment: Environment) -> Iterator[str]:
    from hallway.delivery import reasons
    from hallway.delivery.models import STILL_HERE, MailTrouble, OutgoingMail
    from hallway.delivery.posting import Smtp
    from hallway.delivery.sending import mail_server

    try:
        server = mail_server()
    except CannotOpen as told:
        yield str(told)
        return
    if server is None:
        waiting = OutgoingMail.objects.filter(STILL_HERE).count()
        if waiting:
            yield f"No mail server is named and {waiting} mails wait for one; set HALLWAY_MAIL_OUT."
        else:
            yield Hint(
                "No mail server is named yet, so no mail will leave; the first run asks, or set HALLWAY_MAIL_OUT."
            )
        return
    if not environment.mail_address:
        yield "HALLWAY_MAIL_ADDRESS is not set, so nobody can answer Hallway's mails."
    for row in MailTrouble.objects.now():
        sentence = f"{row.words} ({row.why}), since {row.since:%Y-%m-%d %H:%M} UTC."
        yield Hint(sentence) if row.what == "secret" else sentence
    if isinstance(server, MailProvider):
        if not server.reports:
            yield Hint(
                f"{server.name} takes our mail, but may not report what becomes of it; see docs/admin/mail-out.md."
            )
        return
    link = Smtp(server)
    try:
        link.open()
    except (OSError, smtplib.SMTPException) as problem:
        yield f"{server.host}:{server.port} does not take mail: {reasons.of(problem)}"
    finally:
        link.close()


def signing(environment: Environment) -> Iterator[str]:
    signer = environment.dkim
    if signer is None:
        return
    if not signer.works():
        yield "HALLWAY_DKIM_KEY does not sign what its public half confirms; make a new key."
    home = environment.mail_address.rpartition("@")[2].lower()
    if home and not f".{home}".endswith(f".{signer.domain}"):
        yield f"Mail comes from {home} and is signed for {signer.domain}; receivers that ask for both to match will not count it."
    yield Note(f"publish in DNS: {signer.name} TXT {signer.record}")


def mail_in(environment: Environment) -> Iterator[str]:
    yield from _who_mail_is_from()
    from hallway.inbox.checking import trouble

    for sentence, urgent in trouble(TIMEOUT):
        yield sentence if urgent else Hint(sentence)


def _who_mail_is_from() -> Iterator[str]:
    """Mail comes in, and nobody said which server checks who wrote it; or its name never stands in the mail."""
    from hallway.inbox.models import Gate, Mail

    said = Gate.get().receivers.split()
    last = Mail.objects.filter(reading__isnull=False).order_by("-id").values_list("reading__proof", flat=True)[:100]
    proofs = [{line["by"] for line in proof or ()} for proof in last]
    if proofs and not said:
        yield Hint(
            "No receiving mail server is trusted, so whoever writes a colleague's name into a mail is taken for them as far "
            "as their own requests go (Settings, Who mail is from)."
        )
    elif said and len(proofs) >= 10 and not any(set(said) & hosts for hosts in proofs):
        yield Hint(
            f"None of the last {len(proofs)} mails was checked by {' or '.join(said)}; is the name right (Settings, Who mail is from)?"
        )


def disk(environment: Environment) -> Iterator[str]:
    from hallway.config.health import problems

    for code, sentence in problems():
        if code == "disk":
            yield sentence


def address(environment: Environment) -> Iterator[str]:
    said = urlsplit(environment.url)
    if said.scheme == "https":
        if environment.bind[0] in LOOPBACK and not environment.trusted_proxies:
            yield "A proxy stands in front, but HALLWAY_TRUSTED_PROXIES is empty, so every visitor looks like the proxy."
    elif said.hostname not in LOOPBACK:
        yield f"{environment.url} is not encrypted; put TLS in front and write https:// in HALLWAY_URL (docs/admin)."
    elif environment.bind[0] not in LOOPBACK:
        yield "Others can reach this Hallway without encryption; set HALLWAY_URL to the https:// address people use."


def backups(environment: Environment) -> Iterator[str]:
    from hallway.people.models import District

    folder = environment.data / "backups"
    last = backup.newest(folder, "nightly-*")
    began = District.objects.values_list("set_up", flat=True).first()
    if last is None and began and time.time() - began.timestamp() > 2 * 24 * 3600:
        yield f"There is no nightly backup in {folder}; is a worker running at night?"
    elif last is not None and time.time() - last.stat().st_mtime > 2 * 24 * 3600:
        yield f"The newest nightly backup, {last.name}, is more than two days old."
    for old in sorted(environment.data.glob("postgres-[0-9][0-9]")):
        if old.name < f"postgres-{MAJOR}" and (environment.data / f"postgres-{MAJOR}").is_dir():
            yield f"{old} is the database from before the last upgrade; when all is well, delete that folder."


def school_year(environment: Environment) -> Iterator[str]:
    from hallway.core.now import now
    from hallway.schooltime.models import Year

    today, last = now().date(), {}
    for year in Year.objects.select_related("campus").order_by("last"):
        last[year.campus_id] = year
    for year in last.values():
        if today <= year.last <= today + timedelta(days=YEAR_ENDS):
            place = year.campus or "the district"
            yield Hint(
                f"The school year {year.label} of {place} ends on {year.last} and none follows; until one is made "
                "(Settings, School year), every weekday counts all summer."
            )


def _reason(problem: Exception) -> str:
    """One line, without what the server may have repeated of a password."""
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror.lower()
    return {
        "SMTPAuthenticationError": "it refuses the name or password",
        "error": "it refuses the name or password",
    }.get(type(problem).__name__, type(problem).__name__)


CHECKS = (
    ("secrets", secrets),
    ("database", the_database),
    ("clock", clock),
    ("worker", worker),
    ("waiting work", waiting),
    ("mail out", mail_out),
    ("mail signature", signing),
    ("mail in", mail_in),
    ("disk", disk),
    ("public address", address),
    ("backups", backups),
    ("school year", school_year),
)
