"""Asked by mail, helped in the browser, thanked by the link: over real SMTP and IMAP servers, in a real browser."""

import contextlib
import io
import re
import smtplib
from dataclasses import replace
from email.message import EmailMessage

import pytest
from PIL import Image

from hallway.appreciation.models import Thanks
from hallway.asks.models import Ask
from hallway.config.environment import MailServer
from hallway.delivery import sending
from hallway.inbox.models import Mail

from ..inbox.servers import PASSWORD, USER, Post, imap_server, signed_in

pytestmark = pytest.mark.browser
WORKER = ("mail", "read mail", "deliver", "send")  # all of the worker's pulses: fetched by IMAP, sent by SMTP
HELP = "help@cedar.example"


@pytest.fixture(scope="module")
def mailbox_port():
    with imap_server() as port:
        yield port


@pytest.fixture
def post(settings, mailbox_port):
    """Mail goes out through a real SMTP server and comes in from a real mailbox, which is empty at first."""
    settings.EMAIL_BACKEND = "hallway.delivery.backend.RowBackend"
    sending.Rest.until, sending.Rest.times = 0.0, 0
    signed_in(mailbox_port).logout()
    with Post() as post:
        settings.ENV = replace(
            settings.ENV,
            mail_address=HELP,
            mail_in=(MailServer("127.0.0.1", mailbox_port, USER, PASSWORD, "none", "INBOX"),),
            mail_out=MailServer("127.0.0.1", post.port, "", "", "none", ""),
        )
        yield post


@pytest.fixture
def mail_in(post, mailbox_port, work):
    """``mail_in(mail)``: sent by SMTP as a mail program does, put into the mailbox by its server, fetched by the worker."""

    def go(mail):
        with smtplib.SMTP("127.0.0.1", post.port, timeout=20) as program:
            program.send_message(mail)
        address, raw = post.got.pop()
        assert address.endswith("@cedar.example")
        with contextlib.closing(signed_in(mailbox_port)) as server:
            server.append("INBOX", None, None, raw)
            work(only=WORKER)
            assert server.search(None, "SEEN")[1] == [b"1"], "kept, so marked as read; never taken away"
        assert Mail.objects.latest("pk").verdict

    return go


