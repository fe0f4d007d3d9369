"""What a form says about an answer it cannot take, in the house's voice rather than the framework's."""

from django import forms
from django.utils.translation import gettext_lazy as _

WORDS = {
    forms.Field: {"required": _("We need this one.")},
    forms.EmailField: {"invalid": _("This does not look like an e-mail address.")},
    forms.IntegerField: {"invalid": _("A whole number, like 3.")},
    forms.DateField: {"invalid": _("A day, like 2026-03-14.")},
    forms.TimeField: {"invalid": _("A time, like 10:40.")},
    forms.DateTimeField: {"invalid": _("A day and a time, like 2026-03-14 10:40.")},
    forms.URLField: {"invalid": _("A web address that starts with https://")},
    forms.ChoiceField: {"invalid_choice": _("Pick one from the list.")},
    forms.ModelChoiceField: {"invalid_choice": _("Pick one from the list.")},
    forms.MultipleChoiceField: {"invalid_choice": _("Pick from the list.")},
    forms.FileField: {
        "required": _("Choose a file."),
        "invalid": _("The file did not arrive. Choose it once more."),
        "empty": _("This file is empty. Choose another one."),
    },
    forms.ImageField: {"invalid_image": _("This is not a picture we can read. A JPEG or PNG works.")},
}


def speak():
    """Give Django's form fields our words; called once when the house starts."""
    for kind, words in WORDS.items():
        kind.default_error_messages = {**kind.default_error_messages, **words}
