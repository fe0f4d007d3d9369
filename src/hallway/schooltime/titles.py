"""What a school means by the title of a calendar entry: "A Day", "No school – Labor Day", "Early dismissal at noon"."""

import re

from .daytypes import HOLIDAY, MAKE_UP, TEACHER_ONLY, WEATHER

LETTER = re.compile(
    r"""^\W*(?:(?:an?\s+)?["“']?(?P<one>[A-H]|[1-9]|10|red|blue|gold|green|white|black|silver|orange|purple|maroon)["”']?
    [\s-]*days?|days?[\s-]*["“']?(?P<two>[A-H]|[1-9]|10)["”']?)(?![\w'’])""",
    re.I | re.X,
)
NEVER = re.compile(
    r"\b(resumes?|returns?|returning|welcome back|back to school|last day|first day|concert|camp|party)\b", re.I
)
TYPES = [  # in this order: a workday without students is a workday, a made-up snow day is a school day
    (MAKE_UP, r"make[\s-]?up (?:day|snow|school)|snow make[\s-]?up|weather make[\s-]?up"),
    (
        TEACHER_ONLY,
        r"work\s?days?\b|in-?service|staff dev|professional (?:dev|learn)|\bpd day|teacher (?:only|planning|prep)"
        r"|staff (?:only|day)|record day|planning day|convocation",
    ),
    ("early_release", r"early (?:release|dismissal|out|closing)|half[\s-]day|minimum day|shortened day|noon dismissal"),
    ("late_start", r"late (?:start|arrival|opening)|delayed (?:start|opening)|(?:two|2)[\s-]hour delay"),
    (WEATHER, r"\b(?:snow|weather|ice|inclement|emergency) (?:day|closure|closing)"),
    (
        HOLIDAY,
        r"no (?:school|classes|students)|holidays?\b|\bbreak\b|\brecess\b|school closed|schools closed|district closed"
        r"|vacation|labor day|thanksgiving|memorial day|martin luther king|\bmlk\b|presidents?['’]?s? day|veterans['’]? day"
        r"|good friday|juneteenth|indigenous people|columbus day|new year['’]?s|christmas|day off\b|no school",
    ),
]
KINDS = [(name, re.compile(pattern, re.I)) for name, pattern in TYPES]
LONGEST = 300


def letter_in(title):
    """The day letter that a title gives ("A Day", "Day 3", "Blue day"), or an empty string."""
    found = LETTER.match(title[:LONGEST])
    if not found:
        return ""
    letter = found["one"] or found["two"]
    return letter.upper() if len(letter) < 3 else letter.capitalize()


def type_in(title):
    """The kind of day that a title means, or None."""
    title = title[:LONGEST]
    if NEVER.search(title):
        return None
    return next((name for name, pattern in KINDS if pattern.search(title)), None)


def told(title):
    """The title without what its kind of day says already: "No School - Labor Day" → "Labor Day"."""
    said = re.sub(r"^\W*no (?:school|classes|students)\b[\s:–—-]*", "", title[:LONGEST], flags=re.I)
    said = re.sub(r"[\s(–—:-]*\bno (?:school|classes|students)\b\W*$", "", said, flags=re.I)
    return said.strip(" -–—:()")
