"""Whom an ITS let look at their outcomes leads no more: the page is closed to them."""

from hallway.ideas.models import Opened
from hallway.people.models import Post


def test_who_leads_no_more(cast, as_):
    row = Opened.open_outcomes(by=cast.ivan, lead=cast.lena)
    assert as_(cast.lena).get(row.get_absolute_url()).status_code == 200
    Post.objects.filter(member=cast.lena).delete()
    assert as_(cast.lena).get(row.get_absolute_url()).status_code == 404
    assert as_(cast.ivan).get("/ideas/outcomes/").status_code == 200
