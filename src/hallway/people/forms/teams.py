from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..models import Campus, Member, Post, Team
from ..models.adoptions import CURRENT, QUIET
from .people import OneLine

SHOWN = 8


class TeamForm(forms.ModelForm):
    """A team's name and kind; for a new one its campus, too, of those where ``by`` may make teams."""

    class Meta:
        model = Team
        fields = ["name", "kind", "campus"]
        labels = {"name": _("Name"), "kind": _("Kind"), "campus": _("At")}
        help_texts = {"name": _("Like: Grade three, Science, Sunshine committee.")}
        field_classes = {"name": OneLine}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["campus"]
            return
        campuses, whole = team_campuses(by)
        field = self.fields["campus"]
        field.queryset, field.required = campuses, not whole
        field.empty_label = _("The whole district") if whole else None
        if not self.is_bound:
            field.initial = campuses.filter(pk__in=by.seat.own).first() or (None if whole else campuses.first())

    def values(self):
        return {name: self.cleaned_data[name] for name in self.fields}


def team_campuses(member):
    """(campuses where ``member`` may make teams, whether also for the whole district)."""
    seat, campuses = member.seat, Campus.objects.filter(enabled=True)
    everywhere = seat.is_admin or bool(seat.everywhere & {"its", "office"})
    if not everywhere:
        at = set().union(*(seat.campuses.get(role, set()) for role in ("lead", "office", "its")))
        campuses = campuses.filter(pk__in=at)
    return campuses, everywhere or seat.leads_district


class JoinForm(forms.Form):
    """Somebody for the team: by name or address, or ``member``, one of those whom the name may mean."""

    who = OneLine(label=_("Name or school e-mail"), required=False, max_length=100)
    member = forms.ModelChoiceField(Member.objects.none(), required=False, widget=forms.HiddenInput)
    maybe: tuple = ()

    def __init__(self, *args, by, team, **kwargs):
        super().__init__(*args, **kwargs)
        inside = team.memberships.filter(until=None).values("member")
        self.people = Member.objects.visible_to(by).filter(is_active=True).exclude(pk__in=inside)
        self.fields["member"].queryset = self.people
        self.fields["who"].widget.attrs["autocomplete"] = "off"

    def clean(self):
        said = super().clean()
        if said.get("member"):
            return said
        who = said.get("who", "")
        exact = self.people.filter(email=who.lower()).first() if "@" in who else None
        found = [exact] if exact else list(self.people.matching(who)[: SHOWN + 1])
        if len(found) == 1:
            said["member"] = found[0]
        elif not found:
            self.add_error(
                "who", _("Nobody of that name is outside the team. Try the beginning of a first or last name.")
            )
        else:
            self.maybe = tuple(found[:SHOWN])
            self.add_error("who", _("Several people are called so. Choose one below, or write more of the name."))
        return said


class ProposeForm(forms.Form):
    """Whom a team may ask: those who help at its campus, but for whom it has, has asked, or asked not long ago."""

    its = forms.ModelChoiceField(Member.objects.none(), label=_("Whom would you like to adopt?"), empty_label=None)

    def __init__(self, *args, by, team, moment, **kwargs):
        super().__init__(*args, **kwargs)
        posts = Post.objects.filter(role="its")
        if team.campus_id:
            posts = posts.filter(Q(campus=team.campus_id) | Q(campus=None))
        asked = team.adoptions.filter(Q(status__in=CURRENT) | Q(status="declined", until__gt=moment - QUIET))
        people = posts.holders_now().exclude(pk=by.pk).exclude(pk__in=asked.values("its"))
        self.fields["its"].queryset = people
        self.fields["its"].label_from_instance = lambda member: member.full_name


class WordsForm(forms.Form):
    words = OneLine(
        label=_("A sentence for the team"),
        required=False,
        max_length=200,
        help_text=_("Like: Gladly, I am in the building on Tuesdays."),
    )
