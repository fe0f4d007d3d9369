from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.schooltime.views.bringing import FeedForm

from .ics.alone import BYTES


class AddressForm(FeedForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        url = self.fields["url"]
        url.label = _("The address of your calendar")
        url.help_text = _(
            "In Google Calendar it is called “Secret address in iCal format”, in Outlook “ICS” under “Publish a calendar”."
        )
        url.error_messages["required"] = _("Give the address of a calendar.")


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("A calendar file (.ics)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
        help_text=_("It is read once. Bring it again when your calendar has changed."),
        error_messages={"required": _("Choose a file first.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        self.data_read = file.read(BYTES + 1)
        self.name = (file.name or "calendar.ics")[:80]
        return file
