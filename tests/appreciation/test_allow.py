"""Who got a thank-you chooses whether colleagues read it."""

import pytest

from hallway.appreciation.models import Thanks
from hallway.core.verb import Denied


@pytest.fixture
def thanks(cast):
    return Thanks.give(by=cast.tess, receivers=[cast.ivan, cast.kim], reason="Before the bell")


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("ivan", True), ("kim", True), ("tess", False), ("olga", False), ("lena", False), ("dora", False), ("ada", False)],
)
def test_who_may(cast, thanks, who, allowed):
    member = getattr(cast, who)
    if allowed:
        thanks.allow(by=member)
        assert thanks.receipts.get(member=member).allowed
    else:
        with pytest.raises(Denied):
            thanks.allow(by=member)


def test_colleagues_then_read_it_with_only_that_name(cast, thanks, as_):
    as_(cast.ivan).post(f"/thanks/{thanks.pk}/allow/", {"visible": "yes"})
    page = as_(cast.olga).get(f"/thanks/{thanks.pk}/").content.decode()
    assert "Before the bell" in page
    assert "to Iván" in page
    assert "Kim" not in page
    as_(cast.ivan).post(f"/thanks/{thanks.pk}/allow/", {"visible": "no"})
    assert as_(cast.olga).get(f"/thanks/{thanks.pk}/").status_code == 404


def test_who_reads_it_is_said_as_it_is(cast, thanks, as_):
    alone = Thanks.give(by=cast.tess, receivers=[cast.ivan], reason="For you")
    said = "Only you and the sender can read it."
    assert said in as_(cast.ivan).get(f"/thanks/{alone.pk}/").content.decode()
    page = as_(cast.ivan).get(f"/thanks/{thanks.pk}/").content.decode()
    assert said not in page, "Kim got it, too"
    assert "Colleagues do not read it on your page." in page


def test_about_something_confidential_it_stays_between_them(cast, ask):
    row = ask(confidential=True)
    thanks = Thanks.give(by=cast.tess, receivers=[cast.ivan], subject=row)
    with pytest.raises(Denied):
        thanks.allow(by=cast.ivan)


def test_it_stands_on_their_page_only_then(cast, thanks, as_):
    page = f"/people/{cast.ivan.pk}/"
    assert "Before the bell" not in as_(cast.olga).get(page).content.decode()
    thanks.allow(by=cast.ivan)
    assert "Before the bell" in as_(cast.olga).get(page).content.decode()
    assert "Before the bell" not in as_(cast.olga).get(f"/people/{cast.kim.pk}/").content.decode()
    thanks.allow(by=cast.ivan, visible=False)
    assert "Before the bell" not in as_(cast.olga).get(page).content.decode()
