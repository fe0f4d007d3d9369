"""The demo's library: what its people shared in two months, the tools the district has looked at, and how it went.

The texts lie in library_1.txt and library_2.txt: a line ``slug | subject | grades | devices | link``, the title, what it is good
for, and how it is done; an empty line between two.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from hallway.ideas.choices import DEVICES
from hallway.ideas.models import Idea, Tool, Trial
from hallway.schooltime.calendars import calendar_of

from .cast import named

HERE = Path(__file__).resolve().parent
GRADES = {"Pre-K": -1, "K": 0}
TOOLS = [  # name, site, what the district says, since, grades, a note
    ("Desmos", "desmos.com", "approved", date(2026, 7, 20), range(6, 13), ""),
    ("Edpuzzle", "edpuzzle.com", "approved", date(2026, 7, 20), range(3, 13), "Sign in with the school’s account."),
    ("Google Docs", "docs.google.com", "approved", date(2026, 6, 30), (), ""),
    ("Google Forms", "forms.google.com", "approved", date(2026, 6, 30), (), "No names of students in a public form."),
    ("Google Sheets", "sheets.google.com", "approved", date(2026, 6, 30), (), ""),
    ("PhET", "phet.colorado.edu", "approved", date(2026, 7, 20), range(3, 13), "No account needed."),
    (
        "Scratch",
        "scratch.mit.edu",
        "approved",
        date(2026, 7, 20),
        range(3, 9),
        "A class account; students use no names.",
    ),
    ("code.org", "code.org", "approved", date(2026, 7, 20), range(0, 9), ""),
    (
        "ArcGIS StoryMaps",
        "storymaps.arcgis.com",
        "in_review",
        date(2026, 8, 28),
        range(6, 13),
        "Asked for by Mesquite Draw.",
    ),
    ("Chrome Music Lab", "musiclab.chromeexperiments.com", "approved", date(2026, 8, 3), (), "No account needed."),
    ("ChatGPT", "chatgpt.com", "not_approved", date(2026, 8, 3), (), "For staff only; no words of students in it."),
    ("Quizlet", "quizlet.com", "in_review", date(2026, 8, 28), range(6, 13), ""),
    ("Kahoot", "kahoot.com", "approved", date(2026, 7, 20), range(2, 13), "The free version, nicknames on."),
    (
        "ClassDojo",
        "classdojo.com",
        "not_approved",
        date(2026, 7, 20),
        (),
        "It keeps more about children than we may give.",
    ),
    ("Padlet", "padlet.com", "not_reviewed", date(2026, 8, 3), (), ""),
]
LINES = {
    "worked": ["They asked for it again on Thursday.", "Ten minutes, and nobody had to be told twice.", "",
               "My second period needed it more than my first; both got it.", "", "I did it exactly as it stands here."],
    "changed": ["Half as many questions, and it fit.", "With pairs instead of threes.", "I left the last step for the next day.", ""],
    "did_not": ["Too loud for twenty-nine of them in my room.", "The idea is good; right before lunch is not.", ""],
    "not_yet": [""],
}  # fmt: skip
RESULTS = ["worked", "worked", "changed", "worked", "did_not", "worked", "changed", "not_yet"]
TALK = [
    (
        "exit-questions-three-colors",
        "With first graders I use three boxes with faces instead of colors. Works the same.",
    ),
    ("read-it-to-me", "The library has twelve headphones that may stay with a student for the year. Ask for them."),
    ("show-the-drafts", "I would love to see how you talk with the parents about it. May I come by?"),
    ("slider-lines", "If the cart is out: it runs on phones as well, two students each."),
]


@dataclass(frozen=True)
class Entry:
    slug: str
    values: dict


@cache
def entries():
    """The ideas of the library, in the order of the files."""
    text = "\n\n".join((HERE / name).read_text(encoding="utf-8").strip() for name in ("library_1.txt", "library_2.txt"))
    return [_entry(block.split("\n", 3)) for block in re.split(r"\n\s*\n", text)]


def _entry(lines):
    slug, subject, grades, devices, *link = [part.strip() for part in lines[0].split("|")]
    values = {"title": lines[1], "what_for": lines[2], "text": lines[3], "subject": subject, "grades": _grades(grades),
              "devices": [code for code, _name in DEVICES if code in devices.split()], "link": link[0] if link else "",
              "kind": "tool" if link else "approach"}  # fmt: skip
    return Entry(slug, values)


def _grades(said):
    if said == "all":
        return []
    first, _dash, last = said.partition("-")
    first, last = (int(GRADES.get(each, each)) for each in (first, last or first))
    return list(range(first, last + 1))


def plan(play, before):
    """Put the steps on the play's clock: mostly five to forty school days ago, a few this week."""
    campuses = play.cast.campuses
    calendar = calendar_of(next(iter(campuses.values())).pk)

    def day(number):
        return before(calendar, play.until, number, "d")

    play.at(day(41), _tools, play.cast)
    teachers = sorted(handle for name in campuses for handle in play.cast.of(name))
    for number, entry in enumerate(entries()):
        handle = teachers[number * 7 % len(teachers)]
        play.at(day(40 - number % 34), _share, play.cast, entry, handle)
        for nth in range(_tries(number)):
            other = teachers[(number * 7 + 3 + nth * 5) % len(teachers)]
            if other != handle:
                play.at(day(5 - nth % 5), _try, play.cast, entry, other, number + nth)
    for slug, words in TALK:
        play.at(day(3), _talk, play.cast, slug, words)


def _tries(number):
    """How many tried it: some nobody, most a few, the first ones many."""
    return 7 if number < 4 else (0, 2, 1, 3, 0, 1, 4, 1)[number % 8]


def _tools(cast):
    by = next(member for member in cast.members.values() if member.seat.leads_district or member.seat.is_admin)
    for name, host, approval, as_of, grades, note in TOOLS:
        Tool.add(by=by, name=name, host=host, approval=approval, as_of=as_of, grades=grades, note=note)


def _share(cast, entry, handle):
    cast.ideas[entry.slug] = Idea.share(
        by=cast.members[handle], campus=cast.campuses[cast.home[handle]], key=named(entry.slug), **entry.values
    )


def _try(cast, entry, handle, turn):
    result = RESULTS[turn % len(RESULTS)]
    lines, grades = LINES[result], entry.values["grades"]
    Trial.note(
        by=cast.members[handle], campus=cast.campuses[cast.home[handle]], idea=cast.ideas[entry.slug], result=result,
        line=lines[turn % len(lines)], grade=grades[turn % len(grades)] if grades else None,
        key=named(f"{entry.slug} tried by {handle}"),
    )  # fmt: skip


def _talk(cast, slug, words):
    idea, its = cast.ideas[slug], sorted(handle for handle, member in cast.members.items() if member.seat.is_its)
    idea.say(by=cast.members[its[len(slug) % len(its)]], text=words, key=named(f"said of {slug}"))
