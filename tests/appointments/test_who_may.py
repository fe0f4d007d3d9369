"""Who reads an appointment and who may do what with it: those who take part. The same roles elsewhere, and leaders, never."""

import pytest

from hallway.appointments.models import Appointment
from hallway.core.verb import HALLWAY, Denied

EVERYBODY = ["tess", "olga", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada", "gone"]
BOTH = {"tess", "ivan"}
VERBS = {
    "accept": (BOTH, {}),
    "perhaps": (BOTH, {}),
    "decline": (BOTH, {}),
    "ask_otherwise": (BOTH, {}),
    "cancel": (BOTH, {}),
    "move": (BOTH, {"later": True}),
    "happen": (BOTH, {}),
    "did_not_happen": (BOTH, {}),
    "add_party": (BOTH, {"member": "olga"}),
    "remove_party": (BOTH, {"member": "olga"}),
    "reassign": ({"ivan"}, {"to": "kim"}),
    "let_go": ({"tess"}, {}),
    "sweep": (set(), {}),
    "remind": (set(), {"party": None}),
    "doubt": (set(), {"member": "tess"}),
    "go_without": (set(), {"member": "olga"}),
}


@pytest.mark.parametrize("verb", VERBS)
def test_only_who_takes_part(cast, book, verb):
    row, allowed = book(), set()
    expected, values = VERBS[verb]
    values = {name: getattr(cast, value) if isinstance(value, str) else value for name, value in values.items()}
    if values.pop("later", False):
        values = {"start": row.start, "end": row.end}
    for who in EVERYBODY:
        if getattr(cast, who).can(verb, Appointment.objects.get(pk=row.pk)):
            allowed.add(who)
        else:
            with pytest.raises(Denied):
                getattr(Appointment.objects.get(pk=row.pk), verb)(by=getattr(cast, who), **values)
    assert allowed == expected


@pytest.mark.parametrize("verb", ["book", "hold"])
def test_nobody_books_for_two_others(cast, book, verb, monday):
    row = book(by=HALLWAY)
    about = {"campus": cast.oak, "start": row.start, "end": row.end, "hosts": [cast.ivan], "guests": [cast.tess]}
    row.cancel(by=HALLWAY)
    for who in set(EVERYBODY) - BOTH:
        with pytest.raises(Denied):
            getattr(Appointment, verb)(by=getattr(cast, who), **about)


def test_only_they_read_it(cast, book):
    row = book()
    readers = {w for w in EVERYBODY if Appointment.objects.visible_to(getattr(cast, w)).filter(pk=row.pk).exists()}
    assert readers == BOTH
    row.decline(by=cast.tess)
    assert Appointment.objects.visible_to(cast.tess).exists(), "they may still change their mind"
    row.accept(by=cast.tess)
    row.add_party(by=cast.ivan, member=cast.olga)
    row.remove_party(by=cast.ivan, member=cast.olga)
    assert not cast.olga.can("accept", row), "whoever was taken off does not come back by themselves"


@pytest.mark.parametrize("who", EVERYBODY[:-1])
def test_the_page_is_theirs(cast, book, as_, who):
    row = book()
    answer = as_(getattr(cast, who)).get(row.get_absolute_url())
    assert answer.status_code == (200 if who in BOTH else 404)
