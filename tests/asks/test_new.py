"""The ask form: one line is enough, nothing typed is ever lost, the same form twice is one request."""

import uuid
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY
from hallway.procedures.models import Procedure, Topic
from hallway.procedures.terms import Priority, Rule, Terms

NEW = "/asks/new/"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00\x00IEND\xaeB`\x82"
)


def words(**values):
    return {"key": str(uuid.uuid4()), "line": "The projector is dark", "campus": "", **values}


@pytest.fixture
def tess(cast, as_):
    return as_(cast.tess)


def test_one_line_is_enough(tess, cast, monday):
    answer = tess.post(NEW, words())
    ask = Ask.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == reverse("asks:ask", args=[ask.pk])
    assert (ask.requester, ask.campus, ask.room, ask.holder) == (cast.tess, cast.oak, None, cast.ivan)
    assert ask.affected == "me"
    assert not ask.teaching_stopped


def test_the_form_knows_the_room_the_helper_and_the_promise(tess, cast, monday):
    page = tess.get(NEW).content.decode()
    assert 'value="12"' in page
    assert "Iván answers by" in page
    assert "tomorrow 9:00" in page
    assert "at Oak Elementary today" in page
    assert "Iván serves your campus." in page


def test_the_promise_follows_the_answers(tess, cast, monday):
    page = tess.get("/asks/new/promise/", {"teaching_stopped": "yes", "campus": cast.oak.pk}).content.decode()
    assert "today 10:00" in page
    assert "<html" not in page
    wide = tess.get("/asks/new/promise/", {"affected": "several"}, headers={"HX-Request": "true"}).content.decode()
    assert "12:00 pm" in wide
    nonsense = tess.get("/asks/new/promise/", {"campus": "9" * 40, "requester": "-1", "affected": "\x00"})
    assert nonsense.status_code == 200


def test_the_room_is_found_or_kept_as_words(tess, cast):
    tess.post(NEW, words(room=" 12 "))
    tess.post(NEW, words(room="by the gym"))
    second, first = Ask.objects.order_by("-id")
    assert (first.room, first.place) == (cast.room, "")
    assert (second.room, second.place) == (None, "by the gym")


def test_everything_said_is_kept(tess, cast, monday):
    topic = Topic.objects.first()
    tess.post(
        NEW,
        words(
            teaching_stopped="yes", topic=topic.pk, affected="class", detail="Says: no signal", device_tag="P-114",
            best_time="10:20", deadline="2026-03-06", deadline_why="parents' night", confidential="on", hello="Good morning",
        ),
    )  # fmt: skip
    ask = Ask.objects.get()
    assert ask.teaching_stopped
    assert ask.confidential
    said = (ask.topic, ask.affected, ask.device_tag, ask.best_time, str(ask.deadline), ask.deadline_why, ask.hello)
    assert said == (topic, "class", "P-114", "10:20", "2026-03-06", "parents' night", "Good morning")


def test_an_empty_line_keeps_the_rest(tess, cast):
    answer = tess.post(NEW, words(line="  ", detail="all my <b>words</b>", affected="class"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write one line" in page
    assert "all my &lt;b&gt;words&lt;/b&gt;" in page
    assert not Ask.objects.exists()


def test_files_outlive_an_error(tess, cast):
    photo = SimpleUploadedFile("board.png", PNG, "image/png")
    page = tess.post(NEW, words(line="", files=photo))
    assert page.status_code == 422
    sealed = page.context["form"].sealed[0][0]
    tess.post(NEW, words(kept=sealed))
    ask = Ask.objects.get()
    assert [file.name for file in ask_files(ask)] == ["board.png"]
    tess.post(NEW, words(kept=sealed, line="Another one"))
    assert ask_files(Ask.objects.latest("id")) == []


def ask_files(ask):
    from hallway.threads.models import File

    return list(File.objects.of(ask))


def test_a_file_that_is_too_large_costs_no_words(tess, cast):
    good = SimpleUploadedFile("board.png", PNG, "image/png")
    huge = SimpleUploadedFile("film.mov", b"\0" * (25 * 1024 * 1024 + 1), "video/quicktime")
    answer = tess.post(NEW, words(detail="all my words", files=[good, huge]))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "larger than 25 MB" in page
    assert "all my words" in page
    assert [one.name for _sealed, one in answer.context["form"].sealed] == ["board.png"]


def test_a_file_is_what_its_bytes_are(tess, cast):
    tess.post(NEW, words(files=SimpleUploadedFile("cat.png", b"<script>alert(1)</script>", "image/png")))
    assert not ask_files(Ask.objects.get())[0].is_picture


def test_a_file_taken_away_is_away(tess, cast):
    photo = SimpleUploadedFile("board.png", PNG, "image/png")
    sealed, one = tess.post(NEW, words(line="", files=photo)).context["form"].sealed[0]
    answer = tess.post(NEW, words(kept=sealed, away=one.path))
    assert answer.status_code == 200
    assert "board.png" not in answer.content.decode()
    assert "The projector is dark" in answer.content.decode()
    assert not Ask.objects.exists()


def test_a_kept_file_is_its_owners_only(tess, cast, as_):
    photo = SimpleUploadedFile("board.png", PNG, "image/png")
    sealed = tess.post(NEW, words(line="", files=photo)).context["form"].sealed[0][0]
    as_(cast.olga).post(NEW, words(kept=sealed))
    as_(cast.olga).post(NEW, words(kept=sealed + "x", line="More"))
    assert [ask_files(ask) for ask in Ask.objects.all()] == [[], []]


def test_the_same_form_twice_is_one_request(tess, cast):
    form = words(detail="once")
    first, second = tess.post(NEW, form), tess.post(NEW, form)
    assert first["Location"] == second["Location"]
    assert Ask.objects.count() == 1


def test_the_same_form_with_other_words_keeps_them(tess, cast):
    form = words()
    tess.post(NEW, form)
    answer = tess.post(NEW, form | {"line": "The speaker is mute", "detail": "since noon"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The speaker is mute" in page
    assert "since noon" in page
    assert f"#{Ask.objects.get().pk}" in page
    assert form["key"] not in page
    again = tess.post(NEW, form | {"line": "The speaker is mute", "key": str(uuid.uuid4())})
    assert again.status_code == 303


@pytest.mark.parametrize("other", [{"confidential": "on"}, {"device_tag": "P-2"}, {"deadline": "2030-01-07"}])
def test_no_answer_of_a_form_sent_twice_is_dropped_in_silence(tess, cast, other):
    form = words()
    tess.post(NEW, form)
    assert tess.post(NEW, form | other).status_code == 409


@pytest.mark.parametrize(
    "line",
    [
        "nul \x00 and bell \x07", "‮right to left‬ עברית", "🖨️ is 😡", "p‌rojeсtor", "<script>alert(1)</script>",
        "' OR 1=1 --", "{{ 7*7 }} %s %(x)s", b"broken \xff\xc3 bytes", "a" * 100_000, "wort " * 3000,
    ],
)  # fmt: skip
def test_hostile_text_is_only_text(tess, cast, line):
    answer = tess.post(NEW, words(line=line, room=line[:200], hello=line[:300]))
    if len(line) > 50_000:
        assert answer.status_code == 422
        assert "50,000" in answer.content.decode()
        return
    assert answer.status_code == 303
    page = tess.get(answer["Location"]).content.decode()
    assert "<script>alert" not in page
    ask = Ask.objects.get()
    assert len(ask.line) <= 200
    if len(line) > 200:
        assert "wort " * 100 in page


def test_on_behalf_of_a_colleague_at_another_campus(as_, cast, monday):
    ivan = as_(cast.ivan)
    found = ivan.get("/asks/new/people/", {"who": "tan"}).content.decode()
    assert "Tess Tanaka" in found
    looked = ivan.post(NEW, words(line="", who="tan", look="yes")).content.decode()
    assert "Tess Tanaka" in looked
    assert "Write one line" not in looked
    ivan.post(NEW, words(requester=cast.tess.pk, campus=cast.elm.pk))
    ask = Ask.objects.get()
    assert (ask.requester, ask.filed_by, ask.campus, ask.room) == (cast.tess, cast.ivan, cast.oak, cast.room)
    assert ask.through == "capture"


def test_a_name_without_a_choice_is_not_a_request_of_ones_own(as_, cast):
    answer = as_(cast.ivan).post(NEW, words(who="tan", campus=cast.oak.pk))
    assert answer.status_code == 422
    assert "Tess Tanaka" in answer.content.decode()
    assert not Ask.objects.exists()


def test_who_has_two_campuses_chooses(as_, cast, monday):
    ivan = as_(cast.ivan)
    page = ivan.get(NEW).content.decode()
    assert f'type="radio" name="campus" value="{cast.elm.pk}"' in page
    assert ivan.post(NEW, words()).status_code == 422
    ivan.post(NEW, words(campus=cast.elm.pk))
    assert Ask.objects.get().campus == cast.elm


def test_an_its_can_hold_what_they_file(as_, cast, monday):
    as_(cast.kim).post(NEW, words(requester=cast.emil.pk, hold="on"))
    assert Ask.objects.get().holder == cast.kim


def test_nobody_files_for_somebody_who_left(tess, cast):
    answer = tess.post(NEW, words(requester=cast.gone.pk))
    assert answer.status_code == 422
    assert not Ask.objects.exists()


@pytest.mark.parametrize("who", ["tess", "olga", "ivan", "lena", "opal", "cora", "dora", "ada", "kim"])
def test_everybody_may_ask(cast, as_, who):
    member = getattr(cast, who)
    campus = next(iter(member.seat.own), cast.elm.pk)
    assert as_(member).post(NEW, words(campus=campus)).status_code == 303


def test_nobody_asks_at_a_campus_that_is_not_theirs(tess, cast):
    assert tess.post(NEW, words(campus=cast.elm.pk)).status_code == 422


def test_known_issues_are_told_before_asking(tess, cast, ask):
    row = ask(requester=cast.olga, line="Olga wrote so")
    row.make_known(by=cast.ivan, words="Wi-Fi is down in the east wing")
    page = tess.get(NEW).content.decode()
    assert "Wi-Fi is down in the east wing" in page
    assert "Olga wrote" not in page


def test_a_day_that_has_passed_is_no_deadline(tess, cast, monday):
    answer = tess.post(NEW, words(deadline="2026-02-27"))
    assert answer.status_code == 422
    assert "still to come" in answer.content.decode()


def test_few_statements(tess, cast, django_assert_max_num_queries):
    for name in "abc":
        Topic.add(by=HALLWAY, name=name)
    tess.get(NEW)
    with django_assert_max_num_queries(20):
        tess.get(NEW)


class TestDeadlines:
    """``monday`` is 2 March 2026; the procedure asks for ten school days before an event, and counts a near day as pressing."""

    @pytest.fixture(autouse=True)
    def procedure(self, cast, monday):
        Procedure.newest().change(
            by=HALLWAY,
            terms=Terms(
                lead_days=10,
                priorities=(
                    Priority("soon", "Soon", respond="60 minutes"),
                    Priority("usual", "Usual", respond="3 days"),
                ),
                rules=(Rule("soon", deadline_days=2), Rule("usual")),
            ),
        )

    def look(self, tess, cast, deadline):
        return tess.get("/asks/new/promise/", {"campus": cast.oak.pk, "deadline": deadline}).content.decode()

    def test_an_event_that_is_near_is_told_kindly(self, tess, cast):
        assert "10 school days of notice" in self.look(tess, cast, "2026-03-10")
        for far in ("2026-03-31", "", "2026-02-31", "soon", "2026-03-01"):
            assert "of notice" not in self.look(tess, cast, far)

    def test_what_is_promised_before_sending_is_what_is_promised_then(self, tess, cast):
        seen = self.look(tess, cast, "2026-03-03")
        tess.post(NEW, words(deadline="2026-03-03"))
        ask = Ask.objects.latest("pk")
        assert ask.priority.code == "soon"
        assert ask.promised_at.astimezone(ZoneInfo(cast.oak.time_zone)).isoformat(timespec="minutes") in seen
