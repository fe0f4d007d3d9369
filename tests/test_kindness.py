"""The kindness rules, on every surface at once: nothing of waves, thanks, cards and marks is counted, nobody is ranked, no year of
birth is known, and who reads of a birthday is decided in one place.

The house holds figures that occur nowhere else (37 thank-yous, 41 waves, ...); whoever shows one of them anywhere is found here.
"""

import ast
import csv
import io
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse

from hallway.appreciation.models import Receipt, Thanks, Wave
from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.delivery.digests import send_digests
from hallway.delivery.models import OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.history.kinds import KINDS
from hallway.history.models import Event
from hallway.people.models import Member, TeamMembership
from hallway.privacy.collecting import bundle
from hallway.teams import birthdays
from hallway.teams.models import Birthday, Card, Reaction, Signature, Topic

from .access import EVERYBODY, ROUTES
from .teams import made

SRC = Path(birthdays.__file__).parent.parent
FIGURES = {"thanks": 37, "waves": 41, "marks": 43, "signatures": 47, "answers": 53}
A_FIGURE = re.compile(r"(?<![\w:.,/#-])(?:{})(?![\w:/%-]|[.,]\d)".format("|".join(map(str, FIGURES.values()))))
A_RANK = re.compile(
    r"leaderboard|most thanked|most liked|top (?:\d|three|five|ten)\b|\brank(?:ed|ing|s)?\b|streak|in a row|champion|employee of",
    re.I,
)
BIRTHDAY = re.compile(r"(?:Tess|Iván)[^<]{0,60}birthday|birthday[^<]{0,60}(?:Tess|Iván)", re.I)
WORDS = "abcdefghijklmnopqrstuvwxyzäöüßñéàçøåłšžčřěýíáůúťďňőűćśźżąęėįųūāēīļķģņōõ"


@pytest.fixture
def full(monday, cast):
    """Iván is thanked, waved at, written to and marked by so many that a figure of it would be seen."""
    team = made.team(cast)
    people = Member.objects.bulk_create(
        Member(name=f"Mate {letter * 3}", email=f"mate-{number + 1000}@cedar.example")
        for number, letter in enumerate(WORDS[: FIGURES["answers"] + 1])
    )
    for member in people:
        member.save()
    TeamMembership.objects.bulk_create(TeamMembership(team=team, member=each) for each in people)
    moment = now()
    for number in range(FIGURES["thanks"]):
        row = Thanks.objects.create(sender=people[number], reason="For the cable", at=moment)
        Receipt.objects.create(thanks=row, member=cast.ivan, allowed=True)
    day = moment.date()
    Wave.objects.bulk_create(
        Wave(sender=each, receiver=cast.ivan, day=day, at=moment) for each in people[: FIGURES["waves"]]
    )
    topic = Topic.open(by=cast.ivan, team=team, title="The globe", text="Stands in the library.")
    kind = ContentType.objects.get_for_model(Topic)
    Reaction.objects.bulk_create(
        Reaction(subject_type=kind, subject_id=topic.pk, member=each, mark="heart")
        for each in people[: FIGURES["marks"]]
    )
    for number in range(FIGURES["answers"]):
        topic.answer(by=people[number], text="Thank you")
    card = Card.open_card(by=HALLWAY, member=cast.ivan, team=team, occasion="welcome", deliver_at=moment)
    Signature.objects.bulk_create(
        Signature(card=card, member=each, words="Welcome") for each in people[: FIGURES["signatures"]]
    )
    card.deliver(by=HALLWAY)
    for who in ("tess", "ivan"):
        Birthday.say_birthday(
            by=getattr(cast, who), member=getattr(cast, who), month=3, day=2, audience="team", card=False
        )
    return card, topic


def seen(html):
    """What a person reads or hears of a page, without the words that scripts and styles are."""
    html = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", html, flags=re.S)
    said = re.findall(r'\b(?:alt|title|aria-label|placeholder|content)="([^"]*)"', html)
    return " ".join([re.sub(r"<[^>]+>", " ", html), *said])


def surfaces(cast, ask, more=()):
    for name, line in ROUTES.items():
        if line.method == "GET":
            yield reverse(name, kwargs=line.words(cast, ask))
    yield from more
    yield from (f"/?as={home}" for home in ("lead", "teacher", "its"))
    yield from (reverse("home:search") + f"?q={word}" for word in ("cable", "globe", "birthday", "Iván"))


