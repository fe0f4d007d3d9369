"""What ``hallway mail …`` does. Each function writes JSON lines to ``out`` (a text stream) and gives the exit code."""

import contextlib
import json
import os
import sys
from pathlib import Path

DONE, FAILED, TRY_AGAIN = 0, 1, 75
AT_ONCE, BYTES_AT_ONCE = 200, 16 * 1024 * 1024


def explain(files, out=None):
    """How mails are read, one JSON line per file; needs no database and no settings. Always 0 for any bytes.

    1 when a file cannot be opened (the others are still explained).
    """
    from .bounded import Unreadable, read_bounded
    from .reading import Reading, as_line

    out, code = out or sys.stdout, DONE
    own = tuple(filter(None, [os.environ.get("HALLWAY_MAIL_ADDRESS", "").strip().lower()]))
    for name in files:
        try:
            raw = sys.stdin.buffer.read() if str(name) == "-" else Path(name).read_bytes()
        except OSError as trouble:
            print(f"hallway: {name} cannot be read: {trouble.strerror}.", file=sys.stderr)
            code = FAILED
            continue
        try:
            reading = read_bounded(raw, own)
        except Unreadable as trouble:
            reading = Reading(problems=[trouble.code])
        out.write(as_line(reading) + "\n")
    out.flush()
    return code


def take(paths, keep_only=False, out=None):
    """Keep every mail of ``paths`` first, then read it; one JSON line each. 0 once all are kept, whatever reading does and
    whoever listens to what we say; 75 when they could not be kept (a mail server then tries again); 1 when a path cannot be read."""
    from django.db import Error, InterfaceError

    from .sources import mails_in

    out, missed = Told(out or sys.stdout), []
    source = "-" if [str(p) for p in paths] == ["-"] else "file"
    batch, size, every = [], 0, mails_in(paths, lambda path, trouble: missed.append((path, trouble)))
    try:
        while True:
            raw = next(every, None)
            if raw is not None:
                batch.append(raw)
                size += len(raw)
            if batch and (raw is None or len(batch) >= AT_ONCE or size >= BYTES_AT_ONCE):
                _take(batch, source, keep_only, out)
                batch, size = [], 0
            if raw is None:
                break
    except (Error, InterfaceError) as trouble:
        print(f"hallway: the mail could not be kept, try again: {type(trouble).__name__}.", file=sys.stderr)
        return TRY_AGAIN
    out.flush()
    for path, reason in missed:
        name = "standard input" if str(path) == "-" else path
        print(f"hallway: {name} cannot be read: {reason.strerror or type(reason).__name__}.", file=sys.stderr)
    if any(str(path) == "-" for path, _trouble in missed):
        return TRY_AGAIN  # a mail server broke off, or its pipe did
    return FAILED if missed else DONE


class Told:
    """What we say to whoever called. Nobody needs to listen: a closed pipe or a full disk there takes nothing from what is kept."""

    def __init__(self, out):
        self.out = out

    def write(self, text):
        self._try(lambda: self.out.write(text))

    def flush(self):
        self._try(lambda: self.out.flush())

    def _try(self, doing):
        if self.out is None:
            return
        try:
            doing()
        except (OSError, ValueError):  # ValueError: closed, or an alphabet that its terminal does not know
            if self.out is sys.stdout:  # Python writes what is left at its end, and would end with another code
                with contextlib.suppress(OSError, ValueError):
                    os.dup2(os.open(os.devnull, os.O_WRONLY), self.out.fileno())
            self.out = None


def _take(raws, source, keep_only, out):
    from .keeping import keep_many
    from .models import Mail
    from .taking import log, work_through

    kept = keep_many(raws, source)
    fresh = [one.mail_id for one in kept if not one.again]
    again = [one.mail_id for one in kept if one.again]
    ended, asks = {}, {}
    try:
        if not keep_only:
            ended = work_through(fresh)
        asks = dict(Mail.objects.filter(pk__in=again).values_list("pk", "ask_id")) if again else {}
    except Exception:  # all are kept; the worker reads the rest
        log.exception("reading stopped; the worker goes on with it")
    for one in kept:
        out.write(_line(one, ended, asks, keep_only) + "\n")


def _line(one, ended, asks, keep_only):
    from .reasons import sentence

    if one.again:
        about = {"verdict": "duplicate", "ask": asks.get(one.mail_id), "reason": str(sentence("duplicate"))}
    elif mail := ended.get(one.mail_id):
        reason = str(mail.why) if mail.verdict else "reading is tried again by the worker"
        about = {"verdict": mail.verdict, "ask": mail.ask_id, "reason": reason}
    else:
        about = {
            "verdict": None,
            "ask": None,
            "reason": "kept" if keep_only else "reading is tried again by the worker",
        }
    return json.dumps({**about, "message_id": one.message_id or None, "id": one.mail_id}, ensure_ascii=False)


def reread(ids, out=None):
    """Read kept mails again; one JSON line each. 1 when a number is not a kept mail."""
    from .reasons import sentence
    from .taking import read_again

    out, code = out or sys.stdout, DONE
    for said in ids:
        mail = read_again(int(said)) if str(said).isdecimal() and len(str(said)) < 19 else None
        if mail is None:
            print(f"hallway: there is no kept mail {said}.", file=sys.stderr)
            code = FAILED
            continue
        about = {
            "verdict": mail.verdict,
            "ask": mail.ask_id,
            "reason": str(sentence(mail.reason)),
            "message_id": mail.message_id or None,
        }
        out.write(json.dumps({**about, "id": mail.pk}, ensure_ascii=False) + "\n")
    out.flush()
    return code


def fetch(out=None):
    """One pass over the configured mailboxes; one JSON line each. 1 when one could not be read, with a sentence."""
    from .fetching import fetch_all

    out, code = out or sys.stdout, DONE
    every = fetch_all(patience=15)
    for came in every:
        out.write(
            json.dumps({"mailbox": came.name, "taken": came.taken, "error": came.error or None}, ensure_ascii=False)
            + "\n"
        )
        if came.watched and not came.error:
            print(f"hallway: {came.name}: a worker watches this mailbox and takes mail as it comes.", file=sys.stderr)
        if came.error:
            print(f"hallway: {came.name}: {came.error}", file=sys.stderr)
            code = FAILED
    if not every:
        print("hallway: no mailbox is set up; say one in HALLWAY_MAIL_IN.", file=sys.stderr)
        code = FAILED
    out.flush()
    return code
