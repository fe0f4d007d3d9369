from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.schooltime.fetching import NotFetched, host_of

from .ics.alone import BYTES


class AddressForm(forms.Form):
    url = forms.CharField(
        label=_("The address of your calendar"),
        max_length=1000,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://", "autocomplete": "off"}),
        help_text=_(
            "In Google Calendar it is called “Secret address in iCal format”, in Outlook “ICS” under “Publish a calendar”."
        ),
        error_messages={"required": _("Give the address of a calendar.")},
    )

    def clean_url(self):
        url = self.cleaned_data["url"]
        try:
            self.name = host_of(url)[:80]
        except NotFetched as error:
            raise forms.ValidationError(str(error)) from error
        return url


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
