"""Parked mail: what waits for a person, why, and what to do with it. For the ITS; administrators see that it waits."""

from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hallway.core.now import now
from hallway.core.page import go, page
from hallway.people.models import Member

from . import acting
from .counting import summed
from .forms import Accept, Join
from .models import VERDICTS, Mail, Mailbox
from .rules import may_read_words

LONG = 50
DAYS = 30


def _allowed(request):
    if not (request.user.seat.is_its or request.user.seat.is_admin):
        raise Http404


def _find(request, pk):
    return get_object_or_404(Mail.objects.visible_to(request.user).select_related("looks_like", "member"), pk=pk)


@require_safe
def parked(request):
    """What waits, newest first. Administrators see from whom and why, not what about."""
    _allowed(request)
    rows = list(
        Mail.objects.visible_to(request.user).light().select_related("looks_like", "member").order_by("-id")[: LONG + 1]
    )
    seat = request.user.seat
    context = {"rows": rows[:LONG], "more": len(rows) > LONG, "words": seat.is_its, "admin": seat.is_admin}
    return page(request, "inbox/parked.html", context)


@require_safe
def mails(request):
    """For administrators: every mail that came and what became of it (no words), the sum, and how the mailboxes are."""
    if not request.user.seat.is_admin:
        raise Http404
    total = summed(now() - timedelta(days=DAYS))
    names = {**dict(VERDICTS), "duplicate": _("Came a second time")}
    verdict = request.GET.get("verdict", "")
    rows = Mail.objects.light().defer("reading").select_related("member").order_by("-id")
    if verdict in dict(VERDICTS):
        rows = rows.filter(verdict=verdict)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 18:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: LONG + 1])
    next_url = "?" + urlencode({"verdict": verdict, "before": found[LONG - 1].pk}) if len(found) > LONG else ""
    context = {
        "rows": found[:LONG],
        "next_url": next_url,
        "verdict": verdict,
        "total": total,
        "ended": [(name, names[name], count) for name, count in total.ended.items()],
        "days": DAYS,
        "mailboxes": Mailbox.objects.order_by("name"),
    }
    return page(request, "inbox/mails.html", context)


@require_safe
def mail(request, pk):
    """One parked mail with its words and the three things to do with it."""
    _allowed(request)
    return _show(request, _find(request, pk))


def _show(request, row, accept=None, join=None, status=HTTPStatus.OK):
    words = may_read_words(request.user, row)
    proposed = row.member if row.member_id and row.reason != "forwarded" else None
    proposed = proposed or Member.objects.filter(email=row.proposed, is_active=True).first()
    context = {
        "mail": row,
        "words": words,
        "proposed": proposed,
        "accept": accept or Accept(initial={"who": proposed.email if proposed and proposed.is_active else ""}),
        "join": join or Join(member=request.user, initial={"number": row.looks_like_id or ""}),
        "files": (row.reading or {}).get("attachments", []) if words else [],
        "may_sort": request.user.can("accept", row),
    }
    return page(request, "inbox/mail.html", context, status=status)


@require_POST
def accept(request, pk):
    row = _find(request, pk)
    form = Accept(request.POST)
    if not form.is_valid():
        return _show(request, row, accept=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    ask = row.accept(by=request.user, requester=form.cleaned_data["who"], stored=_files(request, "accept", row))
    messages.success(request, _("It is request #%(number)s now.") % {"number": ask.pk})
    return go(request, ask.get_absolute_url() if _reads(request, ask) else reverse("inbox:parked"))


@require_POST
def join(request, pk):
    row = _find(request, pk)
    form = Join(request.POST, member=request.user)
    if not form.is_valid():
        return _show(request, row, join=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    ask = form.cleaned_data["number"]
    row.join(by=request.user, ask=ask, stored=_files(request, "join", row))
    messages.success(request, _("It stands in #%(number)s now.") % {"number": ask.pk})
    return go(request, ask.get_absolute_url())


@require_POST
def ignore(request, pk):
    row = _find(request, pk)
    row.ignore(by=request.user)
    messages.success(request, _("Left aside. It stays kept."))
    return go(request, reverse("inbox:parked"))


@require_safe
def raw(request, pk):
    """The mail as it came, as a file that no browser opens."""
    row = _find(request, pk)
    if not may_read_words(request.user, row):
        raise Http404
    answer = HttpResponse(bytes(row.raw), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="mail-{row.pk}.eml.txt"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _files(request, name, row):
    """The mail's files on disk before the verb begins; none for whoever may not do it anyway."""
    return acting.files_of(row) if request.user.can(name, row) else ()


def _reads(request, ask):
    return type(ask).objects.visible_to(request.user).filter(pk=ask.pk).exists()


def draft(request, pk):
    """For whoever wrote by mail where that is not the way: their words, ready for the form."""
    mail = get_object_or_404(Mail.objects.defer("raw"), pk=pk, member=request.user, reason="wrong-door")
    said = acting.words_of(mail)
    ready = {"line": acting.line_of(mail, said["text"]), "detail": said["text"], "key": acting.key_of(mail)}
    return page(request, "inbox/draft.html", {"mail": mail, "ready": ready, "terms": mail.terms})
