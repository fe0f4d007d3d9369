"""What is said on a request by whoever asked: a reply, what came back, a thank-you."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.appreciation.models import REASON_LIMIT
from hallway.people.models import Member
from hallway.threads.fields import Words


class ThankYou(forms.Form):
    """To whom, out of the people who helped; a reason if one likes."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    to = forms.ModelMultipleChoiceField(
        queryset=Member.objects.none(), label=_("To"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )  # fmt: skip
    reason = Words(
        label=_("What was good about it?"), required=False, max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("That is longer than 600 letters. A few words are plenty.")},
    )  # fmt: skip

    def __init__(self, *args, helpers, **kwargs):
        super().__init__(*args, **kwargs)
        self.helpers = helpers
        field = self.fields["to"]
        field.queryset = Member.objects.filter(pk__in=[each.pk for each in helpers], is_active=True)
        field.choices = [(each.pk, each.full_name) for each in helpers]
        self.initial.setdefault("to", [each.pk for each in helpers])
