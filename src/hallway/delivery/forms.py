"""What the demo's letter box takes."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DemoMail(forms.Form):
    """A mail as somebody would write it; ``to`` empty means the help address."""

    sender = forms.EmailField(label=_("From"), max_length=254)
    to = forms.EmailField(label=_("To"), max_length=254, required=False)
    subject = forms.CharField(label=_("Subject"), max_length=200, required=False)
    text = forms.CharField(label=_("Words"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))
