"""When mail comes, and what the demo's letter box takes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import WEEKDAYS, Rhythm


class RhythmForm(forms.Form):
    """Cleaned: ``quiet`` and ``weekday``, as ``Rhythm.keep`` takes them."""

    quiet = forms.BooleanField(
        label=_("Quiet outside school hours"),
        required=False,
        help_text=_("Mail that comes then waits for seven of the next school morning. What cannot wait still comes."),
    )
    weekday = forms.TypedChoiceField(
        label=_("The one mail with everything"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Every school day")), *WEEKDAYS],
    )

    def __init__(self, data=None, *, member):
        now = Rhythm.objects.filter(member=member).first()
        super().__init__(data, initial={"quiet": now.quiet, "weekday": now.weekday} if now else None)


class DemoMail(forms.Form):
    """A mail as somebody would write it; ``to`` empty means the help address."""

    sender = forms.EmailField(label=_("From"), max_length=254)
    to = forms.EmailField(label=_("To"), max_length=254, required=False)
    subject = forms.CharField(label=_("Subject"), max_length=200, required=False)
    text = forms.CharField(label=_("Words"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))
