"""Ready words: one's own and the district's."""

import pytest

from hallway.asks.models import ReplyTemplate


def words(answer):
    return answer.content.decode()


def test_write_change_and_take_away(as_, cast):
    browser = as_(cast.ivan)
    browser.post("/asks/templates/", {"name": "On my way", "text": "Hi {teacher}, I come."})
    row = ReplyTemplate.objects.get()
    assert row.owner == cast.ivan
    assert "On my way" in words(browser.get("/asks/templates/"))
    browser.post(f"/asks/templates/{row.pk}/", {"name": "Coming", "text": "Soon."})
    row.refresh_from_db()
    assert (row.name, row.text) == ("Coming", "Soon.")
    browser.post(f"/asks/templates/{row.pk}/remove/")
    assert not ReplyTemplate.objects.exists()


def test_the_districts_are_for_everybody_who_helps(as_, cast):
    as_(cast.dora).post("/asks/templates/", {"name": "Snow day", "text": "We are back soon.", "whose": "district"})
    row = ReplyTemplate.objects.get(owner=None)
    assert "Snow day" in words(as_(cast.kim).get("/asks/templates/"))
    assert "We are back soon." in words(as_(cast.kim).get(f"/asks/templates/{row.pk}/"))
    assert as_(cast.kim).post(f"/asks/templates/{row.pk}/", {"name": "x", "text": "y"}).status_code == 403
    assert as_(cast.kim).post(f"/asks/templates/{row.pk}/remove/").status_code == 403


def test_a_name_is_taken_once(as_, cast):
    browser = as_(cast.ivan)
    form = {"name": "Same", "text": "one"}
    browser.post("/asks/templates/", form)
    again = browser.post("/asks/templates/", form)
    assert again.status_code == 422
    assert ReplyTemplate.objects.count() == 1


def test_somebody_elses_own_is_not_there(as_, cast):
    row = ReplyTemplate.add(by=cast.kim, owner=cast.kim, name="Kim’s", text="x")
    assert as_(cast.ivan).get(f"/asks/templates/{row.pk}/").status_code == 404
    assert as_(cast.ivan).post(f"/asks/templates/{row.pk}/remove/").status_code == 404


@pytest.mark.parametrize("who", ["tess", "lena", "opal"])
def test_not_for_everybody(as_, cast, who):
    assert as_(getattr(cast, who)).get("/asks/templates/").status_code == 403


def test_placeholders_fill_and_nothing_else(cast, ask):
    row = ask(room=cast.room, topic=cast.topic)
    text = "{teacher} {me} {room} {topic} {campus} {number} {holder.password} {0} {{teacher}}"
    filled = ReplyTemplate(text=text).filled(row, cast.ivan)
    assert filled.startswith(f"Tess Iván 12 {cast.topic.name} Oak Elementary {row.pk} {{holder.password}} {{0}}")
