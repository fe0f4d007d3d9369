"""A training is announced, changed and called off: who may, whose time it takes, who is told, and what calendars hear."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.models import OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.diary.models import Clash, Taken
from hallway.history.models import Event
from hallway.ideas.models import Idea
from hallway.trainings.forms import SessionForm
from hallway.trainings.models import Course, Host, Session

from .made import TITLE, announced, at


@pytest.fixture
def row(cast, monday):
    return announced(cast)


def letters(member, method=None):
    rows = OutgoingMail.objects.filter(member=member).order_by("pk")
    return list(rows.filter(method=method) if method else rows)


def test_it_is_announced(cast, row):
    assert (str(row), row.minutes, row.capacity, row.made_by) == (TITLE, 45, None, cast.ivan)
    assert [host.pk for host in row.hosts] == [cast.ivan.pk]
    assert Event.objects.of(row).filter(kind="training.announced").count() == 1


def test_its_hosts_time_is_taken(cast, row):
    start, end, _period = at()
    assert Taken.of([cast.ivan], start, end).count() == 1
    with pytest.raises(Clash):
        announced(cast, title="At the same time")
    assert Session.objects.count() == 1
    assert Course.objects.count() == 1


def test_the_host_gets_it_into_the_calendar(cast, row):
    deliver_events()
    (mail,) = letters(cast.ivan)
    assert mail.method == "REQUEST"
    assert f"SUMMARY:{TITLE}" in mail.calendar
    assert "Tess" not in mail.calendar


def test_pressed_twice_it_is_one(cast, monday):
    key = uuid.uuid4()
    assert announced(cast, key=key).pk == announced(cast, key=key).pk
    assert Session.objects.count() == Course.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "campus", "may"),
    [
        ("ivan", "oak", True), ("ivan", "elm", True), ("kim", "elm", True), ("kim", "oak", False), ("lena", "oak", True),
        ("ed", "oak", False), ("dora", "oak", True), ("tess", "oak", False), ("opal", "oak", False), ("cora", "oak", False),
        ("ada", "oak", False), ("gone", "oak", False),
    ],
)  # fmt: skip
def test_who_announces(cast, monday, who, campus, may):
    by = getattr(cast, who)
    if may:
        assert announced(cast, by=by, campus=getattr(cast, campus), hosts=[by])
    else:
        with pytest.raises(Denied):
            announced(cast, by=by, campus=getattr(cast, campus), hosts=[by])


@pytest.mark.parametrize(
    ("who", "campus", "may"), [("ivan", "oak", True), ("kim", "elm", True), ("dora", "oak", True), ("lena", "oak", False),
                               ("ed", "elm", False)],
)  # fmt: skip
def test_who_invites_the_whole_district(cast, monday, as_, who, campus, may):
    by, campus = getattr(cast, who), getattr(cast, campus)
    form = as_(by).get(reverse("trainings:announce")).content.decode()
    assert ('value="district"' in form) == may
    assert ("invites everybody. Ask one of them" in form) != may
    if may:
        assert announced(cast, by=by, campus=campus, hosts=[by], audience="district")
        return
    with pytest.raises(Refused):
        announced(cast, by=by, campus=campus, hosts=[by], audience="district")
    row = announced(cast, by=by, campus=campus, hosts=[by])
    dates = [(each.start, each.end, each.period) for each in row.dates]
    with pytest.raises(Refused):
        row.change(by=by, dates=dates, hosts=[by], audience="district")
    answer = as_(by).post(reverse("trainings:announce"), {"audience": "district"})
    assert answer.status_code == 422
    assert 'value="district"' not in answer.content.decode()


def test_what_invites_everybody_still_does_when_its_host_who_leads_changes_it(cast, monday):
    row = announced(cast, audience="district", hosts=[cast.lena])
    dates = [(each.start, each.end, each.period) for each in row.dates]
    row.change(by=cast.lena, dates=dates, hosts=[cast.lena], audience="district", place="Gym")
    assert SessionForm(member=cast.lena, row=row, initial=SessionForm.of(row))["audience"].value() == "district"
    again = SessionForm(member=cast.lena, initial=SessionForm.of(row, again=True))
    assert again["audience"].value() == "campus", "what is held again by her invites her campus"


@pytest.mark.parametrize(
    ("who", "may"), [("ivan", True), ("kim", False), ("lena", False), ("ed", False), ("tess", False)]
)
def test_who_changes_it_and_calls_it_off(cast, row, who, may):
    by = getattr(cast, who)
    assert by.can("change", row) is by.can("call_off", row) is may


def test_a_lead_runs_what_they_made(cast, monday):
    row = announced(cast, by=cast.lena, hosts=[cast.lena])
    assert cast.lena.can("change", row)
    assert not cast.ed.can("change", row)


@pytest.mark.parametrize(
    "wrong",
    [{"dates": []}, {"hosts": []}, {"title": " "}, {"capacity": 3, "minimum": 4}, {"dates": [at(7), at(7)]},
     {"dates": [at(n) for n in range(7, 20)]}, {"dates": [at(7, minutes=-5)]}],
)  # fmt: skip
def test_what_does_not_fit_is_refused(cast, monday, wrong):
    with pytest.raises(Refused):
        announced(cast, **wrong)
    assert not Course.objects.exists()


def test_its_course_is_held_again(cast, row):
    idea = Idea.share(by=cast.tess, campus=cast.oak, title="Exit questions")
    again = announced(cast, course=row.course, dates=[at(14)], ideas=[idea.pk])
    assert again.course == row.course
    assert list(again.course.ideas.all()) == [idea]


def what(row, **said):
    now_said = {"title": row.course.title, "dates": [(m.start, m.end, "") for m in row.dates], "hosts": row.hosts}
    return {**now_said, "place": row.place, "capacity": row.capacity, **said}


def test_another_time_is_told_once_and_moves_the_calendars(cast, row):
    row.answer(by=cast.tess, said="going")
    row.answer(by=cast.olga, said="maybe")
    deliver_events()
    OutgoingMail.objects.all().delete()
    row.change(by=cast.ivan, **what(row, dates=[at(8)]))
    deliver_events()
    (mail,) = letters(cast.tess)
    assert mail.method == "REQUEST"
    assert "SEQUENCE:1" in mail.calendar
    (plain,) = letters(cast.olga)
    assert plain.method == "", "whoever may come has nothing in the calendar"
    start, end, _period = at(8)
    assert Taken.of([cast.ivan], start, end).exists()
    assert not Taken.of([cast.ivan], *at()[:2]).exists()
    assert Event.objects.of(row).filter(kind="training.moved").count() == 1


def test_other_words_are_told_nobody(cast, row):
    row.answer(by=cast.tess, said="going")
    deliver_events()
    OutgoingMail.objects.all().delete()
    row.change(by=cast.ivan, **what(row, title="Exit questions, new"))
    deliver_events()
    assert not OutgoingMail.objects.exists()


def test_a_day_falls_away(cast, monday):
    row = announced(cast, dates=[at(7), at(8)])
    row.answer(by=cast.tess, said="going")
    deliver_events()
    OutgoingMail.objects.all().delete()
    row.change(by=cast.ivan, **what(row, dates=[at(7)]))
    deliver_events()
    (mail,) = letters(cast.tess)
    assert mail.method == "CANCEL"
    assert len(row.dates) == 1
    assert not Taken.of([cast.ivan], *at(8)[:2]).exists()


def test_two_days_change_places(cast, monday):
    row = announced(cast, dates=[at(7), at(8)])
    row.change(by=cast.ivan, **what(row, dates=[at(8), at(9)]))
    assert [m.start for m in row.dates] == [at(8)[0], at(9)[0]]


def test_somebody_else_holds_it(cast, row):
    row.change(by=cast.ivan, **what(row, hosts=[cast.kim]))
    start, end, _period = at()
    assert Taken.of([cast.kim], start, end).exists()
    assert not Taken.of([cast.ivan], start, end).exists()
    assert Host.objects.get().member == cast.kim


def test_it_is_called_off_and_everybody_hears_it_once(cast, row):
    for who in ("tess", "olga"):
        row.answer(by=getattr(cast, who), said="going")
    row.answer(by=cast.cora, said="maybe")
    deliver_events()
    OutgoingMail.objects.all().delete()
    row.call_off(by=cast.ivan, reason="A pipe broke")
    row.call_off(by=cast.ivan)
    deliver_events()
    assert [len(letters(getattr(cast, who))) for who in ("tess", "olga", "cora")] == [1, 1, 1]
    (mail,) = letters(cast.tess, "CANCEL")
    assert "STATUS:CANCELLED" in mail.calendar
    assert letters(cast.cora, "CANCEL") == []
    assert not Taken.objects.exists()
    with pytest.raises(Refused):
        row.answer(by=cast.tess, said="maybe")


def test_what_is_over_is_not_called_off(cast, row):
    with moved(now() + timedelta(days=9)), pytest.raises(Refused):
        row.call_off(by=cast.ivan)


def test_a_host_who_leaves(cast, row):
    cast.ivan.deactivate(by=HALLWAY)
    deliver_events()
    row.refresh_from_db()
    assert row.hosts == []
    assert not Taken.objects.exists()
    assert Event.objects.of(row).filter(kind="training.without_host").count() == 1
