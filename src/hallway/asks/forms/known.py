"""What is like what others have needs to be told: a known issue, one answer to everybody who has it, several that become one."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.people.models import Campus
from hallway.threads.fields import Words

from ..models import Ask, KnownIssue
from .helping import ForAsk

MANY = 12


class MakeKnown(ForAsk):
    words = Words(
        label=_("What everybody may read"), max_length=200,
        help_text=_("One line of your own: what does not work, and where. Nobody's name, nothing from the conversation."),
        error_messages={"required": _("Write one line that everybody may read: what does not work, and where.")},
    )  # fmt: skip
    campuses = forms.ModelMultipleChoiceField(
        queryset=Campus.objects.none(), label=_("Who is told?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    everywhere = forms.BooleanField(label=_("Every campus of the district"), required=False)

    def prepare(self):
        seat, rows = self.member.seat, Campus.objects.filter(enabled=True)
        anywhere = seat.served is None or seat.leads_district
        if not anywhere:
            rows = rows.filter(pk__in=seat.served | {self.ask.campus_id})
            del self.fields["everywhere"]
        elif rows.count() > MANY:
            rows = rows.filter(pk=self.ask.campus_id)
        self.fields["campuses"].queryset = rows
        self.initial = {"campuses": [self.ask.campus_id]} | self.initial
        before = KnownIssue.objects.filter(ask=self.ask).first()
        if before:
            places = [campus.pk for campus in before.campuses.all()] or [self.ask.campus_id]
            self.initial |= {"words": before.words, "everywhere": before.everywhere, "campuses": places}

    def said(self):
        """As ``Ask.make_known`` takes it."""
        values = self.cleaned_data
        return {
            "words": values["words"],
            "campuses": list(values["campuses"]),
            "everywhere": bool(values.get("everywhere")),
        }


class Several(ForAsk):
    """Several requests become one: the one that goes on."""

    into = forms.ModelChoiceField(
        queryset=Ask.objects.none(), label=_("Which one goes on?"), widget=forms.RadioSelect, empty_label=None,
        help_text=_("The people of the others take part in it. Each can be taken apart again."),
        error_messages={"required": _("Choose the request that goes on.")},
    )  # fmt: skip

    def of(self, asks):
        """Choose among these."""
        self.fields["into"].queryset = Ask.objects.filter(pk__in=[ask.pk for ask in asks]).order_by("pk")


class TellAll(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = Words(
        label=_("Write to everybody who has it"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("There is nothing to send yet. Write a word.")},
    )  # fmt: skip
