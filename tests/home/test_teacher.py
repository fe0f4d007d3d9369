"""The teacher's home: hello by name, the help team and where it is, what was asked with what happens next."""

import pytest

from hallway.core.verb import HALLWAY


def test_hello_team_and_open_requests(cast, ask, as_, monday):
    ask(line="The projector is dark")
    page = as_(cast.tess).get("/").content.decode()
    assert "Good morning, Tess!" in page
    assert "Iván Núñez" in page
    assert "Iván is at Oak Elementary today." in page
    assert "Iván answers by tomorrow 9:00" in page
    assert 'href="/asks/new/"' in page


def test_empty_home_teaches(cast, as_, monday):
    page = as_(cast.olga).get("/").content.decode()
    assert "Nothing open" in page
    assert "who has it and what happens next" in page


def test_what_waits_for_the_teacher_comes_first(cast, ask, as_, monday):
    first = ask(line="The speaker is mute")
    ask(line="The projector is dark")
    first.solve(by=cast.ivan)
    page = as_(cast.tess).get("/").content.decode()
    assert page.index("The speaker is mute") < page.index("The projector is dark")
    assert "Does it work?" in page


def test_who_is_out_is_not_said_to_be_there(cast, as_, monday):
    from hallway.people.models import Absence

    Absence.be_out(by=HALLWAY, member=cast.ivan, first=monday.instant.date())
    page = as_(cast.tess).get("/").content.decode()
    assert "not at a campus today" in page


@pytest.mark.parametrize("who", ["tess", "ivan", "lena", "opal", "cora", "dora", "ada", "kim", "ed"])
def test_everybody_has_a_home(cast, ask, as_, who, monday):
    ask()
    assert as_(getattr(cast, who)).get("/").status_code == 200
    assert as_(getattr(cast, who)).get("/?as=teacher").status_code == 200
    assert as_(getattr(cast, who)).get("/?as=nonsense").status_code == 200


def test_the_same_statements_for_one_and_three(cast, ask, as_, monday, django_assert_max_num_queries):
    tess = as_(cast.tess)
    ask(line="one")
    tess.get("/")
    with django_assert_max_num_queries(16) as first:
        tess.get("/")
    ask(line="two")
    ask(line="three")
    with django_assert_max_num_queries(len(first)):
        tess.get("/")


@pytest.mark.parametrize("who", ["tess", "ivan", "lena"])
def test_every_page_that_is_anybodys_stands_in_the_menu(cast, as_, who):
    """Also for whoever has no meeting yet, and nothing is announced at whose campus."""
    body = as_(getattr(cast, who)).get("/").content.decode()
    menu = body[body.index('class="menu-body"') : body.index("</details></hw-menu>")]
    for address in ("/appointments/", "/trainings/", "/calendar/", "/notices/choices/", "/thanks/", "/people/teams/"):
        assert f'href="{address}"' in menu, address
