"""What hosts note of who was there: the dates as ticks, and by hand what the ticks do not say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.core.text import as_numbers
from hallway.people.models import Member
from hallway.threads.fields import Words

from .forms import COUNTED, number
from .models.people import ATTENDED, MOST_MINUTES


class SeatForm(forms.Form):
    """``was`` and ``before``, hidden: the ticks and the words as they were shown, so that only what its writer changed is changed."""

    state = forms.ChoiceField(label=_("Otherwise"), required=False, choices=[("", _("by the ticks")), *ATTENDED])
    minutes = number(_("Minutes"), 0, MOST_MINUTES, COUNTED)

    @classmethod
    def of(cls, seat):
        said = {"state": seat.attended, "minutes": seat.minutes} if seat.by_hand else {}
        return cls(prefix=str(seat.pk), initial=said)

    @property
    def before(self):
        """The words as they are shown; as they were shown first, when the form comes back."""
        if self.is_bound:
            return self.data.get(f"{self.prefix}-before", "")
        return "{state}:{minutes}".format_map({"state": "", "minutes": ""} | self.initial)

    def dates(self, name):
        """The keys of the dates that are ticked (``here``), or were when it was shown (``was``)."""
        return as_numbers(self.data.getlist(f"{self.prefix}-{name}"))

    def what(self):
        """The values for the verb."""
        said = self.cleaned_data
        words = "{}:{}".format(said["state"], "" if said["minutes"] is None else said["minutes"])
        return {"here": self.dates("here"), "was": self.dates("was")} | (said if words != self.before else {})


class WalkInForm(forms.Form):
    """Finds one person by what is typed; several fit: they are offered."""

    name = Words(label=_("Who came without a place?"), required=False, max_length=120,
                 widget=forms.TextInput(attrs={"autocomplete": "off"}))  # fmt: skip
    person = forms.ModelChoiceField(Member.objects.filter(is_active=True), required=False, widget=forms.HiddenInput)
    candidates: list = []

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member

    def clean(self):
        said = super().clean()
        if said.get("person") or self.errors:
            return said
        typed = (said.get("name") or "").strip()
        people = Member.objects.visible_to(self.member).filter(is_active=True)
        found = [*people.filter(email=typed.lower())[:1]] or [*people.matching(typed)[:9]] if typed else []
        if len(found) == 1:
            said["person"] = found[0]
        elif found:
            self.candidates = found
            self.add_error("name", _("More than one person fits. Choose below, or write more of the name."))
        else:
            self.add_error("name", _("We know nobody by that name. Try another spelling, or the mail address."))
        return said
