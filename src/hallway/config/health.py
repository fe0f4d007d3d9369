"""What machines ask: is the process alive, is the installation ready, and what do its numbers say."""

import os
import secrets
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from hallway.core.middleware import public

from .outage import database_is_away

HEARTBEAT = "worker-heartbeat"
PATIENCE = 90  # seconds without a heartbeat, or a mail poll without success for longer than MAIL_PATIENCE
MAIL_PATIENCE = 600
ROOM = 500 * 2**20  # bytes that must be free


@public
@require_safe
@never_cache
def healthz(request):
    """The process answers; says nothing about anything else."""
    return HttpResponse("ok\n", content_type="text/plain")


@public
@require_safe
@never_cache
def readyz(request):
    """Ready, or 503. The reasons are for an administrator or the holder of the metrics token."""
    found = problems()
    if _may_read(request, found):
        return JsonResponse(
            {"ready": not found, "problems": [sentence for _, sentence in found]}, status=_status(found)
        )
    return HttpResponse("not ready\n" if found else "ready\n", content_type="text/plain", status=_status(found))


@public
@csrf_exempt
@require_safe
@never_cache
def metrics(request):
    """Prometheus text. Off unless a token is set, and then only for whoever holds it."""
    if not settings.ENV.metrics_token:
        raise Http404
    if not _holds_token(request):
        return HttpResponse("a bearer token is needed\n", status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse("".join(_figures()), content_type="text/plain; version=0.0.4; charset=utf-8")


def problems():
    """What is wrong now: a list of (code, sentence), empty when ready."""
    found = []
    try:
        with connection.cursor() as ask:
            ask.execute("SELECT pg_is_in_recovery(), current_setting('transaction_read_only')")
            if ask.fetchone() != (False, "off"):
                found.append(("database", "The database can be read but not written."))
        beat = heartbeat()
        if beat is None:
            found.append(("worker", "No worker has shown itself yet; is `hallway work` running?"))
        elif beat["age"] > PATIENCE:
            found.append(("worker", f"The worker was last seen {int(beat['age'])} seconds ago."))
        if beat and beat["age"] <= PATIENCE and _reads_mailboxes():
            pause = time.time() - beat["pulses"].get("mail", beat["since"])
            if pause > MAIL_PATIENCE:
                found.append(("mail", f"The mailbox could not be read for {int(pause // 60)} minutes."))
        found += [("mail", _trouble(row)) for row in _troubles()]
    except Exception as problem:
        if not database_is_away(problem):
            raise
        found.append(("database", "The database does not answer."))
    for name, folder in (("data", settings.DATA), ("files", Path(settings.ENV.files))):
        if not str(folder).startswith("s3:") and folder.is_dir() and shutil.disk_usage(folder).free < ROOM:
            found.append(("disk", f"Less than 500 MB are free where the {name} folder lies."))
    return found


def _reads_mailboxes():
    """Whether a mailbox is to be read: one of the environment or of the settings page."""
    from django.apps import apps

    return bool(settings.ENV.mail_in) or apps.get_model("inbox", "Mailbox").objects.exclude(access="").exists()


def _troubles():
    """What the watchdog found that keeps mail from going round; a secret that ends some day does not."""
    from django.apps import apps

    rows = apps.get_model("delivery", "MailTrouble").objects.now()
    return [row for row in rows if row.what != "secret"]


def _trouble(row):
    with translation.override("en"):
        said = str(row.words)
    return f"{said[:1].upper()}{said[1:]} since {row.since:%Y-%m-%d %H:%M} UTC ({row.why})."


def heartbeat():
    """The worker's last sign of life, or None: {"at", "since", "age", "host", "pulses": {name: last success}} (unix times)."""
    beat = caches["default"].get(HEARTBEAT)
    return beat and {**beat, "age": max(0.0, time.time() - beat["at"])}


def _status(found):
    return 503 if found else 200


def _may_read(request, found):
    if _holds_token(request):
        return True
    if any(code == "database" for code, _ in found):
        return False  # who asks is written in the very database that is away
    return request.user.is_authenticated and request.user.is_active and request.user.seat.is_admin


def _holds_token(request):
    token = settings.ENV.metrics_token
    said = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    return bool(token) and secrets.compare_digest(said.encode(), token.encode())


def _figures():
    from django.apps import apps
    from django.db.models import Case, Count, Min, When

    def figure(name, kind, meaning, *values):
        yield f"# HELP {name} {meaning}\n# TYPE {name} {kind}\n"
        for labels, value in values:
            yield f"{name}{labels} {value}\n"

    Ask, Event, Mail = (apps.get_model(*pair) for pair in MODELS)
    beat = heartbeat()
    yield from figure("hallway_up", "gauge", "1 while the process answers.", ("", 1))
    yield from figure(
        "hallway_asks", "gauge", "Help requests by status.",
        *((f'{{status="{row["status"]}"}}', row["n"]) for row in Ask.objects.values("status").annotate(n=Count("id")).order_by("status")),
    )  # fmt: skip
    waiting = Event.objects.filter(told=None, due__lte=_now())
    yield from figure("hallway_events_undelivered", "gauge", "Events due and not yet delivered.", ("", waiting.count()))
    queued = Mail.objects.filter(state__in=["queued", "deferred"], sent_at=None).aggregate(
        n=Count("id"), oldest=Min(Case(When(attempts=0, then="next_at"), default="created"))
    )  # what rests until a morning is not late
    oldest = max(0, (_now() - queued["oldest"]).total_seconds()) if queued["oldest"] else 0
    yield from figure("hallway_mail_queued", "gauge", "Mails waiting to leave.", ("", queued["n"]))
    yield from figure("hallway_mail_oldest_seconds", "gauge", "How long the oldest of them has waited.", ("", oldest))
    yield from figure(
        "hallway_worker_heartbeat_age_seconds",
        "gauge",
        "Since the worker's last sign of life.",
        ("", beat["age"] if beat else "NaN"),
    )
    yield from figure("hallway_process_start_time_seconds", "gauge", "When this web process began.", ("", STARTED))
    yield from figure("hallway_process", "gauge", "This web process.", (f'{{pid="{os.getpid()}"}}', 1))


def _now():
    from django.utils import timezone

    return timezone.now()


MODELS = (("asks", "Ask"), ("history", "Event"), ("delivery", "OutgoingMail"))
STARTED = time.time()
