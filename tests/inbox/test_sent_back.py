"""A letter that comes back with an answer below it: its links open things without signing in, in the name of whom it was sent to."""

import re
import time
from urllib.parse import quote

import pytest

from hallway.core.tokens import request_link
from hallway.delivery.letters import letter
from hallway.delivery.stopping import stop_url
from hallway.history.models import Event
from hallway.inbox.keys import holds_key, without_keys
from hallway.inbox.sent_back import said
from hallway.inbox.taking import take
from hallway.threads.models import Message

from .conftest import raw

pytestmark = pytest.mark.usefixtures("help_address")


KEYS = re.compile(r"/([^/\s\"]*-[^/\s\"]{20,})/")


def test_links_of_the_letter_are_not_said_on(cast, ask, as_):
    row = ask()
    row.reply(by=cast.ivan, text="Is the lamp on?")
    told = letter(Event.objects.get(kind="ask.replied"), cast.tess)
    keys = set(KEYS.findall(told.text))
    assert len(keys) == 2, "of the request, and to stop such mails"
    quoted = "\n".join("> " + line for line in told.text.splitlines())
    to = {"To": told.headers["Reply-To"], "In-Reply-To": told.message_id, "References": told.message_id}
    for text in (
        f"On Monday Hallway wrote:\n{quoted}\n\nIt is off.\n",
        f"It is.\n\nOn Monday Hallway wrote:\n{quoted}\n",
    ):
        take(raw(sender="tess@cedar.example", subject="Re: Lamp", text=text, **to))
    said = list(Message.objects.of(row).filter(through="mail"))
    assert len(said) == 2
    assert "It is off." in said[0].text
    page = as_(cast.ivan).get(row.get_absolute_url()).content.decode()
    for key in keys:
        assert not any(key in each.text + each.full_text + each.html for each in said)
        assert key not in page


OPAQUE = "https://url.us.m.mimecastprotect.com/s/q7XbC0R2kZtB8vNaLm3Jd"
BARE = "linkprotect.cudasvc.com/url/q7XbC0R2kZtB8vNaLm3Jd"
OWN = "https://docs.example/d/my-own-plan"


def rewritten(text):
    """A letter of ours as a gateway hands it on that keeps every address to itself."""
    return re.sub(r"https?://\S+", OPAQUE, text) + f"\n{BARE}\nwww.opaque.example/q7XbC0R2kZtB8vNaLm3Jd"


def quoted(text):
    return "\n".join("> " + line for line in text.splitlines())


def outlook(text):
    head = "From: Hallway <help@cedar.example>\nSent: Monday, March 2, 2026 9:00 AM\nTo: Tess\nSubject: Lamp\n"
    return f"{head}\n{text}"


WAYS = {
    "below": lambda letter: f"It is off, see {OWN}\n\nOn Monday Hallway wrote:\n{quoted(letter)}\n",
    "above": lambda letter: f"On Monday Hallway wrote:\n{quoted(letter)}\n\nSee {OWN}\n",
    "between": lambda letter: (
        f"On Monday Hallway wrote:\n{quoted(letter)}\n\nSee {OWN}\nIt is off\n\n> Bye\n{OPAQUE}\n> Bye\n"
    ),
    "outlook": lambda letter: f"See {OWN}\n\n{outlook(letter)}",
    "without the line": lambda letter: f"See {OWN}\n\n{outlook(letter.rpartition('=-=-=')[2])}",
}