def read(browser, address):
    with transaction.atomic():
        answer = browser.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer.headers.get("Content-Type", ""), content.decode("utf-8", "replace")


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_page_counts_ranks_compares_or_tells_a_birthday(cast, ask, full, as_, who):
    """Tess and Iván are their audience; nobody else reads of a birthday of theirs, on any surface."""
    card, topic = full
    row, browser, found = ask(room=cast.room), as_(getattr(cast, who)), {}
    people = [cast.ivan.get_absolute_url(), cast.tess.get_absolute_url()]
    for address in surfaces(cast, row, [card.get_absolute_url(), topic.get_absolute_url(), *people]):
        kind, text = read(browser, address)
        said = [*figures(kind, text)]
        if who not in ("tess", "ivan"):
            said += BIRTHDAY.findall(re.sub(r"<[^>]+>", "", text))
        if said:
            found[address] = said[:3]
    assert not found


def figures(kind, text):
    """What an answer of this type says in figures or ranks of kindness."""
    if "text/csv" in kind:
        head = next(csv.reader(io.StringIO(text)), [])
        return [cell for cell in head if re.search(r"wave|thank|birth|rank|cards?$", cell, re.I)]
    if "html" in kind or "text/plain" in kind or "calendar" in kind:
        words = seen(text)
        said = [words[max(0, m.start() - 40) : m.end() + 40] for m in A_FIGURE.finditer(words)]
        return said + [m.group() for m in A_RANK.finditer(words)]
    return []


def test_the_audience_reads_it(cast, full, as_):
    """So the test above could fail."""
    assert "Iván Núñez’s birthday" in seen(as_(cast.tess).get("/").content.decode())


def test_no_mail_notice_or_event_counts(monday, cast, full):
    for later in (timedelta(minutes=5), timedelta(days=1, hours=1), timedelta(days=7, hours=1)):
        with monday.at(monday.instant + later):
            for _round in range(8):
                deliver_events()
            send_digests()
    mails = list(OutgoingMail.objects.all())
    assert mails
    bad = []
    for mail in mails:
        words = f"{mail.subject} {seen(mail.html)} {mail.text}"
        words = re.sub(r"\d+ pieces of news", "", words)  # how long the letter is
        bad += [words[max(0, m.start() - 60) : m.end() + 40] for m in A_FIGURE.finditer(words)]
    bad += [mail.subject for mail in mails if A_RANK.search(f"{mail.subject} {mail.text}")]
    assert not bad
    assert not [mail for mail in mails if re.search(r"(?:Tess|Iván)[^.\n]{0,40}birthday", mail.text)]
    keys = {key for event in Event.objects.all() for key in event.data}
    assert not [key for key in keys if re.search(r"count|total|rank|streak|birth", key)]
    assert not [name for name in KINDS if name.startswith("wave")], "a wave leaves no event"


@pytest.mark.parametrize("whole", [True, False])
def test_what_one_takes_out_counts_nothing(cast, full, whole):
    with zipfile.ZipFile(bundle(cast.ivan, whole=whole)) as made_zip:
        files = {name: json.loads(made_zip.read(name)) for name in made_zip.namelist() if name.endswith(".json")}

    def keys(value):
        if isinstance(value, dict):
            yield from value
            value = list(value.values())
        if isinstance(value, list):
            for each in value:
                yield from keys(each)

    bad = re.compile(r"count|total|rank|streak|score|year_of_birth|birth_?(?:year|date)|\bage\b")
    assert not {(name, key) for name, value in files.items() for key in keys(value) if bad.search(key)}
    birthday = [row for name, value in files.items() if name.startswith("birthday") for row in value]
    assert len(birthday) <= 1
    assert all(set(row) <= {"month", "day", "audience", "leap", "card", "id"} for row in birthday)


