"""Bringing days in: a file or a feed is read, and the preview shows what it would change."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hallway.people import tables

from ..bringing import BYTES, COLUMNS, read
from ..calendars import calendar_of
from ..fetching import NotFetched, fetch
from ..plans import Plan
from .choosing import address, chosen_to_change, today_at
from .making import show

SAID = 12


class BringForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("A calendar file (.ics) or a list (CSV)"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,.csv,.txt,text/calendar,text/csv"}),
    )
    url = forms.CharField(
        label=gettext_lazy("Or the address of a calendar feed"),
        max_length=1000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
        help_text=gettext_lazy("School websites offer it as “Subscribe” or “iCal”. It is read once, now."),
    )

    def clean(self):
        said = super().clean()
        if not said.get("file") and not said.get("url") and not self.errors:
            raise ValidationError(_("Choose a file, or give the address of a feed."))
        return said

    def data_of(self):
        """The bytes of the file, or of what lies at the address. Raises ``NotFetched``."""
        if file := self.cleaned_data.get("file"):
            return file.read(BYTES + 1)
        return fetch(self.cleaned_data["url"])


def bring_in(request):
    campus = chosen_to_change(request)
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if request.method == "POST" and form.is_valid():
        name = "file" if form.cleaned_data.get("file") else "url"
        calendar = calendar_of(campus.pk if campus else None)
        try:
            found = read(form.data_of(), calendar, today_at(campus))
        except (tables.Unreadable, NotFetched) as error:
            form.add_error(name, str(error))
        else:
            plan = Plan(campus, found.looks(calendar), source="bring_in")
            return show(request, plan, problems=_problems(found))
    about = {"form": form, "campus": campus, "columns": COLUMNS, "back": address(reverse("calendar:year"), campus)}
    return render(request, "schooltime/bring_in.html", about, status=422 if form.errors else 200)


def _problems(found):
    said = list(found.problems)
    if found.aside:
        titles = list(dict.fromkeys(found.aside))
        words = ngettext(
            "%(n)d entry is no kind of school day: %(titles)s",
            "%(n)d entries are no kind of school day: %(titles)s",
            len(found.aside),
        )
        shown = ", ".join(title[:40] for title in titles[:SAID]) + ("…" if len(titles) > SAID else "")
        said.append((None, words % {"n": len(found.aside), "titles": shown}))
    return said[:200]
