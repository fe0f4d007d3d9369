"""What a tip asks, and what an answer to one does."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.threads.fields import Words

from .choices import ANSWERS, AUDIENCES
from .models.tip import TEXT, TITLE
from .models.trial import LINE
from .rules import to_the_district


class TipForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    idea = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    title = Words(
        label=_("The tip in one line"), max_length=TITLE, error_messages={"required": _("Say it in one line first.")}
    )
    text = Words(
        label=_("How to do it"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("So short that somebody can try it tomorrow."),
    )  # fmt: skip
    audience = forms.ChoiceField(
        label=_("Who is told?"), choices=AUDIENCES, widget=forms.RadioSelect, initial="campus", required=False
    )

    def __init__(self, *args, member, published=False, **kwargs):
        super().__init__(*args, **kwargs)
        if published or not to_the_district(member):
            del self.fields["audience"]

    def what(self):
        """The values for the verb."""
        said = self.cleaned_data
        return {"title": said["title"], "text": said["text"], "audience": said.get("audience") or "campus"}


class AnswerForm(forms.Form):
    result = forms.ChoiceField(choices=ANSWERS, error_messages={"required": _("Choose how it went.")})
    line = Words(label=_("A line about it"), required=False, max_length=LINE)
    named = forms.BooleanField(required=False)
