"""What an idea asks: a link or one line; the rest is folded. And what is said of a try: one tap, one line, the rest folded."""

import re
import uuid

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hallway.threads.fields import WithFiles, Words

from .choices import DEVICES, GRADES, KINDS, SUBJECTS
from .models.idea import LINK, TEXT, TITLE, VALUES, WHAT_FOR

NEITHER = _("A link or one line is enough, but one of them it needs.")
NO_LINK = _("A link begins with https:// and has a name with a dot in it.")

ONLY_LINK = re.compile(r"https?://[^\s/]+\.[^\s]+")


class IdeaForm(WithFiles):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    title = Words(label=_("The idea in one line"), required=False, max_length=TITLE)
    link = forms.URLField(
        label=_("Link"), required=False, max_length=LINK, assume_scheme="https", error_messages={"invalid": NO_LINK},
        widget=forms.TextInput,  # as one says it, "desmos.com": a browser's own box for addresses would not send that
    )  # fmt: skip
    what_for = Words(
        label=_("What is it good for?"), required=False, max_length=WHAT_FOR, widget=forms.Textarea(attrs={"rows": 2})
    )
    text = Words(
        label=_("How to do it, step by step"), required=False, max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    subject = forms.ChoiceField(
        label=pgettext_lazy("what is taught", "Subject"), choices=SUBJECTS, required=False, initial="any"
    )
    grades = forms.TypedMultipleChoiceField(
        label=_("Grades"), choices=GRADES, coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None means: for all."),
    )  # fmt: skip
    devices = forms.MultipleChoiceField(
        label=_("What it needs"), choices=DEVICES, required=False, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS, required=False, widget=forms.RadioSelect)

    def clean_link(self):
        link = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(NO_LINK)
        return link

    def clean(self):
        said = super().clean()
        if ONLY_LINK.fullmatch(said.get("title") or "") and not said.get("link") and len(said["title"]) < TITLE:
            said["link"], said["title"] = said["title"], ""  # pasted into the first box; cut, it would lead nowhere
        if not said.get("title") and not said.get("link") and not self.errors:
            self.add_error("title", NEITHER)
        return said

    def what(self):
        """The values for the verb."""
        return {name: self.cleaned_data.get(name) for name in VALUES}

    @property
    def open_class(self):
        return any(self[name].value() for name in ("grades", "devices")) or self["subject"].value() not in ("any", "")

    @property
    def open_how(self):
        return any(self[name].value() for name in ("what_for", "text"))


class ReportForm(forms.Form):
    why = Words(label=_("What has changed?"), required=False, max_length=300)
