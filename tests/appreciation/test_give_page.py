"""A thank-you that begins with a person: added one by one, nothing lost, about something the two share, and on the wall."""

import uuid

from django.urls import reverse

from hallway.appreciation.models import Thanks

GIVE, WALL = reverse("appreciation:give"), reverse("appreciation:wall")


def words(**values):
    return {"key": str(uuid.uuid4()), "who": "", "reason": "", "about": ""} | values


def test_from_a_persons_page(cast, as_):
    tess = as_(cast.tess)
    page = tess.get(reverse("people:person", args=[cast.ivan.pk])).content.decode()
    assert f"{GIVE}?to={cast.ivan.pk}" in page
    page = tess.get(f"{GIVE}?to={cast.ivan.pk}").content.decode()
    assert "Iván Núñez" in page
    answer = tess.post(GIVE, words(to=[cast.ivan.pk], reason="For the cable", send="yes"))
    row = Thanks.objects.get()
    assert answer["Location"] == row.get_absolute_url()
    assert (row.receivers, row.reason) == ([cast.ivan], "For the cable")


def test_several_are_added_and_nothing_is_lost(cast, as_):
    tess = as_(cast.tess)
    more = tess.post(GIVE, words(to=[cast.ivan.pk], who="olga", reason="You two", more="yes"))
    page = more.content.decode()
    assert more.status_code == 200
    assert "Olga Ortiz" in page
    assert "You two" in page
    assert not Thanks.objects.exists()
    tess.post(GIVE, words(to=[cast.ivan.pk, cast.olga.pk], who="kim", reason="You three", send="yes"))
    assert set(Thanks.objects.get().receivers) == {cast.olga, cast.ivan, cast.kim}


def test_a_name_of_several_offers_them(cast, as_):
    page = as_(cast.tess).post(GIVE, words(who="o", reason="Kept", send="yes"))
    said = page.content.decode()
    assert page.status_code == 422
    assert "Kept" in said
    assert f'name="add" value="{cast.olga.pk}"' in said
    added = as_(cast.tess).post(GIVE, words(who="o", reason="Kept", add=str(cast.olga.pk)))
    assert added.status_code == 200
    assert "Kept" in added.content.decode()


def test_nobody_and_oneself(cast, as_):
    tess = as_(cast.tess)
    assert "Say to whom." in tess.post(GIVE, words(reason="For whom?", send="yes")).content.decode()
    assert tess.post(GIVE, words(to=[cast.tess.pk], send="yes")).status_code == 422
    assert tess.post(GIVE, words(to=[cast.gone.pk], send="yes")).status_code == 422
    assert tess.post(GIVE, words(to=["x", "9" * 40], send="yes")).status_code == 422
    assert tess.get(f"{GIVE}?to=x&to={'9' * 40}").status_code == 200
    assert not Thanks.objects.exists()


def test_pressed_twice_is_one(cast, as_):
    said = words(to=[cast.ivan.pk], reason="Once", send="yes")
    for _again in range(2):
        assert as_(cast.tess).post(GIVE, said).status_code == 303
    assert Thanks.objects.count() == 1


def test_about_what_the_two_share(cast, ask, as_):
    row = ask()
    row.solve(by=cast.ivan)
    page = as_(cast.tess).get(f"{GIVE}?to={cast.ivan.pk}").content.decode()
    assert f"asks.ask:{row.pk}" in page
    assert f"asks.ask:{row.pk}" not in as_(cast.olga).get(f"{GIVE}?to={cast.ivan.pk}").content.decode()
    as_(cast.tess).post(GIVE, words(to=[cast.ivan.pk], about=f"asks.ask:{row.pk}", send="yes"))
    assert Thanks.objects.get().subject == row
    forged = as_(cast.olga).post(GIVE, words(to=[cast.ivan.pk], about=f"asks.ask:{row.pk}", send="yes"))
    assert forged.status_code == 303
    assert Thanks.objects.get(sender=cast.olga).subject is None


def test_the_wall_shows_what_was_allowed_where_one_works(cast, as_):
    quiet = Thanks.give(by=cast.tess, receivers=[cast.olga], reason="Quietly so")
    loud = Thanks.give(by=cast.tess, receivers=[cast.olga], reason="For all to read")
    loud.allow(by=cast.olga)
    for who, reads in (("ivan", True), ("lena", True), ("dora", True), ("emil", False), ("ed", False)):
        page = as_(getattr(cast, who)).get(WALL).content.decode()
        assert ("For all to read" in page) is reads, who
        assert "Quietly so" not in page
    loud.allow(by=cast.olga, visible=False)
    assert "For all to read" not in as_(cast.ivan).get(WALL).content.decode()
    assert quiet.receivers == [cast.olga]


def test_the_wall_costs_the_same(cast, as_, django_assert_max_num_queries):
    ivan = as_(cast.ivan)

    def hang():
        Thanks.give(by=cast.tess, receivers=[cast.olga], reason="For all").allow(by=cast.olga)

    hang()
    with django_assert_max_num_queries(15) as one:
        ivan.get(WALL)
    hang()
    hang()
    with django_assert_max_num_queries(len(one)):
        ivan.get(WALL)
