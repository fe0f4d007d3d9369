"""How a tip is answered: signed in, by the link in a mail, from the sheet; each its own, and all in one place."""

import pytest
from django.urls import reverse

from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.history.models import Event
from hallway.ideas import devices
from hallway.ideas.answers import answers_to, named_to
from hallway.ideas.models import Reply, Tip, Trial
from hallway.people.models import Member, Post

from . import library, tips

LINE = "xylocarp line"


def opened(tip):
    return reverse("tips:open", args=[tip.code])


def mailed(tip, member):
    return reverse("tips:mailed", args=[tips.link(tip, member)])


# signed in


def test_one_tap_is_a_try_of_its_idea_or_of_advice(cast, as_):
    plain, of_idea = tips.tip(cast), tips.tip(cast, title="Exit questions", idea=library.idea(cast))
    for tip in (plain, of_idea):
        as_(cast.olga).post(reverse("ideas:answer_tip", args=[tip.pk]), {"result": "worked"})
    advice, idea = Trial.objects.order_by("pk")
    assert (advice.advice, advice.idea, advice.its) == ("Three colors of paper", None, None)
    assert (idea.idea, idea.result) == (library.idea(cast), "worked")


def test_another_tap_says_it_otherwise_and_it_can_be_taken_back(cast, as_):
    tip, browser = tips.tip(cast), as_(cast.olga)
    browser.post(reverse("ideas:answer_tip", args=[tip.pk]), {"result": "worked", "line": "Well"})
    browser.post(reverse("ideas:answer_tip", args=[tip.pk]), {"result": "did_not"})
    assert Trial.objects.get().result == "did_not"
    assert Trial.objects.get().line == "Well"
    assert browser.post(reverse("ideas:answer_tip", args=[tip.pk]), {"result": "marvelous"}).status_code == 422
    for _time in range(2):
        browser.post(reverse("ideas:unanswer_tip", args=[tip.pk]))
    assert not Trial.objects.exists()
    assert not Reply.objects.exists()


def test_what_was_planned_becomes_what_came_of_it(cast):
    idea = library.idea(cast)
    Trial.note(by=cast.olga, campus=cast.oak, idea=idea, result="not_yet", goal="Fractions")
    tips.tip(cast, idea=idea).answer(by=cast.olga, result="changed")
    assert (Trial.objects.get().result, Trial.objects.get().goal) == ("changed", "Fractions")


def test_its_writer_reads_counts_and_the_names_of_those_who_told(cast, as_):
    tip = tips.tip(cast)
    tip.answer(by=cast.olga, result="did_not", line=LINE)
    tip.answer(by=cast.cora, result="worked", line="Told", named=True)
    tip.answer(by=cast.tess, result="help")
    page = as_(cast.ivan).get(tip.get_absolute_url()).content.decode()
    assert "3 answers" in page
    assert "Cora Cole" in page
    assert "Tess Tanaka" in page
    assert "Olga" not in page
    assert LINE not in page
    assert [each.member for each in named_to(tip, cast.ivan)] == [cast.tess, cast.cora]
    assert named_to(tip, cast.kim) == []
    for name in ("lena", "dora", "ada", "kim", "emil"):
        seen = as_(getattr(cast, name)).get(tip.get_absolute_url()).content.decode()
        assert "Cora Cole" not in seen
        assert "Told" not in seen
    tip.answer(by=cast.cora, result="worked")
    assert cast.cora not in [each.member for each in named_to(tip, cast.ivan)]


def test_whoever_leads_hears_no_names(cast, as_):
    for writer in (cast.lena, cast.dora):
        tip = Tip.draft(by=writer, campus=cast.oak, title=f"Of {writer.short_name}").publish(by=writer)
        assert 'name="named"' not in as_(cast.olga).get(tip.get_absolute_url()).content.decode()
        assert tip.answer(by=cast.olga, result="help", named=True).trial.its is None
        assert "Olga" not in as_(writer).get(tip.get_absolute_url()).content.decode()
    tip = tips.tip(cast)
    tip.answer(by=cast.olga, result="worked", named=True)
    Post.add(by=HALLWAY, member=cast.ivan, role="lead", campus=cast.elm)
    for url in (tip.get_absolute_url(), reverse("ideas:outcomes"), "/"):
        assert "Olga" not in as_(Member.objects.get(pk=cast.ivan.pk)).get(url).content.decode()


