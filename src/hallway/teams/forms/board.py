"""What the board asks: a line to begin with, some words, files."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.threads.fields import WithFiles, Words

from ..models.board import LONGEST, MARKS, TITLE
from ..models.concern import LONGEST as CONCERN

TOO_LONG = _("That is longer than 10,000 letters. Send the long part as a file.")


class TopicForm(WithFiles):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    title = Words(
        label=_("In one line"), max_length=TITLE, error_messages={"required": _("Give it a line to begin with.")}
    )
    text = Words(
        label=_("More of it"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": TOO_LONG},
    )  # fmt: skip


class AnswerForm(WithFiles):
    """Empty is fine only with a file, which the verb decides."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = Words(
        label=_("Your answer"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )  # fmt: skip


class ConcernForm(forms.Form):
    message = forms.IntegerField(required=False, min_value=1, max_value=2**60, widget=forms.HiddenInput)
    words = Words(label=_("Why do you think so?"), required=False, max_length=CONCERN)


class MarkForm(forms.Form):
    mark = forms.ChoiceField(choices=MARKS)
    message = forms.IntegerField(required=False, min_value=1, max_value=2**60)
    off = forms.BooleanField(required=False)
