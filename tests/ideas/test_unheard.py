"""What people wrote about a try: two worlds that differ only in it give whoever leads the same bytes, and no channel carries it."""

import json

import pytest
from django.db import transaction
from django.urls import reverse

from hallway.core.verb import HALLWAY
from hallway.delivery.models import OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.ideas.models import Trial
from hallway.people.models import Member, Post

from ..access import ROUTES
from ..test_non_interference import FRESH, HEADERS
from . import library

CANARY = "xylocarp"
TEXTS = ("line", "what_changed", "goal", "device")
LEADERS = ["lena", "ed", "opal", "dora", "ada"]


def world(cast, word):
    """The same tries, with these words or none."""
    said = {name: f"{word} {name}" if word else "" for name in TEXTS}
    Trial.note(by=cast.olga, campus=cast.oak, idea=library.idea(cast), result="did_not", grade=4, its=cast.ivan, **said)
    Trial.note(by=cast.olga, campus=cast.oak, advice=f"{word or 'A'} timer", from_whom=f"{word or 'a'} video", result="worked",
               its=cast.ivan)  # fmt: skip


def pages(cast):
    for name, line in ROUTES.items():
        if line.method == "GET" and name.partition(":")[0] in ("ideas", "home", "delivery", "people"):
            yield reverse(name, kwargs=line.words(cast, None))
    yield from (f"/search/?q={CANARY}", f"/ideas/?q={CANARY}+timer", "/ideas/?here=yes", "/?as=lead")


def seen(cast, browser):
    found = {}
    for address in pages(cast):
        answer = browser.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        for fresh in FRESH:
            body = fresh.sub(b"FRESH", body)
        found[address] = answer.status_code, {key: answer.headers.get(key) for key in HEADERS}, body
    return found


def worlds(cast, as_, who):
    library.idea(cast), library.other(cast), library.tool(cast)
    browser, both = as_(getattr(cast, who)), []
    seen(cast, browser)
    deliver_events()  # what the addresses of the table made is told before
    seen(cast, browser)
    for word in ("", CANARY):
        with transaction.atomic():
            world(cast, word)
            deliver_events()
            both.append(seen(cast, browser))
            transaction.set_rollback(True)
    return both


@pytest.mark.parametrize("who", LEADERS)
def test_whoever_leads_sees_the_same(cast, as_, monday, who):
    one, other = worlds(cast, as_, who)
    assert not {address for address in one if one[address] != other[address]} - {f"/search/?q={CANARY}"}


def test_colleagues_do_see_it(cast, as_, monday):
    """The test above could fail."""
    one, other = worlds(cast, as_, "tess")
    assert library.idea(cast).get_absolute_url() in {address for address in one if one[address] != other[address]}


def test_no_event_and_no_mail_carries_it(cast, monday):
    world(cast, CANARY)
    deliver_events()
    assert CANARY not in json.dumps(list(Event.objects.values_list("data", flat=True)))
    letters = OutgoingMail.objects.filter(member=cast.ivan)
    assert CANARY not in "".join(f"{mail.subject} {mail.text} {mail.html}" for mail in letters)


def test_an_its_who_leads_now_reads_none_of_it_any_more(cast, as_, monday):
    world(cast, CANARY)
    assert Trial.objects.visible_to(Member.objects.get(pk=cast.ivan.pk)).count() == 2
    for post in cast.ivan.posts.filter(role="its"):
        post.remove(by=HALLWAY)
    Post.add(by=HALLWAY, member=cast.ivan, role="lead", campus=cast.oak)
    ivan = Member.objects.get(pk=cast.ivan.pk)
    assert not Trial.objects.visible_to(ivan).exists()
    for address in ("/ideas/tries/", library.idea(cast).get_absolute_url()):
        assert CANARY not in as_(ivan).get(address).content.decode()
