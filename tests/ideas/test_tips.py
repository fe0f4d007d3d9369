"""A tip: written, looked at, published once, and how it comes to people."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.digests import send_digests
from hallway.delivery.models import Choice, Notice, OutgoingMail
from hallway.delivery.telling import tell
from hallway.history.models import Event
from hallway.ideas.models import Tip, Trial
from hallway.ideas.models.tip import LETTERS
from hallway.people.models import Post

from . import library, tips


def told(tip):
    event = Event.objects.get(kind="tip.published", subject_id=tip.pk)
    tell(event)
    return set(Notice.objects.filter(event=event).values_list("member__name", flat=True))


def test_from_the_form_to_the_first_page(cast, as_):
    browser, url = as_(cast.tess), reverse("ideas:new_tip")
    answer = browser.post(
        url, {"key": str(uuid.uuid4()), "title": "Timer on the board", "text": "One minute to change"}
    )
    tip = Tip.objects.get()
    assert (tip.state, tip.audience, tip.campus) == ("draft", "campus", cast.oak)
    assert "Publish it" in browser.get(answer["Location"]).content.decode()
    assert as_(cast.olga).get(tip.get_absolute_url()).status_code == 404
    browser.post(reverse("ideas:publish_tip", args=[tip.pk]))
    assert "Timer on the board" in as_(cast.olga).get("/").content.decode()
    assert "Timer on the board" not in as_(cast.emil).get("/").content.decode()
    assert "Timer on the board" not in browser.get("/").content.decode()
    tip.refresh_from_db()
    tip.answer(by=cast.olga, result="worked")
    assert "Timer on the board" not in as_(cast.olga).get("/").content.decode()


def test_a_tip_of_an_idea_begins_with_its_words(cast, as_):
    idea = library.idea(cast)
    url = reverse("ideas:new_tip")
    assert idea.what_for in as_(cast.ivan).get(f"{url}?idea={idea.pk}").content.decode()
    as_(cast.ivan).post(url, {"key": str(uuid.uuid4()), "title": idea.title, "idea": idea.pk, "audience": "district"})
    assert (Tip.objects.get().idea, Tip.objects.get().audience) == (idea, "district")
    assert as_(cast.ivan).post(url, {"key": str(uuid.uuid4()), "title": " "}).status_code == 422


@pytest.mark.parametrize("state", ["away", "held"])
def test_a_tip_and_a_try_lead_nowhere_when_their_idea_is_put_away(cast, as_, state):
    idea = library.idea(cast)
    tip = Tip.draft(by=cast.ivan, campus=cast.oak, idea=idea, title="Three colors").publish(by=cast.ivan)
    Trial.note(by=cast.olga, campus=cast.oak, idea=idea, result="worked")
    olga, pages = as_(cast.olga), (tip.get_absolute_url(), reverse("ideas:trials"))
    assert all(idea.get_absolute_url() in olga.get(page).content.decode() for page in pages)
    idea.put_away(by=cast.tess) if state == "away" else idea.hold(by=HALLWAY)
    for page in pages:
        assert idea.get_absolute_url() not in olga.get(page).content.decode()
    assert idea.title in olga.get(pages[1]).content.decode(), "what one has tried is still said"


def test_everybody_at_the_campus_is_told_once(cast):
    tip = tips.tip(cast)
    assert told(tip) == {"Tess Tanaka", "Olga Ortiz", "Lena Lowe", "Opal Otis", "Cora Cole"}
    tip.withdraw(by=cast.ivan)
    tip.publish(by=cast.ivan)
    tip.publish(by=cast.ivan)
    assert Event.objects.filter(kind="tip.published").count() == 1
    assert Event.objects.filter(kind="tip.brought_back").count() == 1


def test_a_district_tip_reaches_everybody_and_one_who_left_the_campus_is_not_told(cast):
    ended = now().date() - timedelta(days=30)
    Post.objects.filter(member=cast.olga).update(until=ended)
    assert "Olga Ortiz" not in told(tips.tip(cast))
    wide = tips.tip(cast, title="For all", audience="district")
    assert {"Olga Ortiz", "Emil Ekholm", "Dora Diaz"} <= told(wide)
    assert not {"Iván Núñez", "Gus Gone"} & told(wide)


def test_the_one_mail_names_it_and_leads_to_a_signed_page(cast, monday):
    tip = tips.tip(cast)
    told(tip)
    with moved(monday.instant + timedelta(days=1)):
        send_digests()
    mail = OutgoingMail.objects.get(member=cast.tess)
    assert "Three colors of paper: Iván has a tip" in mail.text
    assert "/t/m/" in mail.text
    assert "/t/m/" in mail.html


def test_whoever_wants_it_at_once_gets_its_words_and_whoever_does_not_gets_none(cast):
    from hallway.delivery.choices import group_of

    group = group_of("tip.published")
    Choice.choose(by=cast.tess, member=cast.tess, group=group, how="now")
    Choice.choose(by=cast.olga, member=cast.olga, group=group, how="off")
    told(tips.tip(cast))
    mail = OutgoingMail.objects.get()
    assert mail.member == cast.tess
    assert mail.subject == "A tip: Three colors of paper"
    assert "Green: alone." in mail.text
    assert "/t/m/" in mail.text


def test_who_may_publish_to_whom(cast):
    def draft(member, audience):
        return Tip.draft(by=member, campus=cast.oak, title="x", audience=audience)

    for name in ("ivan", "kim", "dora", "ada"):
        draft(getattr(cast, name), "district").publish(by=getattr(cast, name))
    for name in ("tess", "lena", "ed", "opal", "cora", "emil"):
        member = getattr(cast, name)
        draft(member, "campus").publish(by=member)
        with pytest.raises(Denied):
            draft(member, "district").publish(by=member)
    tip = draft(cast.tess, "campus")
    for name in ("olga", "ivan", "lena", "ada"):
        for verb in ("publish", "withdraw", "drop"):
            with pytest.raises(Denied):
                getattr(tip, verb)(by=getattr(cast, name))
        with pytest.raises(Denied):
            tip.change(by=getattr(cast, name), title="mine")


def test_a_teacher_is_not_asked_for_the_district(cast, as_):
    assert 'name="audience"' not in as_(cast.tess).get(reverse("ideas:new_tip")).content.decode()
    as_(cast.tess).post(reverse("ideas:new_tip"), {"key": str(uuid.uuid4()), "title": "x", "audience": "district"})
    assert Tip.objects.get().audience == "campus"


def test_it_is_said_otherwise_without_telling_again(cast, as_):
    tip = tips.tip(cast)
    as_(cast.ivan).post(reverse("ideas:change_tip", args=[tip.pk]), {"key": str(uuid.uuid4()), "title": "Four colors"})
    tip.refresh_from_db()
    assert (tip.title, tip.audience, tip.state) == ("Four colors", "campus", "published")
    assert Event.objects.filter(kind="tip.published").count() == 1


def test_a_draft_is_dropped_and_what_was_published_is_not(cast, as_):
    tip = Tip.draft(by=cast.tess, campus=cast.oak, title="Half")
    assert as_(cast.tess).post(reverse("ideas:drop_tip", args=[tip.pk])).status_code == 303
    assert not Tip.objects.exists()
    with pytest.raises(Refused):
        tips.tip(cast).drop(by=cast.ivan)
    with pytest.raises(Refused):
        Tip.draft(by=cast.tess, campus=cast.oak, title="Half").withdraw(by=cast.tess)


def test_the_sheet_has_a_code_and_an_address(cast, as_):
    tip = tips.tip(cast)
    page = as_(cast.tess).get(reverse("ideas:tip_paper", args=[tip.pk])).content.decode()
    assert tip.address in page
    assert "<svg" in page
    tip.withdraw(by=cast.ivan)
    assert as_(cast.ivan).get(reverse("ideas:tip_paper", args=[tip.pk])).status_code == 404


def test_its_writer_finds_the_text_to_paste(cast, as_):
    tip = tips.tip(cast)
    page = as_(cast.ivan).get(tip.get_absolute_url()).content.decode()
    box = page.split('id="paste"')[1].split("</textarea>")[0]
    assert tip.title in box
    assert tip.text in box
    assert tip.address in box
    assert 'id="paste"' not in as_(cast.tess).get(tip.get_absolute_url()).content.decode()


def test_codes_are_readable_and_each_another(cast):
    codes = {Tip.draft(by=cast.tess, campus=cast.oak, title=f"{n}").code for n in range(40)}
    assert len(codes) == 40
    assert all(len(code) == 8 and set(code) <= set(LETTERS) for code in codes)


def test_the_list_costs_the_same_for_one_and_three(cast, as_, django_assert_max_num_queries):
    for number in (1, 2):
        for n in range(number):
            tips.tip(cast, title=f"Tip {number} {n}")
        browser = as_(cast.tess)
        browser.get(reverse("ideas:tips"))
        with django_assert_max_num_queries(9):
            assert browser.get(reverse("ideas:tips")).status_code == 200


def test_the_page_costs_no_more_for_many_answers(cast, as_, django_assert_max_num_queries):
    tip = tips.tip(cast)
    for member in (cast.tess, cast.olga, cast.cora):
        tip.answer(by=member, result="worked", named=True)
    tip.count(by=HALLWAY, device="a" * 26, result="did_not")
    browser = as_(cast.ivan)
    browser.get(tip.get_absolute_url())
    with django_assert_max_num_queries(13):
        browser.get(tip.get_absolute_url())
