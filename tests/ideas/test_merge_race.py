"""Two people put two ideas together at once, each into the other: one is refused kindly, and neither is lost."""

import threading

import pytest
from django.db import connection

from hallway.core.verb import Refused
from hallway.ideas.models import Idea

from . import library

pytestmark = pytest.mark.django_db(transaction=True)


def test_neither_vanishes_into_the_other(cast):
    one, other = library.idea(cast), library.other(cast)
    start, said = threading.Barrier(2), []

    def merge(row, into):
        try:
            start.wait(10)
            Idea.objects.get(pk=row.pk).merge(by=cast.ivan, into=Idea.objects.get(pk=into.pk))
            said.append("merged")
        except Refused:
            said.append("refused")
        finally:
            connection.close()

    hands = [threading.Thread(target=merge, args=pair) for pair in ((one, other), (other, one))]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(30)
    assert len(said) == 2
    assert "refused" in said
    standing = Idea.objects.filter(pk__in=[one.pk, other.pk], state="shared")
    assert standing.count() == 2 - said.count("merged")
