"""Parked mail: what waits for a person, why, and what to do with it. For whom it waits; administrators see that it waits."""

from http import HTTPStatus

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hallway.asks.models import Ask
from hallway.core.page import go, page
from hallway.core.text import as_numbers, one_line
from hallway.core.verb import Denied, Refused
from hallway.people.models import Member
from hallway.threads.fields import MOST_FILES, seal

from .. import acting, taking
from ..forms import Accept, Join
from ..models import Block, Mail
from ..one_form import one_form, ways
from ..rules import may_block, may_read_words, meeting_of, sorts

LONG = 50
NEAR = 6  # requests proposed for a mail
FLOOD = 3  # mails of one sender from which they are shown as one


def _find(request, pk):
    return get_object_or_404(Mail.objects.visible_to(request.user).select_related("looks_like", "member"), pk=pk)


@require_safe
def parked(request):
    """What waits, newest first; ``?aside=1``: what was left aside. Administrators see from whom and why, not what about."""
    visible = Mail.objects.visible_to(request.user)
    sorter, admin = sorts(request.user), request.user.seat.is_admin
    if not (sorter or admin or visible.exists()):
        raise Http404
    aside, sender = "aside" in request.GET, one_form(one_line(request.GET.get("from", ""), 254).lower())
    rows = visible.filter(verdict="refused" if aside else "parked")
    many = rows.exclude(sender="").order_by().values("sender").annotate(n=Count("pk")).filter(n__gte=FLOOD)
    context = {
        "many": [] if sender or aside else many.order_by("-n")[:5],
        "from": sender,
        "aside": aside,
        "words": sorter or not admin,
        "admin": admin,
        "may_block": may_block(request.user, None),
    }
    rows = rows.filter(sender=sender) if sender else rows
    found = list(rows.light().select_related("looks_like", "member", "campus").order_by("-id")[: LONG + 1])
    return page(request, "inbox/parked.html", context | {"rows": found[:LONG], "more": len(found) > LONG})


@require_POST
def bulk(request):
    """One thing for many mails: leave aside, read again, bring back, or block who sent them."""
    picked = as_numbers(request.POST.getlist("mail")[: 4 * LONG])
    rows = list(Mail.objects.visible_to(request.user).filter(pk__in=picked))
    verb = {"ignore": "ignore", "reread": "reread", "back": "bring_back", "block": "ignore"}.get(request.POST.get("do"))
    if verb is None or not rows:
        messages.info(request, _("Pick one or more mails first."))
        return go(request, reverse("inbox:parked"))
    done = 0
    for row in rows:
        try:
            if request.POST["do"] == "block":
                Block.put(by=request.user, address=row.sender)
            getattr(row, verb)(by=request.user)
            done += 1
        except (Refused, Denied) as told:
            messages.warning(request, told.sentence if isinstance(told, Refused) else _("That is for the help team."))
    if done:
        said = ngettext("One mail is done with.", "%(n)s mails are done with.", done)
        messages.success(request, said % {"n": done})
    return go(request, reverse("inbox:parked"))


@require_safe
def mail(request, pk):
    """One parked mail with its words and the things to do with it; ``?q=``: requests it may belong to."""
    return _show(request, _find(request, pk))


def _show(request, row, accept=None, join=None, status=HTTPStatus.OK):
    words = may_read_words(request.user, row)
    proposed = row.member if row.member_id and row.reason not in ("forwarded", "copy") else None
    proposed = proposed or Member.objects.filter(email__in=ways([row.proposed]), is_active=True).first()
    proposed = proposed if proposed and proposed.is_active else None
    q = one_line(request.GET.get("q", ""), 100)
    context = {
        "mail": row,
        "waits": row.verdict == "parked",
        "words": words,
        "of_a_meeting": not words and meeting_of(row).exists(),
        "proposed": proposed,
        "doubtful": row.reason in ("failed-proof", "no-proof", "idea-not-theirs", "several-senders"),
        "accept": accept or Accept(),
        "join": join,
        "near": _near(request.user, row, proposed, q) if words and row.verdict == "parked" else [],
        "q": q,
        "files": (row.reading or {}).get("attachments", []) if words else [],
        "may_sort": request.user.can("accept", row),
        "may_block": bool(row.sender) and may_block(request.user, None) and not (row.member and row.member.is_active),
    }
    return page(request, "inbox/mail.html", context, status=status)


def _near(member, row, proposed, q):
    """Requests that the mail may belong to, for one tap: what was searched for, else the sender's open ones."""
    rows = Ask.objects.visible_to(member).select_related("requester")
    if q:
        return rows.matching(q)[:NEAR]
    if proposed is None:
        return []
    return rows.filter(requester=proposed).exclude(status="closed").exclude(pk=row.looks_like_id).order_by("-id")[:NEAR]


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


@require_POST
def bring_back(request, pk):
    row = _find(request, pk)
    row.bring_back(by=request.user)
    messages.success(request, _("It waits again."))
    return go(request, row.get_absolute_url())


@require_POST
def reread(request, pk):
    """Read it again now, in the bounded reader; then to what became of it."""
    row = _find(request, pk)
    row.reread(by=request.user)
    ended = taking.work(row.pk)
    if ended is not None and ended.verdict == "parked":
        messages.info(request, _("Read again. It still waits, and it says why."))
        return go(request, row.get_absolute_url())
    messages.success(
        request,
        _("Read again: %(what)s.")
        % {"what": ended.get_verdict_display() if ended and ended.verdict else _("the worker goes on with it")},
    )
    return go(
        request,
        ended.ask.get_absolute_url() if ended and ended.ask and _reads(request, ended.ask) else reverse("inbox:parked"),
    )


@require_POST
def block(request, pk):
    row = _find(request, pk)
    Block.put(by=request.user, address=row.sender)
    row.ignore(by=request.user)
    messages.success(request, _("Mail from %(address)s is kept, and waits for nobody.") % {"address": row.sender})
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
    return Ask.objects.visible_to(request.user).filter(pk=ask.pk).exists()


def draft(request, pk):
    """For whoever wrote by mail where that is not the way: their words and files, ready for the form."""
    mail = get_object_or_404(Mail.objects.defer("raw"), pk=pk, member=request.user, reason="wrong-door")
    said = acting.words_of(mail)
    ready = {"line": acting.line_of(mail, said["text"]), "detail": said["text"], "key": acting.key_of(mail)}
    try:
        ready["files"] = [(seal(request.user, file), file) for file in acting.files_of(mail)[:MOST_FILES]]
    except OSError:
        ready["files"] = []  # the disk is full; the page asks for them once more
    return page(request, "inbox/draft.html", {"mail": mail, "ready": ready, "terms": mail.terms})
