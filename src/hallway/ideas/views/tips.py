"""Tips: what was published, writing one, its page, and the sheet to hang up."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hallway.core.now import now
from hallway.core.page import go, newest, page
from hallway.core.qr import qr
from hallway.core.text import as_number
from hallway.core.verb import Denied, Refused
from hallway.people.where import campus_of

from ..answers import answers_to, named_to
from ..choices import ANSWERS
from ..devices import device_of
from ..forms_tips import AnswerForm, TipForm
from ..models import Idea, Tip
from ..rules import reads_lines

PER_PAGE = 20
VERBS = ("change", "publish", "withdraw", "drop", "answer")


def find(request, number):
    return get_object_or_404(
        Tip.objects.visible_to(request.user).select_related("by", "campus", "idea__tool"), pk=number
    )


@require_safe
def tips(request):
    """What was published, newest first; above it what I have begun or withdrawn."""
    rows = Tip.objects.filter(state="published").select_related("by", "campus")
    rows, earlier = newest(request, rows, PER_PAGE, by="published_at")
    own = Tip.objects.filter(by=request.user).exclude(state="published").order_by("-made_at")[:PER_PAGE]
    later = "before" in request.GET
    context = {"rows": rows, "earlier": earlier, "own": [] if later else own, "now": now()}
    return page(request, "ideas/tips.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_tip(request):
    """Write one, of an idea of the library or of one's own. Looked at once more before anybody is told."""
    member = request.user
    idea = _idea(member, request.POST.get("idea") or request.GET.get("idea", ""))
    first = {"title": idea.title[:140], "text": idea.what_for, "idea": idea.pk} if idea else {}
    form = TipForm(request.POST or None, member=member, initial=first)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_bound and form.is_valid():
        try:
            campus, key = campus_of(member), form.cleaned_data["key"]
            tip = Tip.draft(by=member, campus=campus, idea=idea, key=key, **form.what())
        except Refused as refused:
            form.add_error(None, refused.sentence)
            status = HTTPStatus.CONFLICT
        else:
            return go(request, tip.get_absolute_url())
    return page(request, "ideas/tip_form.html", {"form": form, "idea": idea}, status=status)


def _idea(member, said):
    return Idea.objects.visible_to(member).open().filter(pk=as_number(said)).first()


@require_http_methods(["GET", "HEAD", "POST"])
def change_tip(request, number):
    tip = find(request, number)
    if not request.user.can("change", tip):
        raise Denied("change")
    first = {"title": tip.title, "text": tip.text, "audience": tip.audience}
    form = TipForm(request.POST or None, member=request.user, initial=first, published=bool(tip.published_at))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_bound and form.is_valid():
        tip.change(by=request.user, **form.what())
        messages.success(request, _("Kept."))
        return go(request, tip.get_absolute_url())
    return page(request, "ideas/tip_form.html", {"form": form, "tip": tip}, status=status)


@require_safe
def tip(request, number):
    return show(request, find(request, number))


def show(request, tip, status=HTTPStatus.OK, **more):
    """Its page: the words, one's own answer, and how it went; for its writer the address, the sheet and the names told to them."""
    member = request.user
    reply = tip.replies.filter(member=member).select_related("trial").first()
    writes = tip.by_id == member.pk
    return page(request, "ideas/tip.html", {
        "tip": tip, "member": member, "writes": writes, "reply": reply, "answers": ANSWERS, "now": now(),
        "may": {verb: member.can(verb, tip) for verb in VERBS},
        "form": AnswerForm(initial={"line": reply.trial.line if reply else ""}),
        "told": answers_to(tip, member), "counts_only": not reads_lines(member), "named": named_to(tip, member) if writes else [], **more,
    }, status=status)  # fmt: skip


@require_safe
def tip_paper(request, number):
    """One page to print: the tip large, and a code that opens it."""
    tip = find(request, number)
    if tip.state != "published":
        raise Http404
    said = _("Opens this tip: %(address)s") % {"address": tip.address}
    return page(request, "ideas/tip_paper.html", {"tip": tip, "code": qr(tip.address, said)})


@require_POST
def publish_tip(request, number):
    tip = find(request, number)
    first = tip.published_at is None
    tip.publish(by=request.user)
    messages.success(request, _("Published. People read it on their first page, and in the one mail they chose.") if first
                     else _("It can be read again. Nobody is told a second time."))  # fmt: skip
    return go(request, tip.get_absolute_url())


@require_POST
def withdraw_tip(request, number):
    tip = find(request, number).withdraw(by=request.user)
    undo = f"undo={reverse('ideas:publish_tip', args=[tip.pk])}"
    messages.success(request, _("Withdrawn. Its address opens no longer."), extra_tags=undo)
    return go(request, tip.get_absolute_url())


@require_POST
def drop_tip(request, number):
    find(request, number).drop(by=request.user)
    messages.success(request, _("Dropped. Nobody had seen it."))
    return go(request, reverse("ideas:tips"))


@require_POST
def answer_tip(request, number):
    tip, form = find(request, number), AnswerForm(request.POST)
    if not form.is_valid():
        return show(request, tip, HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
    tip.answer(by=request.user, device=device_of(request, tip), **form.cleaned_data)
    messages.success(request, _("Thank you. It helps whoever comes next."),
                     extra_tags=f"undo={reverse('ideas:unanswer_tip', args=[tip.pk])}")  # fmt: skip
    return go(request, tip.get_absolute_url() + "#answer")


@require_POST
def unanswer_tip(request, number):
    tip = find(request, number).unanswer(by=request.user)
    messages.success(request, _("Taken back, with its words."))
    return go(request, tip.get_absolute_url() + "#answer")


@require_safe
def fix_tip(request, number):
    """From a mail or the sheet, once signed in: to one's answer, where a press asks for a consult; else to the consult's form."""
    tip = find(request, number)
    if tip.replies.filter(member=request.user).exists():
        return go(request, tip.get_absolute_url() + "#answer")
    about = f"?idea={tip.idea_id}" if tip.idea_id else ""
    return go(request, reverse("appointments:consult_new") + about)
