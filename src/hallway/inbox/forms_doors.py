from urllib.parse import quote

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.core.mailservers import IN, oauth_client, read_server
from hallway.core.text import one_line
from hallway.people.models import Campus
from hallway.procedures.models import Topic

from .models import Address

PASSWORD = forms.PasswordInput(attrs={"autocomplete": "off"})


class AddressForm(forms.ModelForm):
    """One more address of ours."""

    class Meta:
        model = Address
        fields = ["address", "campus", "topic", "reply_domain", "library"]
        labels = {
            "address": _("Address"), "campus": _("Requests are for this campus"), "topic": _("Requests are about"),
            "reply_domain": _("Answers go to another domain"), "library": _("It is the library’s address"),
        }  # fmt: skip
        help_texts = {
            "address": _("It must arrive in a mailbox that is read, or come through the mail server."),
            "campus": _("Empty: the campus of whoever writes."),
            "topic": _("Empty: no topic."),
            "reply_domain": _("Only if answers to such requests come in under a domain of their own."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campus"].queryset = Campus.objects.filter(enabled=True)
        self.fields["topic"].queryset = Topic.objects.filter(enabled=True)

    def clean_address(self):
        return one_line(self.cleaned_data["address"]).lower()

    def clean_reply_domain(self):
        return self.cleaned_data["reply_domain"].strip().lower()

    def validate_unique(self):
        """A removed one may come back; the verb asks the rest."""

    def values(self):
        return {name: self.cleaned_data[name] for name in self.fields}


class MailboxForm(forms.Form):
    """How one mailbox is opened."""

    host = forms.RegexField(
        r"^[A-Za-z0-9.-]+(:[0-9]{1,5})?$",
        label=_("Mail server"),
        max_length=200,
        help_text=_("Like imap.your-district.org."),
    )
    user = forms.CharField(label=_("User name"), max_length=200, help_text=_("Mostly the mail address."))
    folder = forms.CharField(label=_("Folder"), max_length=200, initial="INBOX")
    auth = forms.ChoiceField(
        label=_("Sign in"),
        choices=[("", _("with a password")), ("google", "Google"), ("microsoft", "Microsoft")],
        required=False,
    )
    password = forms.CharField(label=_("Password"), max_length=500, required=False, widget=PASSWORD)
    tenant = forms.CharField(label=_("Microsoft's tenant"), max_length=200, required=False)
    client_id = forms.CharField(label=_("The application's id"), max_length=300, required=False)
    client_secret = forms.CharField(
        label=_("The application's secret"), max_length=500, required=False, widget=PASSWORD
    )
    refresh_token = forms.CharField(label=_("Refresh token"), max_length=4000, required=False, widget=PASSWORD)
    secret_until = forms.DateField(
        label=_("The secret ends on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("We tell you a month before."),
    )  # fmt: skip
    plain = forms.BooleanField(label=_("This server has no encryption (only on this very machine)"), required=False)

    def clean(self):
        said = super().clean()
        if self.errors:
            return said
        word = {name: said.get(name) or "" for name in ("client_id", "client_secret", "refresh_token", "tenant")}
        scheme, tail = ("imap", "?tls=none") if said["plain"] else ("imaps", "")
        user, password = (
            quote(said["user"], safe=""),
            quote(said["password"] or ("" if not said["auth"] else "-"), safe=""),
        )
        try:
            server = read_server(
                "It", f"{scheme}://{user}:{password}@{said['host']}/{quote(said['folder'], safe='')}{tail}", IN
            )
            client = oauth_client(said["auth"], **word) if said["auth"] else None
        except ValueError as told:
            raise forms.ValidationError(str(told)) from None
        said["server"] = server._replace(auth=said["auth"], oauth=client, password="" if client else server.password)
        return said
