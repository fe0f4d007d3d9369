from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Campus, Device, District, Member, Post
from .people import OneLine

ZONES = [
    ("America/New_York", _("Eastern")),
    ("America/Chicago", _("Central")),
    ("America/Denver", _("Mountain")),
    ("America/Phoenix", _("Arizona")),
    ("America/Los_Angeles", _("Pacific")),
    ("America/Anchorage", _("Alaska")),
    ("Pacific/Honolulu", _("Hawaii")),
    ("America/Puerto_Rico", _("Atlantic (Puerto Rico)")),
]


class ZoneField(forms.CharField):
    """A time zone by its usual name, or any other by the name computers use."""

    def __init__(self, **kwargs):
        super().__init__(label=_("Time zone"), max_length=60, **kwargs)
        self.help_text = _("Like America/Chicago (Central) or America/New_York (Eastern).")
        self.widget = forms.TextInput(attrs={"list": "zones", "autocomplete": "off"})


class DistrictForm(forms.ModelForm):
    time_zone = ZoneField()

    class Meta:
        model = District
        fields = ["name", "its_title", "time_zone", "language", "duty"]
        labels = {
            "name": _("Name of the district or school"),
            "its_title": _("What you call your technology people"),
            "language": _("Language of mails to people who chose none"),
            "duty": _("Duty holder"),
        }
        help_texts = {
            "its_title": _("Like ITS, digital learning coach, or technology specialist."),
            "duty": _("Looks after requests that nobody at a campus can take."),
        }
        field_classes = {"name": OneLine, "its_title": OneLine}
        widgets = {"language": forms.Select(choices=[("en", "English"), ("es", "Español")])}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fit = Post.objects.filter(role__in=("its", "district", "admin")).holders_now()
        self.fields["duty"].queryset = fit | Member.objects.filter(pk=self.instance.duty_id, is_active=True)
        self.fields["duty"].empty_label = _("Nobody yet")

    def values(self):
        return {name: self.cleaned_data[name] for name in self.fields}


class CampusForm(forms.ModelForm):
    time_zone = ZoneField()

    class Meta:
        model = Campus
        fields = ["name", "code", "level", "time_zone", "address", "phone", "enabled"]
        labels = {
            "name": _("Name"),
            "code": _("Short code"),
            "level": _("Level"),
            "address": _("Address"),
            "phone": _("Phone"),
            "enabled": _("In use"),
        }
        field_classes = dict.fromkeys(["name", "code", "address", "phone"], OneLine)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [("", _("Not said")), *self.fields["level"].choices[1:]]

    def values(self):
        return {name: self.cleaned_data[name] for name in self.fields}


class RoomForm(forms.Form):
    name = OneLine(label=_("New room"), max_length=60, help_text=_("Several at once: put commas between them."))

    def names(self):
        return [part for part in (p.strip() for p in self.cleaned_data["name"].split(",")) if part]


class DeviceForm(forms.ModelForm):
    room_name = OneLine(label=_("Room"), required=False, max_length=60)

    class Meta:
        model = Device
        fields = ["tag", "model", "campus", "enabled"]
        labels = {"tag": _("Tag"), "model": _("What it is"), "campus": _("Campus"), "enabled": _("In use")}
        help_texts = {"model": _("Like: Chromebook 3110, Epson projector.")}
        field_classes = {"tag": OneLine, "model": OneLine}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        seat, campuses = by.seat, Campus.objects.filter(enabled=True)
        if not seat.is_admin and "office" not in seat.everywhere:
            campuses = campuses.filter(pk__in=seat.campuses.get("office", set()))
            self.fields["campus"].required = True
        self.fields["campus"].queryset = campuses
        if self.instance.pk and self.instance.room:
            self.initial.setdefault("room_name", self.instance.room.name)

    def clean(self):
        said = super().clean()
        if said.get("room_name") and not said.get("campus"):
            self.add_error("campus", _("A room needs a campus."))
        return said

    def values(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}
