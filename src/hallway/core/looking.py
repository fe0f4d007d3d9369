"""Made-up people and requests for the page that shows every component. No rows: the page works without a database."""

from datetime import timedelta
from types import SimpleNamespace

from django import forms
from django.utils import timezone

NAMES = ("Dana Reyes", "Amara Obi", "Lena Fischer", "Tomás Núñez", "Grace Lindqvist", "Wei Zhang")


def somebody(number):
    name = NAMES[number % len(NAMES)]
    first, last = name.split(" ")
    return SimpleNamespace(
        pk=number + 1, full_name=name, short_name=first, initials=first[0] + last[0], photo="", title=""
    )


class Example(forms.Form):
    """Every kind of question."""

    line = forms.CharField(
        label="What is wrong, in one line?", max_length=120, help_text="Like: the projector shows no picture."
    )
    more = forms.CharField(
        label="Anything else we should know?", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    topic = forms.ChoiceField(
        label="What is it about?", choices=[("p", "Projector or screen"), ("n", "Wi-Fi"), ("a", "An app")]
    )
    stopped = forms.ChoiceField(
        label="Is teaching stopped right now?",
        choices=[("y", "Yes, right now"), ("n", "No, we manage")],
        widget=forms.RadioSelect,
    )
    who = forms.MultipleChoiceField(
        label="Who is affected?", choices=[("m", "Me"), ("c", "My class"), ("g", "My grade level")], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    private = forms.BooleanField(
        label="Keep this between us", required=False, help_text="Only the one who holds it can read it."
    )
    tag = forms.CharField(label="Device tag", required=False)
    photo = forms.FileField(label="A photo of it", required=False)


def examples(theme):
    """The context of ``ui/look.html``. theme: "" (the device's), light or dark."""
    now = timezone.now()
    people = [somebody(n) for n in range(6)]
    titles = (
        "Projector shows no picture, class starts in ten minutes",
        "Half of the Chromebook cart does not charge",
        "Can we unblock the museum's video site for Thursday?",
        "Microphone for the spring assembly",
        "My gradebook shows last year's class",
    )
    whys = (
        [("stopped", "Teaching stopped now"), ("late", "Promise was due 8:10")],
        [("nudged", "Nudged this morning"), ("promise", "Promise due tomorrow 10:40"), ("affected", "28 students")],
        [("deadline", "Deadline Thursday"), ("asked", "Asked 3 school days ago")],
        [("promise", "Promise due Friday 9:15")],
        [("waiting", "Waiting on Grace since Tuesday")],
    )
    rows = [
        {
            "url": "#row", "title": title, "number": 214 - n, "who": people[n + 1], "where": f"Room {12 + n}, Oak",
            "due": now + timedelta(hours=(-1, 3, 26, 49, 72)[n]), "due_word": "Answer by", "late": n == 0,
            "reasons": whys[n], "holder": "You" if n % 2 else "Dana", "new": n == 1, "pick": 214 - n,
            "tone": "wait" if n == 1 else "", "confidential": n == 4,
        }
        for n, title in enumerate(titles)
    ]  # fmt: skip
    wrong = Example({"line": "", "topic": "x"})
    return {
        "theme": theme,
        "people": people,
        "rows": rows,
        "form": Example(initial={"topic": "p", "stopped": "n"}),
        "wrong": wrong,
        "now": now,
        "earlier": now - timedelta(hours=20),
        "minutes": now - timedelta(minutes=12),
        "soon": now + timedelta(hours=4),
        "tomorrow": now + timedelta(days=1),
        "later": now + timedelta(days=5),
        "tab_items": [
            {"name": "Mine", "url": "#a", "current": True, "count": 4},
            {"name": "All of Oak", "url": "#b", "count": 12},
            {"name": "Waiting", "url": "#c", "count": 3},
            {"name": "Solved", "url": "#d"},
        ],
        "nav": [
            {"name": "Today", "url": "#", "icon": "house", "door": "home", "current": False},
            {"name": "Help list", "url": "#list", "icon": "list-todo", "door": "help", "current": True},
            {"name": "My requests", "url": "#mine", "icon": "life-buoy", "door": "help", "current": False},
            {"name": "People", "url": "#people", "icon": "users", "door": "belong", "current": False},
        ],
        "unread": 3,
        "doors": [
            ("help", "Ask for help", "Something does not work"),
            ("plan", "Plan a lesson together", "Ideas, co-teaching, a tool"),
            ("visit", "Invite to your class", "Come and see"),
            ("share", "Share an idea", "What worked for you"),
            ("belong", "Say hi", "Nothing asked"),
        ],
    }
