"""What became of a training: on the page of the ITS who held it with n and date, for leaders only by the rule of large numbers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hallway.core.now import moved
from hallway.core.verb import HALLWAY
from hallway.ideas.models import Opened
from hallway.ideas.outcome_counts import figures
from hallway.people.models import Member, Post
from hallway.trainings.taught import taught_by

from .made import announced, at

SOON, WEEKS = timedelta(minutes=10), timedelta(days=16)
PAGE, ALL = reverse("ideas:outcomes"), reverse("ideas:outcomes_all")
SECRET = "xylocarp"


def people(cast, n, campus=None):
    found = []
    for number in range(n):
        member = Member.add(by=HALLWAY, email=f"r{number}@cedar.example", name=f"Rita{number} Rhodes")
        Post.add(by=HALLWAY, member=member, role="teacher", campus=campus or cast.oak)
        found.append(member)
    return found


def came(row, guests):
    with moved(row.starts + SOON):
        for who in guests:
            row.check_in(by=who)
    return guests


@pytest.fixture
def row(cast, monday):
    return announced(cast, audience="district")


def test_with_n_and_date(cast, row, as_):
    guests = came(row, people(cast, 6))
    with moved(row.ends + SOON):
        for who in guests[:4]:
            row.react(by=who, mark="useful", line=f"{SECRET} {who.pk}")
        assert "4 people said how it was" in as_(cast.ivan).get(PAGE).content.decode()
        row.react(by=guests[4], mark="partly")
    with moved(row.ends + WEEKS):
        for who, result in zip(guests, ("worked", "changed", "did_not", "not_yet"), strict=False):
            row.tell_tried(by=who, result=result, line="On paper")
        page = as_(cast.ivan).get(PAGE).content.decode()
        part = page[page.index('id="taught"') :]
        assert "Tried by 3, worked for 2" in part
        assert 'the latest <time datetime="2026-03-25"' in part
        assert "I can use it: 4 · Partly: 1 · Not for me: 0" in part
        assert "6 people came" in part
        assert SECRET not in page, "lines stand on the page of the training"
        assert "Rita0 Rhodes</strong>: It worked" in page, "whoever told them by name"
        for other in ("kim", "lena", "dora", "ada", "tess"):
            said = as_(getattr(cast, other)).get(PAGE).content.decode()
            assert not [words for words in ("What you taught", "Rita", "Tried by 3") if words in said], other


def test_whoever_leads_reads_how_many_came_and_no_more(cast, row):
    guests = came(row, people(cast, 5))
    with moved(row.ends + WEEKS):
        for who in guests:
            row.react(by=who, mark="not")
            row.tell_tried(by=who, result="did_not")
        (found,) = taught_by(cast.ivan)
        assert (found.came, found.said, found.tried, found.good) == (5, 5, 5, 0)
        Post.add(by=HALLWAY, member=cast.ivan, role="lead", campus=cast.elm)
        (found,) = taught_by(Member.objects.get(pk=cast.ivan.pk))
        assert (found.came, found.said, found.tried, found.by_mark) == (5, 0, 0, [])


def test_lines_are_for_hosts_counts_for_the_campus_its_and_nothing_for_leaders(cast, monday, as_):
    other = Member.add(by=HALLWAY, email="ines@cedar.example", name="Inés Ito")
    Post.add(by=HALLWAY, member=other, role="its", campus=cast.oak)
    row = announced(cast, hosts=[cast.ivan, cast.lena], by=cast.lena)
    guests = came(row, people(cast, 5))
    with moved(row.ends + SOON):
        for who in guests:
            row.react(by=who, mark="useful", line=f"{SECRET} {who.pk}")
        said = {who.pk: as_(who).get(row.get_absolute_url()).content.decode() for who in (cast.ivan, other, cast.lena)}
    assert SECRET in said[cast.ivan.pk]
    assert SECRET not in said[other.pk]
    assert "I can use it: 5" in said[other.pk]
    assert SECRET not in said[cast.lena.pk]
    assert 'id="heard"' not in said[cast.lena.pk]


def test_whoever_leads_is_not_named_as_the_reader(cast, monday, as_):
    Post.add(by=HALLWAY, member=cast.ivan, role="lead", campus=cast.elm)
    row = announced(cast, by=Member.objects.get(pk=cast.ivan.pk))
    (guest,) = came(row, people(cast, 1))
    with moved(row.ends + WEEKS):
        assert "Iván Núñez reads it" not in as_(guest).get(row.get_absolute_url()).content.decode()
        assert row.tell_tried(by=guest, result="worked").its is None


@pytest.mark.parametrize(("teachers", "helpers", "shown"), [(5, 3, True), (4, 3, False), (5, 2, False)])
def test_figures_of_leaders_need_five_teachers_and_three_its(cast, monday, as_, teachers, helpers, shown):
    third = Member.add(by=HALLWAY, email="ines@cedar.example", name="Inés Ito")
    for who in (cast.kim, third):
        Post.add(by=HALLWAY, member=who, role="its", campus=cast.oak)
    hosts = [Member.objects.get(pk=who.pk) for who in (cast.ivan, cast.kim, third)][:helpers]
    rows = [announced(cast, hosts=[host], by=host, title=f"Course {n}") for n, host in enumerate(hosts)]
    for number, who in enumerate(people(cast, teachers)):
        row = rows[number % len(rows)]
        came(row, [who])
        with moved(row.ends + WEEKS):
            row.react(by=who, mark="useful", line=SECRET)
            row.tell_tried(by=who, result="worked", line=SECRET)
    Opened.open_outcomes(by=cast.ivan, lead=cast.lena)
    with moved(row.ends + timedelta(days=40)):
        found = figures([cast.oak.pk]).campuses
        assert [(campus.pk, figure.tried, figure.good) for campus, figure in found] == (
            [(cast.oak.pk, 5, 5)] if shown else []
        )
        for address in (ALL, Opened.objects.get().get_absolute_url(), rows[0].get_absolute_url()):
            said = as_(cast.lena).get(address).content.decode()
            assert SECRET not in said
            assert "Rita" not in said


def test_it_costs_the_same_for_three(cast, row, as_):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            taught_by(cast.ivan)
        return len(seen)

    guests, costs = people(cast, 3), []
    for number in range(3):
        more = announced(cast, title=f"Course {number}", dates=[at(8 + number)])
        came(more, guests[: number + 1])
        with moved(row.ends + WEEKS):
            more.react(by=guests[number], mark="useful")
            more.tell_tried(by=guests[number], result="worked")
            costs.append(cost())
    assert costs == [2, 2, 2]
