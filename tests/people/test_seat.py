"""A seat is read once a request, whatever somebody does where."""

from hallway.core.verb import HALLWAY
from hallway.people.models import Member, Post


def test_one_statement_however_many_posts(cast, django_assert_num_queries):
    for role in ("lead", "office", "contact"):
        Post.add(by=HALLWAY, member=cast.ivan, role=role, campus=cast.elm, since=None)
    ivan = Member.objects.get(pk=cast.ivan.pk)
    with django_assert_num_queries(1):
        assert ivan.seat.serves(cast.oak.pk)
        assert ivan.seat.holds("contact", cast.elm.pk)
