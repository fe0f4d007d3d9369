from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.core.text import one_line

from ..models import Topic

ICONS = [
    ("circle-question-mark", _("Question mark")),
    ("projector", _("Projector")),
    ("monitor", _("Screen")),
    ("laptop", _("Laptop")),
    ("tablet", _("Tablet")),
    ("printer", _("Printer")),
    ("wifi", _("Wi-Fi")),
    ("phone", _("Phone")),
    ("key-round", _("Key")),
    ("app-window", _("App")),
    ("volume-2", _("Sound")),
    ("camera", _("Camera")),
    ("keyboard", _("Keyboard")),
    ("lightbulb", _("Idea")),
    ("wrench", _("Wrench")),
]


class TopicForm(forms.ModelForm):
    class Meta:
        model = Topic
        fields = ["name", "hint", "icon", "order", "enabled"]
        labels = {
            "name": _("Name"),
            "hint": _("A few words more"),
            "icon": _("Picture"),
            "order": _("Place in the list"),
            "enabled": _("In use"),
        }
        help_texts = {
            "hint": _("What a teacher would say, like: no picture, no sound."),
            "order": _("Small numbers come first."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = self.instance.icon
        choices = ICONS if now in dict(ICONS) else [(now, now), *ICONS]
        self.fields["icon"] = forms.ChoiceField(label=_("Picture"), choices=choices)

    def clean_name(self):
        return one_line(self.cleaned_data["name"], 60)

    def clean_hint(self):
        return one_line(self.cleaned_data["hint"], 120)

    def values(self):
        return {name: self.cleaned_data[name] for name in self.fields}