@pytest.mark.parametrize("kind", ["plain", "html"])
@pytest.mark.parametrize("way", WAYS)
def test_what_only_a_gateway_can_read_is_no_link(cast, ask, as_, way, kind):
    row = ask()
    row.reply(by=cast.ivan, text="Is the lamp on?")
    told = letter(Event.objects.get(kind="ask.replied"), cast.tess)
    write = WAYS[way]
    text, more = write(rewritten(told.text)), {}
    if kind == "html":
        text = text.replace(f"\n{OPAQUE}\n", "\n")  # programs that write HTML mark each line
        head, quote_, rest = text.partition("> ")
        body = f"{head}<blockquote>{quote_}{rest}</blockquote>" if way == "below" else text
        text = re.sub(r"(https?://[^\s<]+)", r'<a href="\1">Press here</a>', body).replace("\n", "<br>\n")
        more = {"MIME_Version": "1.0", "Content_Type": "text/html; charset=utf-8"}
    to = {"To": told.headers["Reply-To"], "In-Reply-To": told.message_id, "References": told.message_id}
    take(raw(sender="tess@cedar.example", subject="Re: Lamp", text=text, **to, **more))
    said = Message.objects.of(row).filter(through="mail").get()
    assert not any("q7XbC0R2" in words for words in (said.text, said.full_text, said.html))
    page = as_(cast.ivan).get(row.get_absolute_url()).content.decode()
    assert "mimecastprotect.com" not in "".join(re.findall(r'href="([^"]*)"', page))
    if said.full_text or said.html:
        assert "→url.us.m.mimecastprotect.com" in said.full_text + said.html
    assert f'href="{OWN}"' in page, "what its writer says themselves keeps its links"


def test_what_is_passed_on_has_no_links_of_the_letter_either(cast, ask):
    row = ask()
    row.reply(by=cast.ivan, text="Is the lamp on?")
    told = letter(Event.objects.get(kind="ask.replied"), cast.tess)
    text = f"Look:\n\n---------- Forwarded message ---------\n{rewritten(told.text)}"
    about = {"To": told.headers["Reply-To"], "References": told.message_id}
    take(raw(sender="tess@cedar.example", subject="Fwd: Lamp", text=text, **about))
    said = Message.objects.of(row).filter(through="mail").get()
    assert "q7XbC0R2" not in said.text + said.full_text


def test_who_sorts_mail_that_waits_reads_none_of_them(cast, ask, as_):
    row = ask()
    row.reply(by=cast.ivan, text="Is the lamp on?")
    told = letter(Event.objects.get(kind="ask.replied"), cast.tess)
    keys = KEYS.findall(told.text)
    text = f"{told.text}\n{OPAQUE}"
    mail = take(raw(sender="nobody@else.example", subject="Fwd: Lamp", text=text, References=told.message_id))
    assert mail.verdict == "parked"
    page = as_(cast.ivan).get(mail.get_absolute_url()).content.decode()
    assert "Is the lamp on?" in page
    assert len(keys) == 2
    assert not any(key in page for key in (*keys, "q7XbC0R2"))


def test_quotes_of_others_keep_their_links(cast):
    text = f"Can you open it?\n\nOn Monday Ann <ann@else.example> wrote:\n> {OPAQUE}\n"
    mail = take(raw(sender="tess@cedar.example", subject="Re: Plan", text=text, References="<1@else.example>"))
    said = Message.objects.of(mail.ask).get()
    assert OPAQUE in said.full_text


def test_other_links_of_ours_stay(settings):
    said = f"See {settings.PUBLIC_URL}/ideas/17/ and {settings.PUBLIC_URL}/t/bcdfghjk/ and https://elsewhere.example/{'a-' * 20}"
    assert without_keys(said) == said
    html = f'<a href="{settings.PUBLIC_URL}/asks/link/mgd-1md-g32-3g_iz9UhvG-o4_yMq2JdP8/">Read</a>'
    assert without_keys(html) == f'<a href="{settings.PUBLIC_URL}/">Read</a>'


def links(cast):
    """One that reads a request, and two that stop mails, the second of all kinds."""
    read = f"/asks/link/{request_link(17, cast.tess.pk)}/"
    return [
        stop_url(cast.tess.pk, "").partition("/notices/")[0] + read,
        *(stop_url(cast.tess.pk, key) for key in ("idea.said", "*")),
    ]


def folded(link, width, mark=""):
    """As a mail program breaks it that knows nothing of links."""
    return f"\n{mark}".join(link[at : at + width] for at in range(0, len(link), width))


def proofpoint(link):
    quoted = quote(link.replace("-", "-2D").replace("_", "-5F").replace("://", "-3A//").replace("/", "_"), safe="-_.*~")
    return f"https://urldefense.proofpoint.com/v2/url?u={quoted.replace('%3A', '-3A')}&d=DwMF"


