"""What an idea and a trial can say by one tap: subjects, grades, devices, results, and what the district says of a tool."""

from django.utils.translation import gettext_lazy as _

SUBJECTS = [
    ("math", _("Math")),
    ("ela", _("Reading and writing")),
    ("science", _("Science")),
    ("social", _("Social studies")),
    ("language", _("World languages")),
    ("multilingual", _("Multilingual learners")),
    ("special", _("Special education")),
    ("arts", _("Art, music, theater")),
    ("pe", _("PE and health")),
    ("cte", _("Career and technical")),
    ("computing", _("Computing")),
    ("any", _("Any subject")),
]
GRADES = [(-1, _("Pre-K")), (0, _("K")), *((grade, str(grade)) for grade in range(1, 13))]
DEVICES = [
    ("chromebook", _("Chromebooks")),
    ("laptop", _("Laptops")),
    ("tablet", _("Tablets")),
    ("board", _("The board")),
    ("phone", _("Phones")),
    ("none", _("No device")),
]
KINDS = [("approach", _("A way of doing it")), ("tool", _("A tool"))]
STATES = [
    ("draft", _("Only yours so far")),
    ("shared", _("Shared")),
    ("outdated", _("Outdated")),
    ("merged", _("Part of another")),
    ("away", _("Put away")),
    ("held", _("Taken back")),
]
RESULTS = [
    ("worked", _("It worked")),
    ("changed", _("It worked with changes")),
    ("did_not", _("It did not work")),
    ("not_yet", _("I want to try it")),
]
ANSWERS = [*RESULTS[:3], ("help", _("I would like help with it"))]  # to a tip
AUDIENCES = [("campus", _("My campus")), ("district", _("The whole district"))]
TIP_STATES = [("draft", _("Only yours so far")), ("published", _("Published")), ("withdrawn", _("Withdrawn"))]
TRIED, GOOD = ("worked", "changed", "did_not"), ("worked", "changed")
APPROVALS = [
    ("approved", _("Approved")),
    ("in_review", _("In review")),
    ("not_approved", _("Not approved")),
    ("not_reviewed", _("Not reviewed")),
]
TONES = {"approved": "fine", "in_review": "wait", "not_approved": "alert", "not_reviewed": "line"}
MARKS = {"approved": "shield-check", "in_review": "hourglass", "not_approved": "shield-alert", "not_reviewed": "shield"}


def grades_said(grades):
    """Grades in few words: "K–2, 5"; empty for none."""
    runs, names = [], dict(GRADES)
    for grade in sorted(set(grades or ())):
        if runs and grade == runs[-1][1] + 1:
            runs[-1][1] = grade
        else:
            runs.append([grade, grade])
    return ", ".join(str(names.get(a, a)) if a == b else f"{names.get(a, a)}–{names.get(b, b)}" for a, b in runs)
