"""The district's list of tools: who keeps it, what stands on it, and what a newer list does to it."""

from datetime import date

import pytest
from django.urls import reverse

from hallway.core.verb import Denied
from hallway.ideas.models import Idea, Tool

from . import library

KEEPERS = {"dora", "ada"}


def test_who_may_keep_the_list(cast):
    tool = library.tool(cast)
    for name in ("tess", "olga", "ivan", "kim", "lena", "ed", "opal", "cora"):
        member = getattr(cast, name)
        for act in (
            lambda by: Tool.add(by=by, name="Kahoot"),
            lambda by: tool.change(by=by, approval="in_review"),
            lambda by: tool.leave_off(by=by),
        ):
            with pytest.raises(Denied):
                act(member)
    for name in KEEPERS:
        assert Tool.add(by=getattr(cast, name), name=f"Tool of {name}").pk


def test_a_tool_stands_once_and_a_newer_word_changes_it(cast):
    first = Tool.add(by=cast.dora, name="Quill.org", host="quill.org", approval="in_review", as_of=date(2026, 1, 5))
    again = Tool.add(
        by=cast.dora, name="QUILL org", host="https://www.quill.org/", approval="approved", as_of=date(2026, 2, 2)
    )
    first.refresh_from_db()
    assert again == first
    assert (first.approval, first.as_of, first.host) == ("approved", date(2026, 2, 2), "quill.org")


def test_what_the_newest_list_does_not_name_stays_and_says_so(cast, as_):
    tool = library.tool(cast)
    tool.leave_off(by=cast.dora)
    tool.leave_off(by=cast.dora)
    assert "Not on the list since" in as_(cast.tess).get(tool.get_absolute_url()).content.decode()
    tool.change(by=cast.dora, approval="approved")
    assert tool.gone_since is None


def test_the_longest_name_and_the_nearest_site_win(cast):
    for name, host in (("Google", "google.com"), ("Google Forms", "forms.google.com"), ("Read", "")):
        Tool.add(by=cast.dora, name=name, host=host)
    assert Tool.objects.named_in("https://forms.google.com/x", "").name == "Google Forms"
    assert Tool.objects.named_in("https://docs.google.com/x", "").name == "Google"
    assert Tool.objects.named_in("", "A quiz in Google Forms").name == "Google Forms"
    assert Tool.objects.named_in("https://evilgoogle.com", "Reading aloud") is None


def test_pages(cast, as_):
    tool, browser = library.tool(cast), as_(cast.tess)
    Idea.share(by=cast.olga, campus=cast.oak, title="Combine two sentences", link="https://quill.org/sentences")
    assert "Approved, as of" in browser.get(reverse("ideas:tools")).content.decode()
    assert "Quill" not in browser.get(reverse("ideas:tools"), {"approval": "not_approved"}).content.decode()
    assert "Quill" in browser.get(reverse("ideas:tools"), {"q": "qui"}).content.decode()
    page = browser.get(tool.get_absolute_url()).content.decode()
    assert "Combine two sentences" in page
    assert "Sign in with school." in page


FIRST = "App,Website,Approval status,Date,Grade levels,Notes\nQuill.org,https://www.quill.org/,Approved,8/1/2026,4-12,School sign-in\n"
FIRST += "Kahoot,kahoot.com,In review,2026-08-03,All,\nPadlet,padlet.com,maybe,,,\nQuill org,,Approved,,,\n"


def bring(browser, text, complete=False):
    """Send a list and let it change what it would; the preview and the answer."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("tools.csv", text.encode(), "text/csv")
    sent = browser.post(reverse("ideas:tools_in"), {"file": file} | ({"complete": "on"} if complete else {}))
    look = browser.get(sent["Location"]).content.decode()
    mark = look.split('name="mark" value="')[1].split('"')[0] if 'name="mark"' in look else ""
    return look, browser.post(sent["Location"], {"mark": mark})


def test_a_list_is_looked_at_and_then_taken(cast, as_):
    look, answer = bring(as_(cast.dora), FIRST)
    assert answer["Location"] == reverse("ideas:tools")
    assert "“maybe” is no status" in look
    assert "has this name already" in look
    said = {tool.name: (tool.host, tool.approval, tool.as_of, tool.grades, tool.note) for tool in Tool.objects.all()}
    assert said["Quill.org"] == ("quill.org", "approved", date(2026, 8, 1), list(range(4, 13)), "School sign-in")
    assert said["Kahoot"] == ("kahoot.com", "in_review", date(2026, 8, 3), [], "")
    assert len(said) == 2


def test_a_second_list_changes_and_never_doubles_and_what_it_leaves_out_says_so(cast, as_):
    bring(as_(cast.dora), FIRST)
    browser = as_(cast.ada)
    look, _answer = bring(browser, FIRST)
    assert "Nothing would change" in look
    look, answer = bring(
        browser, "name,status,as of\nKAHOOT,approved,2026-09-01\nPhET,approved,2026-09-01\n", complete=True
    )
    assert "No longer named" in look
    assert answer.status_code == 303
    tools = {tool.name: tool for tool in Tool.objects.all()}
    assert set(tools) == {"Quill.org", "Kahoot", "PhET"}
    assert (tools["Kahoot"].approval, tools["Kahoot"].host) == ("approved", "kahoot.com")
    assert tools["Quill.org"].gone_since is not None
    assert tools["Quill.org"].approval == "approved"
    bring(browser, "name,status\nQuill.org,approved\n")
    assert Tool.objects.get(name="Quill.org").gone_since is None


@pytest.mark.parametrize(
    ("cell", "grades"), [("K-2", [0, 1, 2]), ("PK–1", [-1, 0, 1]), ("6, 7 & 8", [6, 7, 8]), ("all", []), ("9", [9])]
)
def test_grades_as_districts_write_them(cell, grades):
    from hallway.ideas.tool_list import _grades

    assert _grades(cell) == (grades, None)
    assert _grades("8-6")[1]
    assert _grades("some")[1]


def test_who_may_bring_the_list(cast, as_):
    for name in ("tess", "ivan", "lena", "opal"):
        assert as_(getattr(cast, name)).get(reverse("ideas:tools_in")).status_code == 403
