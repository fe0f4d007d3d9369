"""The book of a school year: read back from the PDF."""

import io
from datetime import UTC, datetime, timedelta

from django.urls import reverse
from pypdf import PdfReader

from hallway.appreciation.models import Thanks
from hallway.core.now import moved
from hallway.history.models import Event
from hallway.reports.keepsake import book, from_the_right
from hallway.reports.kept import kept, span, year_of

OCTOBER = datetime(2025, 10, 6, 15, 0, tzinfo=UTC)
LONG = "Donaudampfschifffahrtsgesellschaftskapitänspatent" * 8


def text_of(raw):
    return "\n".join(each.extract_text() for each in PdfReader(io.BytesIO(raw)).pages)


def squeezed(text):
    return "".join(text.split())


def thank(by, to, reason, at=OCTOBER):
    with moved(at):
        return Thanks.give(by=by, receivers=[to], reason=reason)


def test_what_came_stands_in_order_with_a_cover(cast):
    thank(cast.tess, cast.ivan, "For the second cable", OCTOBER + timedelta(days=30))
    thank(cast.olga, cast.ivan, "For the first cable")
    thank(cast.ivan, cast.olga, "Said by Iván himself")
    thank(cast.olga, cast.ivan, "A year before", OCTOBER - timedelta(days=365))
    said = text_of(book(cast.ivan, 2025))
    assert said.index("Iván Núñez") < said.index("For the first cable") < said.index("For the second cable")
    assert "2025–26" in said
    assert "Olga Ortiz" in said
    assert "Said by Iván himself" not in said
    assert "A year before" not in said
    assert "A year before" in text_of(book(cast.ivan, 2024))


def test_good_news_and_cards_stand_in_it(cast):
    from hallway.appointments.models import Brag
    from hallway.core.verb import HALLWAY
    from hallway.teams.models import Card
    from tests.teams import made

    with moved(OCTOBER):
        brag = Brag.draft(
            by=cast.ivan, teacher=cast.tess, campus=cast.oak, title="Volcanoes", text="They explained it."
        )
        brag.propose(by=cast.ivan)
        brag.consent(by=cast.tess, no_student=True)
        Brag.draft(by=cast.ivan, teacher=cast.tess, campus=cast.oak, title="Never published")
        card = Card.open_card(by=HALLWAY, member=cast.ivan, team=made.team(cast), occasion="welcome",
                              deliver_at=OCTOBER + timedelta(days=1))  # fmt: skip
        card.sign(by=cast.tess, words="Glad that you are with us")
    assert "Glad that you are with us" not in text_of(book(cast.ivan, 2025))
    with moved(OCTOBER + timedelta(days=1)):
        card.deliver(by=HALLWAY)
    mine, hers = (text_of(book(who, 2025)) for who in (cast.ivan, cast.tess))
    assert "They explained it." in mine
    assert "They explained it." in hers
    assert "Glad that you are with us" in mine
    assert "Glad that you are with us" not in hers
    assert "Never published" not in mine


def test_any_writing_comes_through(cast):
    reasons = ["Ñandú, žluťoučký kůň, Ελλάδα, Привет", "תודה רבה על העזרה", "شكرا جزيلا", "Well done 🎉❤️👩🏽‍🏫", LONG,
               "# *not* **bold** [a](b) <b>c</b>", "one\n\ntwo\n" * 60]  # fmt: skip
    for number, reason in enumerate(reasons):
        thank(cast.tess, cast.ivan, reason, OCTOBER + timedelta(hours=number))
    raw = book(cast.ivan, 2025)
    said = text_of(raw)
    assert "Ñandú, žluťoučký kůň, Ελλάδα, Привет" in said
    assert "🎉" in said
    assert "❤" in said
    assert squeezed(LONG) in squeezed(said)
    assert "# *not* **bold** [a](b) <b>c</b>" in said
    for letters in ("תודה", "העזרה"):
        assert letters in said or letters[::-1] in said
    assert len(PdfReader(io.BytesIO(raw)).pages) > 4


def test_nothing_leaves_the_page(cast):
    """A word without an end is broken, and every line begins and ends within the margins."""
    thank(cast.tess, cast.ivan, LONG)
    places = []
    reader = PdfReader(io.BytesIO(book(cast.ivan, 2025)))
    for each in reader.pages[1:]:
        each.extract_text(visitor_text=lambda _t, _c, matrix, _f, _s: places.append(matrix[4]))
    width = float(reader.pages[0].mediabox.width)
    assert places
    assert all(0 <= x < width for x in places)


def test_an_empty_year_is_a_book_too_and_nothing_is_counted(cast):
    assert "Here is room for what comes." in text_of(book(cast.emil, 2025))
    for _time in range(3):
        thank(cast.tess, cast.emil, "Again")
    said = text_of(book(cast.emil, 2025))
    assert "3" not in said.replace("2025", "").replace("October", "")
    assert len(kept(cast.emil, 2025)) == 3


def test_the_same_book_twice_is_the_same_bytes(cast):
    thank(cast.tess, cast.ivan, "For the cable")
    with moved(OCTOBER):
        first = book(cast.ivan, 2025)
    assert first == book(cast.ivan, 2025)


def test_only_oneself_makes_it(cast, as_):
    thank(cast.tess, cast.ivan, "For the cable")
    url = reverse("reports:keepsake_book", args=[2025])
    with moved(OCTOBER):
        for who, there in ((cast.ivan, True), (cast.lena, False), (cast.ada, False), (cast.tess, False)):
            answer = as_(who).get(url)
            assert answer["Content-Type"] == "application/pdf"
            assert answer["Cache-Control"] == "no-store, private"
            assert ("For the cable" in text_of(answer.content)) is there
        assert as_(cast.ivan).get(reverse("reports:keepsake_book", args=[1900])).status_code == 404
        page = as_(cast.ivan).get(reverse("reports:keepsake")).content.decode()
        assert url in page
    assert reverse("reports:keepsake") in as_(cast.ivan).get(reverse("appreciation:mine")).content.decode()


def test_a_school_year_begins_in_august(cast):
    since, until = span(2025)
    assert (since.date().isoformat(), until.date().isoformat()) == ("2025-08-01", "2026-08-01")
    assert year_of(since.date()) == 2025
    assert year_of((since - timedelta(days=1)).date()) == 2024


def test_sides_and_signs():
    assert from_the_right("12 תודה")
    assert not from_the_right("Thanks תודה")


def test_no_book_of_a_year_before_there_was_anything(cast, monday, as_):
    def offered(instant):
        with moved(instant):
            page = as_(cast.ivan).get(reverse("reports:keepsake")).content.decode()
        return [year for year in range(2018, 2035) if reverse("reports:keepsake_book", args=[year]) in page]

    Event.objects.update(at=monday.instant)
    assert offered(monday.instant) == [2025]
    assert offered(monday.instant.replace(year=2028)) == [2025, 2026, 2027]
    assert offered(monday.instant.replace(year=2033)) == [2028, 2029, 2030, 2031, 2032]
