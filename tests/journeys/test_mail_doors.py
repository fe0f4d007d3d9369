"""How mail comes in, in a real browser: entered without script, shown in trouble, the sum of chosen days."""

import pytest
from django.utils import timezone

from hallway.inbox.models import Address, Mailbox
from hallway.inbox.taking import take
from hallway.procedures.models import Topic
from tests.inbox.conftest import raw


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_the_pages_of_the_doors(house, visit, axe, shot, width, dark):
    topic = Topic.add(by=house.ada, name="Sound and light")
    page = visit(house.ada, width=width, dark=dark, script=False)
    page.goto("/inbox/doors/")
    shot(page, f"mail-doors-empty-{width}")
    page.get_by_role("link", name="Add an address").click()
    page.get_by_label("Address", exact=True).fill("av@cedar.example")
    page.get_by_label("Requests are about").select_option(str(topic.pk))
    shot(page, f"mail-door-address-{width}")
    page.get_by_role("button", name="Save").click()
    assert Address.objects.get().topic == topic
    page.get_by_role("link", name="Add a mailbox").click()
    page.get_by_label("Mail server").fill("imap.cedar.example")
    page.get_by_label("User name").fill("help@cedar.example")
    page.get_by_label("Sign in").select_option("microsoft")
    page.get_by_role("button", name="Read this mailbox").click()
    page.get_by_text("Microsoft needs the tenant").wait_for()
    shot(page, f"mail-door-mailbox-wrong-{width}")
    page.get_by_label("Microsoft's tenant").fill("cedar.example")
    page.get_by_label("The application's id").fill("5e3c")
    page.get_by_label("The application's secret").fill("a long secret")
    page.get_by_role("button", name="Read this mailbox").click()
    box = Mailbox.objects.get()
    Mailbox.objects.create(
        name="av@imap.cedar.example/INBOX", pushes=True, good_at=timezone.now(), passed_over=[7], access=box.access
    )
    Mailbox.objects.filter(pk=box.pk).update(
        error="The sign-in service gives no token (invalid_client): the client id or its secret is wrong or has expired.",
        token_refused_at=timezone.now(),
    )
    for number in range(3):
        take(raw(subject=f"Number {number}"), "-" if number else "imap help@imap.cedar.example/INBOX")
    page = visit(house.ada, width=width, dark=dark)
    for name, address in (
        ("doors", "/inbox/doors/"),
        ("sum", "/inbox/all/"),
        ("mailbox", "/inbox/doors/mailboxes/add/"),
    ):
        page.goto(address)
        shot(page, f"mail-{name}-{width}")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not page.problems
