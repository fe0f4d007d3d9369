"""A person who reads Spanish meets no sentence of ours in English, on any page, however it came there."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from hallway.appreciation.models import Thanks, Wave
from hallway.delivery.digests import send_digests
from hallway.delivery.models import OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.people.models import Member

from .access import ROUTES
from .ideas import tips as tips_made
from .teams import made as teams_made
from .test_non_interference import loud
from .trainings import made as trainings_made

WORDS = 3  # shorter texts may be names that people gave
GIVEN = {
    "Exit questions in five minutes",
    "Exit questions on three colors of paper",
}  # what ideas are called in these tests


VALUE = re.compile(r"%\(\w+\)[sd]")


@pytest.fixture(scope="module")
def ours():
    """All our texts of some words that read otherwise in Spanish."""
    with (Path(settings.LOCALE_PATHS[0]) / "es" / "LC_MESSAGES" / "django.po").open("rb") as file:
        rows = [row for row in read_po(file) if row.id and row.string]
    pairs = [pair for row in rows for pair in zip(several(row.id), several(row.string), strict=False)]
    texts = {one for one, other in pairs if one != other and len(VALUE.sub("", one).split()) >= WORDS}
    assert len(texts) > 2000
    return texts - GIVEN


def several(text):
    return [text] if isinstance(text, str) else text


@pytest.fixture(scope="module")
def english(ours):
    """Those that hold no value: whole lines of a page."""
    return {text for text in ours if not VALUE.search(text)}


def found_in(lines, ours):
    """The lines that are one of our texts, whatever its values say."""
    shapes = [re.compile(".+?".join(map(re.escape, VALUE.split(text)))) for text in ours]
    return {line for line in lines if any(shape.fullmatch(line) for shape in shapes)}


def said(html):
    html = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", html, flags=re.S)
    heard = re.findall(r'\b(?:alt|title|aria-label|placeholder|data-[a-z-]+)="([^"]*)"', html)
    shown = re.sub(r"<[^>]+>", "\n", html).split("\n")
    return {" ".join(unescape(each).split()) for each in [*heard, *shown]}


@pytest.mark.parametrize("who", ["tess", "ivan", "dora", "ada"])
def test_no_page_speaks_english(cast, ask, as_, monday, english, who):
    member = getattr(cast, who)
    member.language = "es"
    member.save(update_fields=["language"])
    row, browser, found = ask(room=cast.room), as_(member), {}
    for name, line in ROUTES.items():
        if line.method != "GET":
            continue
        with transaction.atomic():
            words = line.words(cast, row)
            answer = browser.get(reverse(name, kwargs=words | ({"language": "es"} if "language" in words else {})))
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        if "html" in answer.headers.get("Content-Type", "") and (mixed := said(body.decode()) & english):
            found[name] = mixed
    assert not found


def test_no_letter_and_no_notice_speaks_english(cast, ask, as_, monday, ours):
    """What three people get of a busy week: at once, in the daily mail, in the weekly one, and in the bell."""
    readers = [cast.tess, cast.ivan, cast.olga]
    Member.objects.filter(pk__in=[member.pk for member in readers]).update(language="es")
    for member in readers:
        member.language = "es"
    row = ask(room=cast.room)
    row.reply(by=cast.ivan, text="Uno")
    row.reply(by=cast.tess, text="Dos")
    row.solve(by=cast.ivan)
    row.confirm(by=cast.tess)
    Thanks.give(by=cast.tess, receivers=[cast.ivan], reason="Tres")
    Wave.wave(by=cast.olga, to=cast.ivan)
    loud(cast)
    teams_made.gathering(cast), teams_made.concern(cast), trainings_made.announced(cast), tips_made.tip(cast)
    for later in (timedelta(minutes=5), timedelta(days=1, hours=1), timedelta(days=7, hours=1)):
        with monday.at(monday.instant + later):
            for _round in range(8):
                deliver_events()
            send_digests()
    mails = OutgoingMail.objects.filter(member__in=readers)
    lines = {
        " ".join(line.split()) for mail in mails for line in [mail.subject, *mail.text.split("\n"), *said(mail.html)]
    }
    for member in readers:
        for page in (reverse("delivery:notices"), "/"):
            shown = said(as_(member).get(page).content.decode())
            lines |= shown | {line.partition(": ")[2] for line in shown}
    assert len(mails) > 10
    assert not found_in(lines, ours)