WRAPPED = {
    "as it is": lambda link: f"<{link}>",
    "safelinks": lambda link: (
        f"https://nam02.safelinks.protection.outlook.com/?url={quote(link, safe='')}&amp;data=05%7C02%7Ctess&reserved=0"
    ),
    "small letters": lambda link: (
        f"https://linkprotect.example/url?a={quote(link, safe='').replace('%2F', '%2f').replace('%3A', '%3a')}&c=E"
    ),
    "twice": lambda link: f"https://one.example/?u={quote(quote(link, safe=''), safe='')}&x=1",
    "every sign": lambda link: (
        "https://one.example/?u=" + re.sub(r"[^A-Za-z0-9]", lambda sign: f"%{ord(sign[0]):02X}", link)
    ),
    "proofpoint": proofpoint,
    "no slash at its end": lambda link: link.rstrip("/"),
    "soft break": lambda link: folded(link, 60, "").replace("\n", "=\n"),
    "in html": lambda link: f'<a href="{folded(link, 50)}">Read</a>',
    **{f"lines of {width}": lambda link, width=width: folded(link, width) for width in (11, 24, 40, 55, 60, 72)},
    **{f"quoted lines of {width}": lambda link, width=width: folded(link, width, "> > ") for width in (30, 66)},
    "broken safelinks": lambda link: folded(
        f"https://nam02.safelinks.protection.outlook.com/?url={quote(link, safe='')}&data=05", 72, "> "
    ),
    "broken, no slash": lambda link: folded(link.rstrip("/"), 45),
}


@pytest.mark.parametrize("way", WRAPPED)
def test_links_are_known_however_they_were_written_anew(cast, way):
    for link in links(cast):
        said = without_keys(f"Before it\n{WRAPPED[way](link)}\nAfter it.")
        plain = re.sub(r"[\s>=]", "", said)
        seal = link.rstrip("/")[-20:]
        assert not any(piece in plain for piece in (seal, seal[:8], seal[-8:], quote(seal))), said
        assert said.startswith("Before it\n")
        assert said.endswith("\nAfter it.")
        assert holds_key(WRAPPED[way](link))


def test_words_after_a_link_stay(settings, cast):
    first = links(cast)[0]
    for after in ("\nIt is off.", "\n\nThanks\nTess", " and/or that", ".\nYes/no?"):
        for link in (first, first.rstrip("/")):
            assert without_keys(link + after).rstrip("/") == f"{settings.PUBLIC_URL}/{after}"


PIECES = ("{host}", "{host}/", "{host}/a/b", "{host}/asks/link/", "{host}/a/1-1-1-", "{host}/a/1-a-", "=\n> ", "h")
LONG = ("_", "a\n", "a-", "a.", "%25", "-2D", "%2D", "1-1-1-", "/a", "/1-", "-", "\n", "=\n", "a" * 29 + "/")


@pytest.mark.parametrize(
    "piece", [*PIECES, *("{host}/a/" + each * 300 for each in LONG), *("{host}/a/1-1-1-" + each * 300 for each in LONG)]
)
def test_a_megabyte_takes_no_time(settings, piece):
    text = piece.format(host=settings.PUBLIC_URL)
    text *= 1_000_000 // len(text)
    began = time.process_time()
    without_keys(text)
    said(text)
    assert time.process_time() - began < 2


def test_a_whole_report_that_a_colleague_passes_on_is_their_question(cast, monday, help_address):
    parts = (
        "--b\r\nContent-Type: text/plain\r\n\r\nMy mail to the office did not arrive, what do I do?\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        "Final-Recipient: rfc822; office@oak.example\r\nAction: failed\r\nStatus: 5.1.1\r\n--b--\r\n"
    )
    kind = "multipart/report; report-type=delivery-status; boundary=b"
    mail = take(raw(subject="Fwd: Undeliverable: Lunch", text=parts, MIME_Version="1.0", Content_Type=kind))
    assert (mail.verdict, mail.reason, mail.ask.requester) == ("opened", "new", cast.tess)
