"""Answers as people send them: any text without raising, files kept before the form is sure."""

import uuid

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from hallway.core.storage import NotKept, Stored, keep
from hallway.core.text import clean

KEPT_SECONDS = 12 * 3600  # storage sweeps files without a row after a day
KEPT_SALT = "hallway.asks.kept"
MOST_FILES = 10
LONGEST = 50_000
TOO_LONG = _("That is longer than 50,000 letters. Send the long part as a file.")


def seal(member, stored):
    """The name under which a form of ``member`` carries a file on disk (``Stored``) from one round to the next."""
    about = [member.pk, stored.path, stored.size, stored.sha256, stored.type, stored.name, stored.sealed]
    return signing.dumps(about, salt=KEPT_SALT, compress=True)


class Words(forms.CharField):
    """Text of any kind: controls, NUL and broken characters are taken out instead of being an error."""

    def to_python(self, value):
        return super().to_python(clean(value) if isinstance(value, str) else value)


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Several files. Its value is a list of uploads; ``take_files`` keeps them."""

    widget = ManyFiles

    def __init__(self, **about):
        about.setdefault("required", False)
        super().__init__(**about)

    def clean(self, data, initial=None):
        each = data if isinstance(data, list | tuple) else [data] if data else []
        uploads = [super(Files, self).clean(one, initial) for one in each if one and one.size]
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(_("Ten files at a time, please. Send the rest in a reply."))
        return uploads


class WithFiles(forms.Form):
    """A form whose files outlive its errors: they are kept at once, and the form carries their sealed names until it is done."""

    seals = False  # whether the files lie locked on the disk
    files = Files(label=_("Photos and files"))  # type: ignore[assignment]  # a field, as Django means it

    def __init__(self, *args, member, **kwargs):
        self.member = member
        self.kept = []
        super().__init__(*args, **kwargs)

    def clean(self):
        values = super().clean()
        self.kept = list(self._unsealed())
        for upload in values.get("files") or []:
            try:
                self.kept.append(keep(upload, upload.name, upload.content_type or "", sealed=self.seals))
            except NotKept as error:
                self.add_error("files", error.sentence)
        return values

    def _unsealed(self):
        """What earlier rounds of this form kept, less what was taken away again."""
        if not hasattr(self.data, "getlist"):
            return
        away = self.data.get("away", "")
        for sealed in self.data.getlist("kept")[:MOST_FILES]:
            try:
                owner, *stored, locked = signing.loads(sealed, salt=KEPT_SALT, max_age=KEPT_SECONDS)
            except signing.BadSignature:
                continue
            if owner == self.member.pk and stored[0] != away:
                yield Stored(*stored, sealed=locked)

    @property
    def sealed(self):
        """[(sealed name, Stored)] for the hidden inputs of the next round."""
        return [(seal(self.member, one), one) for one in self.kept]

    def files_for(self, model):
        """What the verb gets: all kept files when this form made its ``model`` row before (the verb answers with that row),
        else those that no row names yet: sealed names sent with a second form give no file two rows."""
        if not self.kept or model.objects.filter(key=self.cleaned_data["key"]).exists():
            return self.kept
        return self.new_files()

    def new_files(self):
        """The kept files that no row names yet."""
        from .models import File

        taken = set(File.objects.filter(path__in=[one.path for one in self.kept]).values_list("path", flat=True))
        return [one for one in self.kept if one.path not in taken]


class Reply(WithFiles):
    """A reply; empty is fine only with a file, which the verb decides."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = Words(
        label=_("Your words"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
