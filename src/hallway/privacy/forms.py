from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.people.forms.people import OneLine


class ReasonForm(forms.Form):
    reason = OneLine(label=_("Why"), max_length=200, help_text=_("It stays in the log, like: asked for by the person."))


class EraseForm(ReasonForm):
    """The name typed once more, so that nobody is erased by a slip."""

    name = OneLine(
        label=_("Type the person's name to go on"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_name(self):
        if self.cleaned_data["name"].casefold() != self.member.name.casefold():
            raise forms.ValidationError(_("That is not this person's name."))
        return self.cleaned_data["name"]
