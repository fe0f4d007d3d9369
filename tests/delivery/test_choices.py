"""How mail comes: each person chooses, and a link at a mail's foot is enough to stop it."""

import re
from types import SimpleNamespace

import pytest

from hallway.core.verb import Denied, Refused
from hallway.delivery.choices import SECTIONS, choices_of, chosen_all, group_of, groups
from hallway.delivery.models import Choice
from hallway.delivery.stopping import read_stop_token, stop_token, stop_url
from hallway.history.kinds import KINDS

PAGE = "/notices/choices/"


def how(member, kind):
    event = SimpleNamespace(pk=1, about=KINDS[kind])
    return chosen_all([(event, [member])])[1][member.pk]


def test_kinds_with_one_label_are_one_choice():
    group = group_of("ask.handed")
    assert {"ask.taken", "ask.handed", "ask.moved"} <= set(group.kinds)
    assert len({group.key for group in groups()}) == len(groups())


def test_the_page_keeps_what_is_chosen(as_, cast):
    browser = as_(cast.tess)
    page = browser.get(PAGE).content.decode()
    assert 'name="ask.replied"' in page
    assert 'name="ask.opened"' not in page, "new requests are news of people who help"
    assert browser.post(PAGE, {"ask.replied": "digest", "ask.solved": "off", "ask.opened": "off"}).status_code == 303
    assert (how(cast.tess, "ask.replied"), how(cast.tess, "ask.solved")) == ("digest", "off")
    assert how(cast.olga, "ask.replied") == "now"
    assert Choice.objects.filter(member=cast.tess).count() == 2, "the usual way leaves no row"
    browser.post(PAGE, {"ask.replied": "now", "ask.solved": "nonsense"})
    assert Choice.objects.filter(member=cast.tess).count() == 1


def test_each_choice_stands_once_under_a_heading_that_names_it(as_, cast):
    page = as_(cast.dora).get(PAGE).content.decode()
    parts = re.split(r'role="group" aria-labelledby="about-(\w+)"', page)
    said = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert list(said) == [section[0] for section in SECTIONS]
    for code, part in said.items():
        assert f'<h2 id="about-{code}">' in part
    for where, key in (("requests", "ask.replied"), ("meetings", "consult.said"), ("ideas", "tip.published"),
                       ("teams", "card.opened"), ("appreciation", "thanks.given"), ("house", "feed.differs")):  # fmt: skip
        assert f'name="{key}"' in said[where]
    for group, _how in choices_of(cast.dora)[1]:
        assert sum(f'name="{group.key}" value="now"' in part for part in said.values()) == 1
    assert 'aria-labelledby="about-house"' in as_(cast.tess).get(PAGE).content.decode()


def test_every_kind_that_is_chosen_has_its_heading():
    named = {word for section in SECTIONS for word in section[-1]}
    assert {group.key.partition(".")[0] for group in groups()} <= named


def test_who_helps_chooses_about_new_requests(as_, cast):
    assert 'name="ask.opened"' in as_(cast.ivan).get(PAGE).content.decode()


def test_who_keeps_calendars_chooses_about_their_feeds(as_, cast):
    assert 'name="feed.differs"' in as_(cast.opal).get(PAGE).content.decode()
    assert 'name="feed.differs"' not in as_(cast.tess).get(PAGE).content.decode()


def test_pause_and_go_on(as_, cast):
    browser = as_(cast.tess)
    browser.post("/notices/choices/pause/", {"on": "1"})
    assert choices_of(cast.tess)[0]
    assert how(cast.tess, "ask.replied") == "off"
    browser.post("/notices/choices/pause/", {"on": "0"})
    assert how(cast.tess, "ask.replied") == "now"


@pytest.mark.parametrize("who", ["olga", "ivan", "ada", "opal"])
def test_nobody_chooses_for_another(cast, who):
    with pytest.raises(Denied):
        Choice.choose(by=getattr(cast, who), member=cast.tess, group=group_of("ask.replied"), how="off")
    with pytest.raises(Denied):
        Choice.pause(by=getattr(cast, who), member=cast.tess, on=True)


def test_a_way_that_is_none_is_refused(cast):
    with pytest.raises(Refused):
        Choice.choose(by=cast.tess, member=cast.tess, group=group_of("ask.replied"), how="hourly")


def test_the_link_shows_first_and_acts_when_pressed(client, cast):
    path = stop_url(cast.tess.pk, "ask.replied").split("/", 3)[3]
    assert "Stop this mail?" in client.get("/" + path).content.decode()
    assert how(cast.tess, "ask.replied") == "now", "a machine that looks at links stops nothing"
    assert client.post("/" + path).status_code == 200
    assert how(cast.tess, "ask.replied") == "off"
    assert how(cast.tess, "ask.solved") == "now"
    client.post("/" + path, {"again": "1"})
    assert how(cast.tess, "ask.replied") == "now"


def test_one_click_of_a_mail_program_needs_no_cookie(cast):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    path = stop_url(cast.tess.pk, "*").split("/", 3)[3]
    answer = strict.post("/" + path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert choices_of(cast.tess)[0]


@pytest.mark.parametrize("change", [lambda t: t[:-1] + ("a" if t[-1] != "a" else "b"), lambda t: t.replace("replied", "solved"),
                                    lambda t: "9" + t, lambda t: "", lambda t: "x-y-z", lambda t: t + "é"])  # fmt: skip
def test_a_changed_link_is_one_clear_page(client, cast, change):
    token = change(stop_token(cast.tess.pk, "ask.replied"))
    assert read_stop_token(token) is None
    if token:
        answer = client.post(f"/notices/stop/{token}/")
        assert answer.status_code == 404
        assert "That link does not open" in answer.content.decode()
    assert how(cast.tess, "ask.replied") == "now"


def test_the_link_of_somebody_who_left_opens_nothing(cast):
    assert read_stop_token(stop_token(cast.gone.pk, "ask.replied")) is None
