# ruff: noqa: E501 - attacks and links read better in long lines
"""The mail behind a message in its frame: who may see it, what its page allows, how links and pictures are shown."""

import base64
import io

import pytest
from PIL import Image

from hallway.core import markup
from hallway.core.storage import keep
from hallway.core.tokens import request_link
from hallway.inbox.cleaning import cleaned
from hallway.threads.models import Message


def png(width=400, height=300):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


HTML = '<p>Look</p><img src="cid:Shot@mail" alt="shot"><img src="https://spy.example/p.gif"><a href="https://evil.example/x">cedar.example</a>'


@pytest.fixture
def mailed(cast, ask):
    """A request whose asker wrote an HTML mail with a screenshot in it, a tracking picture and a disguised link."""
    row = ask()
    stored = [keep(png(), "shot.png", cid="shot@mail"), keep(png(90, 30), "logo.png", cid="logo@mail", aside=True)]
    row.reply(
        by=cast.tess, text="Look", full_text="Look\n> at this", html=cleaned(HTML)[0], stored=stored, through="mail"
    )
    return row, Message.objects.get(kind="reply")


@pytest.mark.parametrize(
    ("who", "status"),
    [("tess", 200), ("ivan", 200), ("cora", 200), *((n, 404) for n in ("olga", "emil", "kim", "lena", "ed", "opal", "dora", "ada"))],
)  # fmt: skip
def test_who_sees_the_mail_of_a_request(as_, cast, mailed, who, status):
    assert as_(getattr(cast, who)).get(f"/files/mail/{mailed[1].pk}/").status_code == status


def test_the_link_of_a_mail_opens_it_and_no_other(client, cast, ask, mailed):
    row, message = mailed
    token = request_link(row.pk, cast.tess.pk)
    assert client.get(f"/files/link/{token}/mail/{message.pk}/").status_code == 200
    other = request_link(ask().pk, cast.tess.pk)
    assert client.get(f"/files/link/{other}/mail/{message.pk}/").status_code == 404
    assert client.get(f"/files/mail/{message.pk}/").status_code == 302


def test_its_page_may_load_and_do_nothing(as_, cast, mailed):
    answer = as_(cast.ivan).get(f"/files/mail/{mailed[1].pk}/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "img-src data:;" in policy
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert answer["Referrer-Policy"] == "no-referrer"
    text = answer.content.decode()
    assert f'src="data:image/png;base64,{base64.b64encode(png()).decode()[:40]}' in text, (
        "its own picture stands in place"
    )
    assert "spy.example" not in text
    assert "leads to evil.example" in text


def test_pictures_from_elsewhere_come_only_when_asked_for(as_, cast, mailed):
    answer = as_(cast.ivan).get(f"/files/mail/{mailed[1].pk}/?pictures")
    assert 'src="https://spy.example/p.gif" referrerpolicy="no-referrer"' in answer.content.decode()
    assert "img-src data: https:;" in answer["Content-Security-Policy"]
    assert answer["Cross-Origin-Embedder-Policy"] == "credentialless"


def test_pages_show_the_frame_and_list_no_logos(as_, cast, mailed):
    row, message = mailed
    for who in (cast.ivan, cast.tess):
        text = as_(who).get(row.get_absolute_url()).content.decode()
        assert f'src="/files/mail/{message.pk}/"' in text
        assert f'href="/files/mail/{message.pk}/?pictures"' in text
        assert "shot.png" in text
        assert "logo.png" not in text
        assert "spy.example" not in text


def test_a_plain_mail_has_no_frame(as_, cast, ask):
    row = ask()
    row.reply(by=cast.tess, text="Hi", html="<p>Hi</p>", through="mail")
    assert "<iframe" not in as_(cast.ivan).get(row.get_absolute_url()).content.decode()


HOSTS = {
    "https://Cedar.Example/x": "cedar.example", "https://bank.example@evil.example/": "evil.example", "https://evil.example\\@bank.example": "evil.example",
    "https:evil.example": "evil.example", "https:///evil.example/x": "evil.example", "http://evil.example:8080?x@bank.example": "evil.example",
    "ht\ttps://evil.example": "evil.example", "https://b\u00fccher.example/": "xn--bcher-kva.example", "mailto:a@b.example": "", "javascript:x": "", "https://": "",
}  # fmt: skip


@pytest.mark.parametrize("url", HOSTS)
def test_the_host_is_the_one_a_browser_goes_to(url):
    assert markup.host_of(url) == HOSTS[url]


LINKS = [
    ("https://evil.example/x", "cedar.example", True), ("https://www.cedar.example/x", "cedar.example", False), ("https://cedar.example", "https://www.cedar.example/form", False),
    ("https://drive.example/x", "plan.pdf", False), ("https://drive.example/x", "press here", False), ("https://cedar.example.evil.example/", "https://cedar.example", True),
    ("https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcedar.example%2F&data=1", "https://cedar.example", False),
    ("https://safelinks.protection.outlook.com.evil.example/?url=https%3A%2F%2Fcedar.example", "cedar.example", True),
    ("https://urldefense.com/v3/__https://evil.example/x__;!!a", "cedar.example", True),
]  # fmt: skip


@pytest.mark.parametrize(("href", "words", "disguised"), LINKS)
def test_a_link_whose_words_name_another_host_says_so(href, words, disguised):
    html = markup.shown(cleaned(f'<a href="{href}">{words}</a>')[0])
    assert ('class="elsewhere"' in html) == disguised
    assert disguised or 'class="host"' in html or markup.end_of(href) in words


def test_the_second_pass_holds_by_itself():
    """Whatever stands in the row, also what no cleaner has seen."""
    html = markup.shown(
        "<script>x()</script><p onclick=x style=a id=b class=c>Hi</p><form action=/x><input name=y></form><a href=JaVaScript:x>l</a><img src=x onerror=y><base href=//e><iframe src=//e>"
    )
    assert html == "x()<p>Hi</p>l"
