"""One's own days, what colleagues told, and cards: signed before, read on the morning."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hallway.core.page import go, page
from hallway.core.verb import Refused
from hallway.delivery.models import Notice

from .. import birthdays
from ..cardtimes import KEPT, after_school_days
from ..circle import circles
from ..forms.celebrating import BirthdayForm, LifeForm, SignForm, ThankForm
from ..models import Birthday, Card, LifeEvent, Signature

UNCLEAR = HTTPStatus.UNPROCESSABLE_ENTITY
SHOWN = 20


@require_safe
def days(request):
    return show_days(request)


def show_days(request, status=HTTPStatus.OK, **forms):
    member = request.user
    birthday = birthdays.own(member)
    cards = Card.objects.filter(member=member, delivered_at__isnull=False).select_related("team")
    kept = Signature.objects.filter(member=member, card__put_away_at__isnull=False).select_related("card__member")
    context = {
        "kept": list(kept.order_by("-card__put_away_at", "-pk")[:SHOWN]),
        "birthday": birthday,
        "birthday_form": forms.get("birthday_form") or BirthdayForm(birthday=birthday),
        "life_form": forms.get("life_form") or LifeForm(auto_id="life_%s"),
        "told": list(LifeEvent.objects.filter(member=member).order_by("-at")[:SHOWN]),
        "cards": list(cards.order_by("-delivered_at")[:SHOWN]),
    }
    return page(request, "teams/days.html", context, status=status)


@require_POST
def say_birthday(request):
    form = BirthdayForm(request.POST)
    if form.is_valid():
        try:
            Birthday.say_birthday(by=request.user, member=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("day", error)
        else:
            messages.success(request, _("Saved. You can change it or take it back at any time."))
            return go(request, reverse("teams:days"))
    return show_days(request, UNCLEAR, birthday_form=form)


@require_POST
def forget_birthday(request):
    if birthday := birthdays.own(request.user):
        birthday.forget(by=request.user)
    messages.success(request, _("It is nowhere any more."))
    return go(request, reverse("teams:days"))


@require_POST
def tell(request):
    form = LifeForm(request.POST, auto_id="life_%s")
    if form.is_valid():
        said = form.cleaned_data
        try:
            LifeEvent.tell(by=request.user, **said)
        except Refused as refused:
            form.add_error("words", refused.sentence)
            return show_days(request, HTTPStatus.CONFLICT, life_form=form)
        messages.success(request, _("Told. It stands with your colleagues for ten days."))
        return go(request, reverse("teams:days"))
    return show_days(request, UNCLEAR, life_form=form)


@require_POST
def take_back_life(request, pk):
    get_object_or_404(LifeEvent.objects.filter(member=request.user), pk=pk).take_back(by=request.user)
    messages.success(request, _("It is nowhere any more."))
    return go(request, reverse("teams:days"))


@require_POST
def open_card(request, pk):
    """A card for what somebody told: the first team that both belong to signs it."""
    life = get_object_or_404(LifeEvent.objects.visible_to(request.user).select_related("member"), pk=pk)
    team = circles(request.user).in_use().filter(pk__in=circles(life.member).values("pk")).first()
    if team is None:
        raise Refused(_("You are in no team together, so there is nobody who could sign it."))
    card = Card.open_card(
        by=request.user,
        member=life.member,
        team=team,
        occasion=life.kind,
        about=life,
        deliver_at=after_school_days(team),
    )
    return go(request, card.get_absolute_url())


def _card(request, pk):
    return get_object_or_404(Card.objects.visible_to(request.user).select_related("member", "team", "about"), pk=pk)


@require_safe
def card(request, pk):
    row = _card(request, pk)
    Notice.read_about(by=request.user, root=row)
    return show_card(request, row)


def show_card(request, row, status=HTTPStatus.OK, form=None):
    member = request.user
    signatures = row.signatures.select_related("member").order_by("pk")
    mine = row.member_id == member.pk
    own = None if mine else signatures.filter(member=member).first()
    context = {
        "card": row,
        "mine": mine,
        "signatures": list(signatures) if mine else [],
        "own": own,
        "form": form or SignForm(initial={"words": own.words if own else ""}, auto_id="sign_%s"),
        "thank_form": ThankForm(auto_id="thank_%s"),
        "until": row.put_away_at and timezone.localdate(row.put_away_at + KEPT),
        "due": timezone.localdate(row.deliver_at),
        "quiet": row.occasion == "loss",
    }
    return page(request, "teams/card.html", context, status=status)


@require_POST
def sign(request, pk):
    row, form = _card(request, pk), SignForm(request.POST, auto_id="sign_%s")
    if not form.is_valid():
        return show_card(request, row, UNCLEAR, form)
    try:
        row.sign(by=request.user, words=form.cleaned_data["words"])
    except Refused as refused:
        form.add_error("words", refused.sentence)
        return show_card(request, row, HTTPStatus.CONFLICT, form)
    messages.success(request, _("Your words are on it. Only who gets the card reads them, on the morning."))
    return go(request, row.get_absolute_url())


@require_POST
def unsign(request, pk):
    row = _card(request, pk)
    row.unsign(by=request.user)
    messages.success(request, _("Your words are off the card."))
    return go(request, reverse("teams:days") if row.put_away_at else row.get_absolute_url())


@require_POST
def thank(request, pk):
    row = _card(request, pk)
    row.thank(by=request.user, words=request.POST.get("words", ""))
    messages.success(request, _("Everybody who signed reads your thanks."))
    return go(request, row.get_absolute_url())
