from django import forms
from django.utils.translation import gettext_lazy as _

from hallway.core.text import clean, one_line

from ..models import Campus, Member
from ..models.posts import HATS, ROLES, WEEKDAYS


class OneLine(forms.CharField):
    """A line of text without control characters or direction tricks, at most ``max_length``."""

    def to_python(self, value):
        return one_line(super().to_python(value), self.max_length or 200)


class Words(forms.CharField):
    """Several lines of text, without characters that no row can keep."""

    def to_python(self, value):
        return clean(super().to_python(value))


def post_fields(form, member):
    """Give a form the questions of a post, with the campuses and roles that ``member`` may give."""
    seat = member.seat
    roles = ROLES if seat.is_admin else [r for r in ROLES if r[0] not in ("office", "district", "admin")]
    campuses = Campus.objects.filter(enabled=True)
    if not seat.is_admin and "office" not in seat.everywhere:
        campuses = campuses.filter(pk__in=seat.campuses.get("office", set()))
    form.fields["role"].choices = roles
    form.fields["campus"].queryset = campuses
    form.fields["campus"].empty_label = _("The whole district") if seat.is_admin else None
    form.fields["campus"].required = not seat.is_admin
    if not form.is_bound:
        form.initial.setdefault("campus", campuses.first())


class PostFields(forms.Form):
    """The questions of a post."""

    role = forms.ChoiceField(label=_("Works as"), choices=ROLES)
    campus = forms.ModelChoiceField(Campus.objects.none(), label=_("At"), required=False)
    hat = forms.ChoiceField(
        label=_("Hat"), choices=HATS, required=False, help_text=_("What a technology person is known for.")
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these days"),
        choices=WEEKDAYS[:5],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: every school day."),
    )
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self):
        said = super().clean()
        needs_campus = said.get("role") in {"teacher", "contact", "lead"}
        if needs_campus and not said.get("campus"):
            self.add_error("campus", _("Choose a campus for this role."))
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            self.add_error("until", _("The last day is before the first one."))
        return said


class PostForm(PostFields):
    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        post_fields(self, by)


class PersonForm(forms.ModelForm):
    room_campus = forms.ModelChoiceField(
        Campus.objects.none(), label=_("Room at"), required=False, empty_label=_("No room")
    )
    room_name = OneLine(label=_("Room"), required=False, max_length=60)

    class Meta:
        model = Member
        fields = ["name", "email", "preferred_name", "pronouns", "title", "phone", "language"]
        labels = {
            "name": _("Name"),
            "email": _("School e-mail"),
            "preferred_name": _("Called"),
            "pronouns": _("Pronouns"),
            "title": _("Title"),
            "phone": _("Phone"),
            "language": _("Language"),
        }
        help_texts = {"preferred_name": _("If colleagues call them something else.")}
        field_classes = dict.fromkeys(["name", "preferred_name", "pronouns", "title", "phone"], OneLine)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["room_campus"].queryset = Campus.objects.filter(enabled=True)
        self.fields["language"].choices = [("", _("As the browser says")), *self.fields["language"].choices[1:]]
        room = self.instance.room if self.instance.pk else None
        if room:
            self.initial.setdefault("room_campus", room.campus_id)
            self.initial.setdefault("room_name", room.name)

    def clean_email(self):
        return self.cleaned_data["email"].strip().lower()

    def clean(self):
        said = super().clean()
        if bool(said.get("room_campus")) != bool(said.get("room_name")):
            missing = "room_campus" if said.get("room_name") else "room_name"
            self.add_error(missing, _("A room needs a campus and a name."))
        return said

    def values(self):
        """What the verbs need, without the room (which may have to be made first)."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class NewPersonForm(PostFields, PersonForm):
    """Somebody new with their first post, and the letter at once if wanted."""

    invite = forms.BooleanField(
        label=_("Send the invitation by mail now"),
        required=False,
        initial=True,
        help_text=_("It opens for seven days."),
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        post_fields(self, by)

    def post(self):
        return {name: self.cleaned_data[name] for name in ("role", "campus", "hat", "weekdays", "since", "until")}


class FilterForm(forms.Form):
    """The filters of the list of people; nonsense in an address is left aside."""

    q = OneLine(label=_("Name, title or e-mail"), required=False, max_length=100)
    campus = forms.ModelChoiceField(
        Campus.objects.all(), label=_("Campus"), required=False, empty_label=_("Every campus")
    )
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Every role")), *ROLES], required=False)
    state = forms.ChoiceField(
        label=_("Show"),
        choices=[("", _("Active people")), ("off", _("Switched off")), ("new", _("Not been here yet"))],
        required=False,
    )


class IntroductionForm(forms.ModelForm):
    class Meta:
        model = Member
        fields = ["preferred_name", "pronouns", "about", "ask_me_about", "how_to_ask"]
        labels = {
            "preferred_name": _("What should colleagues call you?"),
            "pronouns": _("Pronouns"),
            "about": _("Who I am"),
            "ask_me_about": _("Ask me about"),
            "how_to_ask": _("How I like to be asked"),
        }
        help_texts = {
            "about": _("A few lines in your own words. Everybody who works here can read them."),
            "ask_me_about": _("Like: gradebook, robotics, anything with a cable."),
            "how_to_ask": _("Like: a short mail is best; I check it before first period."),
        }
        widgets = {
            "about": forms.Textarea(attrs={"rows": 4}),
            "ask_me_about": forms.Textarea(attrs={"rows": 2}),
            "how_to_ask": forms.Textarea(attrs={"rows": 2}),
        }
        field_classes = dict.fromkeys(["preferred_name", "pronouns"], OneLine) | dict.fromkeys(
            ["about", "ask_me_about", "how_to_ask"], Words
        )

    def values(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class LanguageForm(forms.ModelForm):
    class Meta:
        model = Member
        fields = ["language"]
        labels = {"language": _("Language")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("As the browser says")), *self.fields["language"].choices[1:]]


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label=_("A photo of you"),
        help_text=_("Up to 25 MB. Where it was taken is removed at once."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )
