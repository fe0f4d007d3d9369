"""What somebody said in the hallway: from the plain form, and as a phone sends what it kept."""

import hashlib
import uuid
from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.asks.forms.helping import Finds
from hallway.core.now import now
from hallway.people.models import Member
from hallway.threads.fields import WithFiles, Words

LONGEST_AGO = 400 * 24 * 3600  # seconds; what a phone says beyond this means a wrong clock


class Caught(Finds, WithFiles):
    """Who, and what in five words."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    line = Words(label=_("What, in five words?"), max_length=200)
    teaching_stopped = forms.BooleanField(label=_("Teaching is stopped right now"), required=False)
    mine = forms.BooleanField(label=_("I look after it myself"), required=False, initial=True)
    note_only = forms.BooleanField(label=_("Only a note for me"), required=False)
    field_order = ["name", "line", "teaching_stopped", "mine", "note_only", "files"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A note needs nobody: then an unknown name is no error, and is kept as it is.
        self.needed = not (self.is_bound and self.data.get("note_only"))

    def clean(self):
        values = super().clean()
        if not self.needed:
            self.errors.pop("name", None)
            self.candidates = []
        return values


class Sent(forms.Form):
    """One capture as the phone sends it. Nothing about the person is an error: an unknown name waits to be sorted.

    ``ago``: seconds since it was said, so that a phone whose clock is wrong does no harm.
    """

    key = forms.UUIDField()
    member = forms.IntegerField()
    name = Words(required=False, max_length=120)
    person = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    line = Words(
        max_length=200,
        error_messages={
            "required": _("Write one line about what it is."),
            "max_length": _("That is longer than 200 letters. Make it shorter; the rest fits in a reply."),
        },
    )
    teaching_stopped = forms.BooleanField(required=False)
    note_only = forms.BooleanField(required=False)
    mine = forms.BooleanField(required=False)
    ago = forms.FloatField(required=False)

    def at(self):
        """The instant it was said, or None when the phone makes no sense."""
        ago = self.cleaned_data.get("ago")
        return now() - timedelta(seconds=ago) if ago is not None and 0 <= ago <= LONGEST_AGO else None

    def chosen(self):
        """The person chosen from the phone's list, when they still work here; else None."""
        return Member.objects.filter(pk=self.cleaned_data["person"] or 0, is_active=True).first()

    def first_problem(self):
        """The first error as one sentence."""
        return next((str(each[0]) for each in self.errors.values()), "")


class Sort(Finds):
    """Whom it is from."""


def marks_of(uploads):
    """What uploads are known by when they are sent again: the SHA-256 of each as it was sent."""
    return [_mark(upload) for upload in uploads]


def _mark(upload):
    made = hashlib.sha256()
    for chunk in upload.chunks():
        made.update(chunk)
    upload.seek(0)
    return made.hexdigest()
