from urllib.parse import quote

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.core.locked import lock

from ..models import Campus, District
from .account import FirstPasswordForm
from .people import OneLine
from .places import ZoneField


class FirstAdministratorForm(FirstPasswordForm):
    code = forms.CharField(
        label=_("Setup code"),
        max_length=80,
        help_text=_("It was printed where Hallway was started."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = OneLine(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your school e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    field_order = ["code", "name", "email", "password"]


class NamesForm(forms.ModelForm):
    time_zone = ZoneField()

    class Meta:
        model = District
        fields = ["name", "its_title", "time_zone"]
        labels = {
            "name": _("What is your district or school called?"),
            "its_title": _("What do you call your technology people?"),
        }
        help_texts = {"its_title": _("Like ITS, digital learning coach, or technology specialist.")}
        field_classes = {"name": OneLine, "its_title": OneLine}

    def values(self):
        return {name: self.cleaned_data[name] for name in self.fields}


class CampusesForm(forms.Form):
    names = forms.CharField(
        label=_("Your campuses, one a line"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("A short code may follow after a comma, like: Oak Elementary, OAK"),
    )

    def clean_names(self):
        """[(name, code)]"""
        from hallway.core.text import one_line

        made = []
        for line in self.cleaned_data["names"].splitlines():
            name, _comma, code = line.rpartition(",") if "," in line else (line, "", "")
            if name := one_line(name, 120):
                made.append((name, one_line(code, 20)))
        if not made:
            raise forms.ValidationError(_("Write at least one."))
        return made


class HelperForm(forms.Form):
    name = OneLine(label=_("Name"), max_length=120, required=False)
    email = forms.EmailField(label=_("School e-mail"), required=False)
    campus = forms.ModelChoiceField(
        Campus.objects.filter(enabled=True), label=_("Serves"), required=False, empty_label=_("Every campus")
    )

    def clean(self):
        said = super().clean()
        if bool(said.get("name")) != bool(said.get("email")) and not self.errors:
            self.add_error("email" if said.get("name") else "name", _("A name and an e-mail go together."))
        return said

    def clean_email(self):
        return self.cleaned_data["email"].strip().lower()


HelpersFormSet = forms.formset_factory(HelperForm, extra=4, max_num=12, absolute_max=12)


class MailForm(forms.Form):
    """Where mail leaves from; becomes one ``smtp://`` address. The server's part is left out when the environment says it."""

    address = forms.EmailField(
        label=_("The address people write to"), help_text=_("Like help@example.org. Mails come from it, too.")
    )
    host = OneLine(label=_("Mail server"), max_length=200, required=False, help_text=_("Like smtp.example.org"))
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, required=False, initial=587)
    secure = forms.ChoiceField(
        label=_("Encryption"),
        choices=[
            ("starttls", _("STARTTLS (usual)")),
            ("implicit", _("TLS from the start")),
            ("none", _("None, inside the school only")),
        ],
        required=False,
    )
    user = OneLine(label=_("User name"), max_length=200, required=False)
    password = forms.CharField(
        label=_("Password"),
        max_length=300,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def server(self):
        """The address of the mail server, its password locked; or "" when none was named."""
        said = self.cleaned_data
        if not said.get("host"):
            return ""
        login = f"{quote(said['user'], safe='')}:{quote(lock(said['password']), safe='')}@" if said.get("user") else ""
        scheme = "smtps" if said.get("secure") == "implicit" else "smtp"
        tls = "" if scheme == "smtps" else f"?tls={said.get('secure') or 'starttls'}"
        return f"{scheme}://{login}{said['host']}:{said.get('port') or 587}{tls}"
