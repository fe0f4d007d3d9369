"""A thank-you that begins with a person: to whom, what for if one likes, and about what."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.core.text import as_numbers
from hallway.people.forms.people import OneLine
from hallway.people.models import Member

from . import abouts
from .models import REASON_LIMIT

MOST = 12
SHOWN = 6
SEVERAL = _("Several people are called so. Choose one below, or write more of the name.")
NOBODY = _("Nobody of that name works here. Try the beginning of a first or last name.")


class GiveForm(forms.Form):
    """``to``: ids of those chosen so far. ``who``: a name to add; ``maybe``: whom it may mean."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    to = forms.ModelMultipleChoiceField(
        Member.objects.none(), label=_("To"), required=False, widget=forms.CheckboxSelectMultiple
    )
    who = OneLine(label=_("Somebody’s name"), required=False, max_length=100)
    reason = forms.CharField(
        label=_("What was good about it?"), required=False, max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("That is longer than 600 letters. A few words are plenty.")},
    )  # fmt: skip
    about = forms.ChoiceField(label=_("Was it about one of these?"), required=False)

    def __init__(self, *args, member, chosen=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.maybe = ()
        self.people = Member.objects.visible_to(member).filter(is_active=True).exclude(pk=member.pk)
        said = self.data.getlist("to") + self.data.getlist("add") if self.is_bound else chosen
        self.chosen = list(self.people.filter(pk__in=as_numbers(said)).order_by("folded")[:MOST])
        self.fields["to"].queryset = self.people
        self.fields["who"].widget.attrs["autocomplete"] = "off"
        self._offer(member)

    def _offer(self, member):
        self.fields["to"].choices = [(each.pk, each.full_name) for each in self.chosen]
        self.initial["to"] = [each.pk for each in self.chosen]
        shared = abouts.choices(member, self.chosen)
        self.fields["about"].choices = [("", _("No, just so")), *shared]
        if not shared:
            del self.fields["about"]

    def clean(self):
        """``receivers``: the chosen and, when its name fits one person, who was typed."""
        said = super().clean()
        receivers = {each.pk: each for each in self.chosen}
        if said.get("who") and "add" not in self.data:
            found = list(self.people.matching(said["who"])[: SHOWN + 1])
            if len(found) == 1:
                receivers[found[0].pk] = found[0]
            else:
                self.maybe = tuple(found[:SHOWN])
                self.add_error("who", SEVERAL if found else NOBODY)
        elif not receivers:
            self.add_error("who", _("Say to whom."))
        said["receivers"] = list(receivers.values())
        return said