def test_no_row_of_the_house_knows_a_year_of_birth_or_a_figure_of_kindness():
    """Not in any table of any app; and what is kept of kindness has no column that counts."""
    born = re.compile(r"birth_?(?:year|date|day_on)|date_of_birth|\bdob\b|born|^age$")
    fields = [(model._meta.label, field.name) for model in apps.get_models() for field in model._meta.concrete_fields]
    assert not [pair for pair in fields if born.search(pair[1])]
    kind = re.compile(r"count|total|rank|score|streak|karma|points|level$|likes")
    ours = [pair for pair in fields if pair[0].split(".")[0] in ("teams", "appreciation") or pair[0] == "people.Member"]
    assert not [pair for pair in ours if kind.search(pair[1])]


ALLOWED_FIGURES = {
    "templates/teams/gathering.html",  # how many come, as DOMAIN has it
}
ALLOWED_CODE = {
    ("teams/models/bringing.py", "count"),  # a list has an end
    ("appreciation/models/waves.py", "count"),  # nobody waves at the whole district: a limit, shown to nobody
}


def test_no_template_of_belonging_says_how_many():
    bad = re.compile(r"\|\s*length\b|\bcount\s+\w+=|forloop\.counter|\.count\b|\|\s*pluralize")
    found = {
        str(path.relative_to(SRC))
        for folder in ("teams", "appreciation")
        for path in (SRC / "templates" / folder).glob("*.html")
        if bad.search(path.read_text())
    }
    assert found == ALLOWED_FIGURES


def test_no_code_of_belonging_counts_or_ranks():
    """Nor does any other floor count thanks, waves, cards, marks or birthdays: they are named there by no aggregate."""
    counting = {"count", "aggregate", "Count", "Sum", "Avg", "Rank", "DenseRank", "RowNumber", "Window"}
    rows = {
        "Thanks",
        "Receipt",
        "Wave",
        "Mute",
        "Card",
        "Signature",
        "Reaction",
        "Birthday",
        "LifeEvent",
        "Seen",
        "Concern",
    }
    related = re.compile(r"Count\(\s*[\"'](?:thanks|waves|receipts|signatures|reactions)")
    found = set()
    for path in SRC.rglob("*.py"):
        where = str(path.relative_to(SRC))
        if "migrations" in path.parts:
            continue
        text = path.read_text()
        if related.search(text):
            found.add((where, "related"))
        ours = where.startswith(("teams/", "appreciation/"))
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            named = {getattr(each, "id", "") for each in ast.walk(node)}
            if name in counting and (ours or named & rows):
                found.add((where, name))
    assert found == ALLOWED_CODE


# Whoever shows a birthday asks one of these; another surface has to be written down here, and decided.
BIRTHDAY_SURFACES = {
    ("teams/views/celebrating.py", "own"),  # one's own page
    ("teams/jobs.py", "own"),  # forgotten when its owner leaves
    ("teams/jobs.py", "cards_due"),  # cards that their teams sign
    ("teams/morning.py", "near"),  # whether the first page asks
    ("teams/templatetags/belonging.py", "seen_by"),  # the first page
}
ONE_FUNCTION = {"_told_to", "own", "cards_due"}


def test_the_surfaces_of_birthdays_are_these():
    found = set()
    for path in SRC.rglob("*.py"):
        where = str(path.relative_to(SRC))
        if where == "teams/birthdays.py" or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "birthdays":
                found.add((where, node.attr))
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("birthdays"):
                found |= {(where, each.name) for each in node.names}
    assert found == BIRTHDAY_SURFACES


def test_what_is_told_to_a_viewer_goes_through_one_condition():
    """``seen_by`` and ``near`` ask ``_told_to``; nothing else that takes a viewer reads a row."""
    tree = ast.parse((SRC / "teams/birthdays.py").read_text())
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and any(arg.arg == "viewer" for arg in node.args.args):
            calls = {getattr(each.func, "id", "") for each in ast.walk(node) if isinstance(each, ast.Call)}
            assert node.name == "_told_to" or "_told_to" in calls, node.name


def test_no_page_names_the_fields_of_a_birthday():
    """Month and day reach a template only in the form of one's own page, and a date only as ``seen_by`` gave it."""
    found = {
        str(path.relative_to(SRC / "templates"))
        for path in (SRC / "templates").rglob("*.*")
        if re.search(r"birthday\w*\.(?:month|day|date|member|celebrated|audience)\b", path.read_text())
    }
    assert found == {"teams/days.html"}
