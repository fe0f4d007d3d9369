"""A long list that somebody let change things: the worker does it, a few lines at a time, and anybody may see how far it is.

Each few lines are one transaction together with the count of what is done, so a worker that dies leaves a list that the
next one takes up: what was done shows as "as it is" in the plan made anew, and nothing is done twice. A lock that ends
with the worker's connection keeps two workers off the same list.
"""

import logging
import time
from types import ModuleType

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hallway.core.verb import Denied, Refused

from . import device_list, staff_list, tables
from .models import Sheet

log = logging.getLogger("hallway.people")
LISTS: dict[str, ModuleType] = {"people": staff_list, "devices": device_list}
AT_ONCE = 100  # changes that a page makes while one waits for it
PART = 25  # changes in one transaction
SECONDS = 20  # of work before the worker looks around
LOCK = 20_264


def rows_of(kind, text):
    """The list's rows as ``tables.read`` gives them. Raises ``tables.Unreadable``."""
    rows, found = tables.read(text, LISTS[kind].HEADINGS)
    first = LISTS[kind].COLUMNS[0]
    if first not in found:
        raise tables.Unreadable(
            _("The first line should name the columns; there is none called “%(name)s”.") % {"name": first}
        )
    if not rows:
        raise tables.Unreadable(_("There is nothing below the first line."))
    return rows


def plan_of(sheet):
    """What the kept list would change now, for whoever sent it."""
    return LISTS[sheet.kind].plan(rows_of(sheet.kind, sheet.text), sheet.by, sheet.complete)


def bring_in_lists():
    """Work on the lists that were let, for some seconds each; returns how many changes were made."""
    done = 0
    for pk in Sheet.objects.waiting().values_list("pk", flat=True):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, pk % 2**31])
            if not cursor.fetchone()[0]:
                continue
            try:
                done += _work(pk)
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, pk % 2**31])
    return done


def _work(pk):
    sheet = Sheet.objects.waiting().select_related("by").filter(pk=pk).first()
    if sheet is None:
        return 0
    with translation.override(sheet.by.language or "en"):
        plan = plan_of(sheet)
        if not sheet.by.is_active or len(plan.leaving) > sheet.leaving:
            sheet.end(trouble=_("Something here has changed since you looked. Send the list again and look once more."))
            return 0
        left_out = {(each["line"], each["name"]) for each in sheet.left_out}
        changes = [each for each in plan.everything if (each.line, each.name) not in left_out]
        changes = changes[: max(0, sheet.total - sheet.done)]  # never more than was agreed
        until, done = time.monotonic() + SECONDS, 0
        for start in range(0, len(changes), PART):
            part = changes[start : start + PART]
            with transaction.atomic():
                sheet.step(len(part), [told for each in part if (told := _try(each, sheet.by))])
            done += len(part)
            if time.monotonic() > until and done < len(changes):
                return done
        sheet.end()
    return done or 1


def _try(change, by):
    """Make one change; None, or who was left out and why."""
    try:
        with transaction.atomic():
            change.do(by=by)
    except (Denied, Refused, ValidationError) as error:
        return {"line": change.line, "name": change.name, "why": why(error)}
    except (OperationalError, InterfaceError):
        raise  # the database is away: the list waits for it
    except Exception:
        log.exception("line %s of a list could not be brought in", change.line)
        return {"line": change.line, "name": change.name, "why": _("Something went wrong with it here.")}
    return None


def why(error):
    """What stood in the way of a change, as a sentence."""
    said = getattr(error, "sentence", None) or " ".join(getattr(error, "messages", []))
    return str(said or _("Your part at school does not open this one."))
