"""Who is the help desk, for mail of nobody we know: the list, and the question for one member, say the same."""

from datetime import date

import pytest

from hallway.core.verb import HALLWAY
from hallway.inbox.models.sorting import desk, is_at_desk
from hallway.people.models import District, Member, Post


@pytest.mark.parametrize("duty", [None, "lena", "gone"])
@pytest.mark.parametrize("post", [None, {}, {"until": date(2020, 1, 1)}, {"since": date(2200, 1, 1)}])
def test_the_list_and_the_question_say_the_same(cast, duty, post):
    District.objects.update(duty=duty and getattr(cast, duty))
    if post is not None:
        Post.add(by=HALLWAY, member=cast.kim, role="its", campus=None, **post)
    everybody = list(Member.objects.all())
    assert {member.pk for member in everybody if is_at_desk(member)} == {member.pk for member in desk()}
