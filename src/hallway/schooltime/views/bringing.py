"""Bringing days in from a file, and the feeds that are kept: what each would change is seen before it does."""

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hallway.people import tables

from ..bringing import BYTES, COLUMNS, problems_of, read
from ..calendars import calendar_of
from ..fetching import NotFetched, host_of
from ..models import Day, Feed
from ..plans import Plan
from .choosing import address, chosen_to_change, today_at
from .previewing import show


class BringForm(forms.Form):
    file = forms.FileField(
        label=_("A calendar file (.ics) or a list (CSV)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,.csv,.txt,text/calendar,text/csv"}),
        error_messages={"required": _("Choose a file first.")},
    )


class FeedForm(forms.Form):
    url = forms.CharField(
        label=_("The address of a calendar feed"),
        max_length=1000,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://", "autocomplete": "off"}),
        help_text=_(
            "School websites offer it as “Subscribe” or “iCal”. It is read now and again each night; nothing changes by itself."
        ),
        error_messages={"required": _("Give the address of a feed.")},
    )

    def clean_url(self):
        url = self.cleaned_data["url"]
        try:
            self.name = host_of(url)[:80]
        except NotFetched as error:
            raise forms.ValidationError(str(error)) from error
        return url


def bring_in(request, *, feed_form=None):
    campus = chosen_to_change(request)
    sent = request.method == "POST" and feed_form is None
    form = BringForm(request.POST, request.FILES) if sent else BringForm()
    if sent and form.is_valid():
        calendar = calendar_of(campus.pk if campus else None)
        try:
            found = read(form.cleaned_data["file"].read(BYTES + 1), calendar, today_at(campus))
        except tables.Unreadable as error:
            form.add_error("file", str(error))
        else:
            days = [*found.types, *found.letters]
            own = {row.date: row.look for row in Day.objects.filter(campus=campus, date__in=days)}
            plan = Plan(campus, found.looks(calendar, own), source="bring_in")
            return show(request, plan, problems=problems_of(found))
    about = {
        "form": form,
        "feed_form": feed_form or FeedForm(),
        "feeds": Feed.objects.filter(campus=campus).select_related("campus"),
        "campus": campus,
        "columns": COLUMNS,
        "back": address(reverse("calendar:year"), campus),
    }
    wrong = form.errors or (feed_form and feed_form.errors)
    return render(request, "schooltime/bring_in.html", about, status=422 if wrong else 200)