def test_who_may_answer(cast):
    tip = tips.tip(cast)
    with pytest.raises(Denied):
        tip.answer(by=cast.ivan, result="worked")
    with pytest.raises(Denied):
        tip.answer(by=cast.gone, result="worked")
    with pytest.raises(Denied):
        tip.count(by=cast.tess, device="a" * 26, result="worked")
    with pytest.raises(Refused):
        tip.answer(by=cast.emil, result="marvelous")
    tip.answer(by=cast.emil, result="worked").trial.take_back(by=cast.emil)
    tip.unanswer(by=cast.emil)
    tip.withdraw(by=cast.ivan)
    with pytest.raises(Denied):
        tip.answer(by=cast.emil, result="worked")
    with pytest.raises(Refused):
        tip.count(by=HALLWAY, device="a" * 26, result="worked")


# the link in a mail


def test_a_mail_link_shows_and_only_a_press_answers(cast, client):
    tip = tips.tip(cast)
    url = mailed(tip, cast.tess)
    for method in ("get", "head"):
        for query in ("", "?say=worked", "?result=worked"):
            assert getattr(client, method)(url + query).status_code == 200
    assert not Reply.objects.exists()
    page = client.get(url).content.decode()
    assert "You answer as Tess Tanaka." in page
    answer = client.post(url, {"result": "changed", "line": "With two", "named": "on"}).content.decode()
    trial = Trial.objects.get()
    assert (trial.member, trial.result, trial.its, trial.line) == (cast.tess, "changed", cast.ivan, "With two")
    assert reverse("ideas:fix_tip", args=[tip.pk]) in answer
    assert "With two" not in client.get(url).content.decode()  # who holds a forwarded mail reads no answer of hers
    client.post(url, {"back": "yes"})
    assert not Trial.objects.exists()


def test_a_link_that_was_passed_on_says_whose_it_is_and_does_nothing(cast, as_):
    tip = tips.tip(cast)
    tip.answer(by=cast.tess, result="did_not", line=LINE)
    url = mailed(tip, cast.tess)
    for said in ({"result": "worked"}, {"back": "yes"}):
        page = as_(cast.olga).post(url, said).content.decode()
        assert "This link is for Tess Tanaka" in page
        assert tip.text not in page
        assert LINE not in page
    assert Trial.objects.get().result == "did_not"
    assert "You answer as Tess" in as_(cast.tess).get(url).content.decode()


def test_a_link_opens_no_other_noun_and_ends_with_the_password(cast, client):
    from hallway.core.tokens import request_link

    tip = tips.tip(cast)
    other = request_link(tip.pk, cast.tess.pk, member=cast.tess)
    assert client.get(reverse("tips:mailed", args=[other])).status_code == 404
    url = mailed(tip, cast.tess)
    assert client.get(url[:-3] + "aa/").status_code == 404
    cast.tess.set_password("another long enough word")
    cast.tess.save()
    assert client.get(url).status_code == 404


def test_a_link_speaks_its_owners_language_and_ends_when_they_leave(cast, client):
    from django.utils import timezone

    from hallway.people.models import Campus

    tip, zones = tips.tip(cast), []
    Campus.objects.filter(pk=cast.oak.pk).update(time_zone="Pacific/Honolulu")
    Member.objects.filter(pk=cast.tess.pk).update(language="es")
    url, was = mailed(tip, cast.tess), Tip.hears.fget
    Tip.hears = property(lambda self: zones.append(timezone.get_current_timezone_name()) or was(self))
    try:
        page = client.get(url).content.decode()
    finally:
        Tip.hears = property(was)
    assert 'lang="es"' in page
    assert set(zones) == {"Pacific/Honolulu"}
    Member.objects.filter(pk=cast.tess.pk).update(is_active=False)
    assert client.get(url).status_code == 404
    assert client.post(url, {"result": "worked"}).status_code == 404
    assert not Reply.objects.exists()