def written(subject, text, **headers):
    """A mail as a phone writes it: plain words and the same as HTML."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Tess Tanaka <tess@cedar.example>", headers.pop("to", HELP), subject
    mail["Message-ID"] = f"<{abs(hash((subject, text)))}@phone.cedar.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    body = "".join(f"<div>{line or '<br>'}</div>" for line in text.split("\n"))
    mail.add_alternative(f"<html><body>{body}</body></html>", subtype="html")
    return mail


def reply(to, text):
    """What the program makes of "reply": the words, and below them everything that was written before."""
    before = "".join(f"> {line}\n" for line in plain(to).splitlines())
    text = (
        f"{text}\n\nOn Mon, Mar 2, 2026 at 9:00 AM {to['From'].addresses[0].display_name} <{HELP}> wrote:\n\n{before}"
    )
    theirs = {"In_Reply_To": to["Message-ID"], "References": f"{to['References'] or ''} {to['Message-ID']}".strip()}
    return written(f"Re: {to['Subject']}", text, to=str(to["Reply-To"]), **theirs)


def plain(mail):
    return mail.get_body(("plain",)).get_content()


def link_in(mail):
    """The address behind the button of a delivered mail; the plain and the HTML part say the same."""
    found = re.search(r"^http\S+/asks/link/\S+", plain(mail), re.MULTILINE)[0]
    assert f'href="{found}"' in mail.get_body(("html",)).get_content()
    return found


def picture():
    out = io.BytesIO()
    Image.new("RGB", (320, 200), (30, 30, 160)).save(out, "JPEG")
    return out.getvalue()


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_asked_by_mail_helped_and_thanked(house, visit, post, mail_in, work, axe, shot):
    """R6b, some prefer e-mail: a mail becomes a request, replies join it, and its link thanks."""
    asked = written("The board in 12 shows no picture", "Hi,\n\nit went blue in the middle of class.\n\nTess")
    asked.add_attachment(picture(), maintype="image", subtype="jpeg", filename="board.jpg")
    mail_in(asked)
    row = Ask.objects.get()
    assert (row.through, row.requester, row.room, row.holder) == ("mail", house.tess, house.room, house.ivan)
    receipt = post.to("tess@cedar.example")[-1]
    assert (receipt["Auto-Submitted"], receipt["In-Reply-To"]) == ("auto-replied", asked["Message-ID"])

    desk = visit(house.ivan)
    desk.goto("/asks/")
    desk.get_by_role("link", name=re.compile("The board in 12")).first.wait_for()
    axe(desk)
    shot(desk, "by_mail_list")
    desk.get_by_role("link", name=re.compile("The board in 12")).first.click()
    desk.get_by_text("it went blue in the middle of class.").wait_for()
    desk.get_by_role("link", name=re.compile("board.jpg")).first.wait_for()
    axe(desk)
    shot(desk, "by_mail_request")
    desk.keyboard.press("r")
    desk.keyboard.type("I come at ten. Is it the board by the window?")
    desk.get_by_role("button", name=re.compile("Send to Tess")).click()
    desk.get_by_text("Is it the board by the window?").first.wait_for()
    work(only=WORKER)
    assert post.to("tess@cedar.example")[-1]["Message-ID"] == receipt["Message-ID"], "twenty seconds to take it back"
    work(ahead=30, only=WORKER)
    answer = post.to("tess@cedar.example")[-1]
    assert answer["From"].addresses[0].display_name == "Iván Núñez at Cedar Valley"
    assert "Is it the board by the window?" in plain(answer)

    mail_in(reply(answer, "Yes, that one.\nThe red cable is loose, I think."))
    assert Ask.objects.count() == 1
    desk.reload()
    said = desk.locator(".message").last
    said.get_by_text("The red cable is loose, I think.").first.wait_for()
    assert said.locator(".message-body").inner_text().startswith("Yes, that one.")
    assert "wrote:" not in said.inner_text()
    assert "> " not in said.inner_text()
    axe(desk)
    shot(desk, "by_mail_answered")

    phone = visit(width=390)
    phone.goto(link_in(answer))
    phone.get_by_text("The red cable is loose, I think.").wait_for()
    assert phone.locator(".message").count() == 3
    assert fits(phone)
    axe(phone)
    shot(phone, "by_mail_link_phone")
    night = visit(width=390, dark=True)
    night.goto(link_in(answer))
    axe(night)
    shot(night, "by_mail_link_phone_dark")

    desk.get_by_role("link", name="Solve").click()
    desk.locator("#verb-box").get_by_role("button", name=re.compile("[Ss]olved")).click()
    desk.get_by_text("solved it").first.wait_for()
    axe(desk)
    work(ahead=60, only=WORKER)
    solved = post.to("tess@cedar.example")[-1]
    assert "solved it" in plain(solved)
    assert row.refresh_from_db() or row.status == "solved"

    phone.goto(link_in(solved))
    phone.get_by_role("button", name="It works").wait_for()
    axe(phone)
    shot(phone, "by_mail_solved_phone")
    phone.get_by_role("button", name="It works").click()
    phone.get_by_text("Say thank you, if you like").wait_for()
    assert fits(phone)
    axe(phone)
    shot(phone, "by_mail_thank_phone")
    phone.get_by_label("What was good about it?").fill("You came before the bell. The class cheered.")
    phone.get_by_role("button", name="Send my thanks").click()
    phone.get_by_text("Your thank-you is on its way to Iván").wait_for()
    axe(phone)
    shot(phone, "by_mail_thanked_phone")
    assert row.refresh_from_db() or row.status == "closed"

    work(ahead=90, only=WORKER)
    desk.goto("/notices/")
    desk.get_by_role("link", name=re.compile("Tess said thank you")).first.click()
    desk.get_by_text("You came before the bell. The class cheered.").wait_for()
    axe(desk)
    shot(desk, "by_mail_thanks_desk")
    assert Thanks.objects.get().subject == row
    assert "You came before the bell." in plain(post.to("ivan@cedar.example")[-1])
    assert not phone.problems + night.problems + desk.problems


def test_a_short_thanks_by_mail_confirms_and_opens_nothing(house, visit, ask, post, mail_in, work, axe, shot):
    row = ask()
    row.solve(by=house.ivan)
    work(ahead=30, only=WORKER)
    mail_in(reply(post.to("tess@cedar.example")[-1], "It works now, thank you so much, Iván!\n\nTess"))
    before = len(post.got)
    work(ahead=120, only=WORKER)

    desk = visit(house.ivan, dark=True)
    desk.goto(f"/asks/{row.pk}/")
    desk.get_by_text("It works now, thank you so much, Iván!").first.wait_for()
    desk.locator(".facts-line").get_by_text("Closed").wait_for()
    assert "wrote:" not in desk.locator(".message").last.inner_text()
    axe(desk)
    shot(desk, "by_mail_short_thanks_dark")
    desk.goto("/asks/")
    assert desk.get_by_text("The projector is dark").count() == 0
    assert row.refresh_from_db() or (row.status, row.outcome) == ("closed", "fixed")
    assert len(post.got) == before, "a thank-you is not answered by a machine"

    phone = visit(width=390)
    phone.goto(link_in(post.to("tess@cedar.example")[-1]))
    phone.get_by_text("Say thank you, if you like").wait_for()
    axe(phone)
    assert not phone.problems + desk.problems
