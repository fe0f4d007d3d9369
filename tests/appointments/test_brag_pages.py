"""Good news on pages: written, looked at again, said yes to, at home and in the daily mail, and taken back."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hallway.appointments.models import Brag
from hallway.core.now import moved
from hallway.delivery.digests import send_digests
from hallway.delivery.models import Choice, OutgoingMail
from hallway.delivery.working import deliver_events

from . import made

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def test_from_a_visit_to_the_home_of_its_audience(cast, monday, as_):
    visit = made.visit(cast)
    visit.give_feedback(by=cast.ivan, text="18 of 24 spoke")
    ivan, tess = as_(cast.ivan), as_(cast.tess)
    said = {
        "key": str(uuid.uuid4()),
        "visit": visit.pk,
        "title": "Everybody spoke",
        "text": "Maya began.",
        "audience": "campus",
    }
    answer = ivan.post("/appointments/brags/new/", {**said, "files": SimpleUploadedFile("a.png", PNG, "image/png")})
    assert answer.status_code == 303
    brag = Brag.objects.get()
    assert ivan.post("/appointments/brags/new/", said).status_code == 409
    assert as_(cast.olga).get(brag.get_absolute_url()).status_code == 404
    assert tess.get(brag.get_absolute_url()).status_code == 404, "a draft is its author's"
    ivan.post(f"{brag.get_absolute_url()}propose/")
    page = tess.get(brag.get_absolute_url()).content.decode()
    assert "Could one of these be a student? Maya" in page
    assert "name tag" in page
    assert "would like to tell others" in tess.get("/").content.decode()
    assert tess.post(f"{brag.get_absolute_url()}consent/").status_code == 409
    assert tess.post(f"{brag.get_absolute_url()}consent/", {"no_student": "yes", "seen": brag.seen}).status_code == 303
    for who, there in (("olga", True), ("lena", True), ("emil", False), ("dora", False), ("ada", False)):
        home = as_(getattr(cast, who)).get("/").content.decode()
        assert ("Everybody spoke" in home) is there, who
    tess.post(f"{brag.get_absolute_url()}withdraw/")
    assert "Everybody spoke" not in as_(cast.olga).get("/").content.decode()


@pytest.mark.parametrize(
    "said", [{"title": ""}, {"title": "x", "audience": "team"}, {"title": "x", "audience": "everybody"}]
)
def test_what_does_not_fit_is_said(cast, monday, as_, said):
    made.visit(cast)
    form = {"key": str(uuid.uuid4()), "teacher": cast.tess.pk, "audience": "campus", **said}
    assert as_(cast.ivan).post("/appointments/brags/new/", form).status_code == 422
    assert not Brag.objects.exists()


def test_it_rides_along_with_the_daily_mail_once(cast, monday):
    """Only with a mail that goes out anyway, and without its words: what is taken back is gone."""
    brag = made.brag(cast)
    brag.consent(by=cast.tess)
    group = "consult.suggested"
    for member in (cast.tess, cast.emil):
        Choice.objects.get_or_create(member=member, group=group, defaults={"how": "digest"})
    consult = made.consult(cast)
    consult.suggest(by=cast.ivan, title="A game")
    deliver_events()
    with moved(monday.instant + timedelta(hours=23)):
        send_digests()
    (mail,) = OutgoingMail.objects.filter(
        to=cast.tess.email, text__contains="Good news from the classroom of Tess Tanaka"
    )
    assert brag.get_absolute_url() in mail.text
    assert brag.title not in mail.text
    with moved(monday.instant + timedelta(days=1, hours=1)):
        consult.suggest(by=cast.ivan, title="Another")
        deliver_events()
    with moved(monday.instant + timedelta(days=1, hours=23)):
        send_digests()
    assert OutgoingMail.objects.filter(to=cast.tess.email, text__contains="Good news").count() == 1


def test_names_in_what_is_published_are_told_and_the_words_stay(cast, monday, as_):
    brag = made.brag(cast)
    brag.consent(by=cast.tess)
    said = {"title": brag.title, "text": "Maya Lopez began.", "audience": "campus", "key": str(uuid.uuid4())}
    answer = as_(cast.tess).post(f"{brag.get_absolute_url()}change/", said)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Take it back first, change it, and say yes anew." in page
    assert "Maya Lopez began." in page
    brag.refresh_from_db()
    assert brag.text == "The floor was it."
