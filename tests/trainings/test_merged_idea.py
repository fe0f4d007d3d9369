"""What a training taught was put together with another idea of the library: who tried it tells it there."""

from datetime import timedelta

from hallway.core.now import moved

from ..ideas import library
from .made import announced


def test_a_try_counts_where_the_idea_is_now(cast, monday):
    one, better = library.idea(cast), library.other(cast)
    row = announced(cast, ideas=[one])
    row.answer(by=cast.tess, said="going")
    with moved(row.starts + timedelta(minutes=10)):
        row.check_in(by=cast.tess)
    one.merge(by=cast.ivan, into=better)
    with moved(row.ends + timedelta(hours=1)):
        trial = row.tell_tried(by=cast.tess, result="worked")
    assert trial.idea == better


def test_nobody_is_asked_who_said_it_there(cast, monday):
    from hallway.ideas.models import Trial

    one, better = library.idea(cast), library.other(cast)
    row = announced(cast, ideas=[one])
    row.answer(by=cast.tess, said="going")
    with moved(row.starts + timedelta(minutes=10)):
        seat = row.check_in(by=cast.tess)
    one.merge(by=cast.ivan, into=better)
    with moved(row.ends + timedelta(hours=1)):
        Trial.note(by=cast.tess, campus=cast.oak, idea=better, result="worked")
    assert row._has_said(seat)
