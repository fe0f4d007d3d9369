"""What each reason is worth, in hours and minutes of waiting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..pressing import WORTH

LABELS = {
    "stopped": _("Teaching is stopped right now"),
    "wide": _("Several classes are affected"),
    "escalated": _("The district was asked for help"),
    "deadline": _("A deadline within three school days"),
    "nudged": _("The teacher asked gently how it is going"),
    "known": _("Others have it, too"),
}
WEEK = 7 * 1440


class WorthForm(forms.Form):
    def __init__(self, data=None, *, minutes):
        super().__init__(data)
        for code in WORTH:
            self.fields[code] = forms.IntegerField(
                label=LABELS[code], min_value=0, max_value=WEEK, initial=minutes[code], help_text=_("minutes")
            )
        self.fields["adopted"] = forms.BooleanField(
            label=_("Adopted team breaks a tie"),
            required=False,
            initial="adopted" in minutes,
            help_text=_(
                "Off unless you want it. Of two requests that are otherwise due in the same minute, the one from a team that"
                " has adopted its helper stands first, and both sides read why. It passes nothing that is due earlier."
            ),
        )

    @property
    def reasons(self):
        """The fields of the minutes, without the tie-break."""
        return [self[code] for code in WORTH]