def test_a_withdrawn_tip_opens_by_no_door(cast, client):
    tip = tips.tip(cast)
    doors = [opened(tip), mailed(tip, cast.tess)]
    tip.withdraw(by=cast.ivan)
    for url in doors:
        assert client.get(url).status_code == 404
        assert client.post(url, {"result": "worked"}).status_code == 404
    assert not Reply.objects.exists()


# from the sheet


def test_whoever_has_the_code_reads_the_tip_and_nothing_else(cast, client):
    tip = tips.tip(cast)
    tip.answer(by=cast.tess, result="did_not", line=LINE, named=True)
    page = client.get(opened(tip)).content.decode()
    assert tip.text in page
    assert LINE not in page
    assert "Tess" not in page
    assert client.get(f"/t/{tip.code.upper()}/").status_code == 200
    assert client.get("/t/bcdfghjk/").status_code == 404
    assert not client.cookies.get(devices.COOKIE)


def test_from_the_sheet_one_answer_a_browser_without_anything_about_who(cast):
    from django.test import Client

    tip, one, two = tips.tip(cast), Client(), Client()
    for browser, said in ((one, "worked"), (one, "did_not"), (two, "help")):
        assert browser.post(opened(tip), {"result": said}).status_code == 200
    assert {row.said for row in Reply.objects.all()} == {"did_not", "help"}
    assert not Reply.objects.exclude(member=None).exists()
    assert not Trial.objects.exists()
    assert not Event.objects.filter(kind__startswith="trial").exists()
    other = tips.tip(cast, title="Another")
    one.post(opened(other), {"result": "worked"})
    marks = set(Reply.objects.values_list("device", flat=True))
    assert len(marks) == 3  # nobody follows a browser from tip to tip
    assert one.cookies[devices.COOKIE].value not in marks
    assert (answers_to(tip, cast.tess).n, answers_to(tip, cast.tess).unnamed) == (2, 2)


def test_many_answers_from_one_place_are_braked(cast, client, monkeypatch):
    from django.test import Client

    monkeypatch.setattr(devices, "PER_NETWORK", 2)
    tip = tips.tip(cast)
    codes = [Client().post(opened(tip), {"result": "worked"}).status_code for _time in range(4)]
    assert codes == [200, 200, 429, 429]
    assert Reply.objects.count() == 2


def test_a_made_up_cookie_is_no_device(cast, client):
    tip = tips.tip(cast)
    client.cookies[devices.COOKIE] = "x"
    client.post(opened(tip), {"result": "worked"})
    assert len(Reply.objects.get().device) == 26


def test_signed_in_the_address_leads_to_the_page_and_an_earlier_answer_becomes_ones_own(cast, as_):
    from django.test import Client

    tip = tips.tip(cast)
    assert as_(cast.emil).get(opened(tip))["Location"] == tip.get_absolute_url()
    phone = Client()
    phone.post(opened(tip), {"result": "worked"})
    phone.force_login(cast.emil)
    phone.post(reverse("ideas:answer_tip", args=[tip.pk]), {"result": "changed"})
    assert Reply.objects.get().member == cast.emil


def test_help_leads_to_a_consult(cast, as_, client):
    tip = tips.tip(cast)
    fix = reverse("ideas:fix_tip", args=[tip.pk])
    assert fix in client.post(opened(tip), {"result": "did_not"}).content.decode()
    assert client.get(fix).status_code == 302
    assert as_(cast.tess).get(fix)["Location"].startswith(reverse("appointments:consult_new"))
    tip.answer(by=cast.tess, result="help")
    assert as_(cast.tess).get(fix)["Location"] == tip.get_absolute_url() + "#answer"
    assert "Let’s fix it together" in as_(cast.tess).get(tip.get_absolute_url()).content.decode()
