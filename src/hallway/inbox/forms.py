import re
from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.asks.models import Ask
from hallway.core.text import as_number
from hallway.people.models import Member

from .models import UNKNOWN
from .one_form import ways

DAYS = 30


class Period(forms.Form):
    """Whole days, the last one included. Empty: the last thirty."""

    first = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self):
        said = super().clean()
        if said.get("first") and said.get("last") and said["first"] > said["last"]:
            raise forms.ValidationError(_("The first day is after the last one."))
        return said

    def days(self, today):
        """(first day, last day), from what was said and what was not."""
        said = self.cleaned_data if self.is_valid() else {}
        last = said.get("last") or max(said.get("first") or today, today)
        return said.get("first") or last - timedelta(days=DAYS - 1), last


class Accept(forms.Form):
    """A parked mail becomes a new request of this person."""

    who = forms.CharField(
        label=_("Who asks?"), max_length=254, help_text=_("Their name or mail address."),
        error_messages={"required": _("Say who asks, so that the answer finds them.")},
    )  # fmt: skip

    def clean_who(self):
        said = self.cleaned_data["who"].strip()
        people = Member.objects.filter(is_active=True)
        if "@" in said:  # noqa: SIM108
            found = list(people.filter(email__in=ways([said.lower()])))
        else:
            found = list(people.matching(said)[:2])
        if not found:
            raise forms.ValidationError(_("Nobody here has this name or address. The office can add them first."))
        if len(found) > 1:
            raise forms.ValidationError(_("More than one person has this name. Write the mail address."))
        return found[0]


class Join(forms.Form):
    """A parked mail goes into this request."""

    number = forms.CharField(
        label=_("Number of the request"), max_length=20, error_messages={"required": _("Write the number, like 12.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_number(self):
        said = self.cleaned_data["number"].strip().lstrip("#")
        number = as_number(said) or 0
        ask = Ask.objects.visible_to(self.member).filter(pk=number).first()
        if ask is None:
            raise forms.ValidationError(_("There is no request with this number that you can open."))
        return ask


HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?")


class Trust(forms.Form):
    """Whose word about a sender counts, and what happens to unknown senders."""

    receivers = forms.CharField(
        label=_("Your receiving mail server"), max_length=500, required=False,
        help_text=_("The name it writes into “Authentication-Results”: mx.google.com, say; protection.outlook.com for Microsoft 365."),
    )  # fmt: skip
    sealers = forms.CharField(
        label=_("Servers that pass mail on to you"), max_length=500, required=False,
        help_text=_("Domains whose ARC seal you believe, like a list server of the state. Usually empty."),
    )  # fmt: skip
    unknown = forms.ChoiceField(label=_("Mail from somebody nobody here knows"), choices=UNKNOWN)

    def _hosts(self, name):
        said = self.cleaned_data[name].lower().replace(",", " ").split()
        for host in said:
            if not HOST.fullmatch(host):
                raise forms.ValidationError(_("“%(host)s” is not the name of a server."), params={"host": host})
        return " ".join(dict.fromkeys(said))

    def clean_receivers(self):
        return self._hosts("receivers")

    def clean_sealers(self):
        return self._hosts("sealers")
