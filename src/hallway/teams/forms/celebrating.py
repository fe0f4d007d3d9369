"""What the page of one's own days asks, and what goes on a card."""

import uuid

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from hallway.threads.fields import Words

from ..models.birthday import AUDIENCES, LEAP
from ..models.cards import LONGEST
from ..models.life import AUDIENCES as TOLD_TO
from ..models.life import KINDS
from ..models.life import LONGEST as LIFE_LONGEST


class BirthdayForm(forms.Form):
    """Month and day. A year is asked nowhere."""

    month = forms.TypedChoiceField(label=_("Month"), choices=list(MONTHS.items()), coerce=int)
    day = forms.TypedChoiceField(label=_("Day"), choices=[(n, n) for n in range(1, 32)], coerce=int)
    audience = forms.ChoiceField(label=_("Who reads of it?"), choices=AUDIENCES, widget=forms.RadioSelect)
    card = forms.BooleanField(label=_("A card from my teams is welcome"), required=False)
    leap = forms.ChoiceField(
        label=_("If it is February 29: where is it in other years?"), choices=LEAP, widget=forms.RadioSelect
    )

    def __init__(self, *args, birthday=None, **kwargs):
        first = {"audience": "nobody", "leap": "28"}
        if birthday is not None:
            first = {name: getattr(birthday, name) for name in ("month", "day", "audience", "card", "leap")}
        super().__init__(*args, initial=first, auto_id="birthday_%s", **kwargs)


class LifeForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.ChoiceField(label=_("What kind of news is it?"), choices=KINDS, widget=forms.RadioSelect)
    words = Words(
        label=_("In your words"), max_length=LIFE_LONGEST, error_messages={"required": _("Write a word or two.")}
    )
    audience = forms.ChoiceField(label=_("Who reads of it?"), choices=TOLD_TO, widget=forms.RadioSelect, initial="team")


class SignForm(forms.Form):
    words = Words(
        label=_("Your words on the card"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write a word or two."), "max_length": _("That is longer than 600 letters. A few words are plenty.")
        },
    )  # fmt: skip


class ThankForm(forms.Form):
    words = Words(label=_("Thanks to all who signed"), required=False, max_length=LONGEST)
