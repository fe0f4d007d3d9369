"""The stylesheet's colours are readable, and the components say what they should."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation
from django.utils.formats import time_format

from hallway.core import words
from hallway.core.icons import FLAT, icon, shapes
from hallway.core.look import STATIC, joined

GROUNDS = ("ground", "surface", "sunk")
DOORS = ("help", "plan", "visit", "share", "belong")
WASHED = ("accent", "alert", "wait", "fine", *DOORS)
HERE = STATIC.parent
ZONE = ZoneInfo("America/Chicago")


def tokens(mode):
    sheet = (STATIC / "css/tokens.css").read_text()
    light, device, person = re.split(
        r"@media screen and \(prefers-color-scheme: dark\)|:root\[data-theme=\"dark\"\]", sheet
    )
    text = {"light": light, "device": device, "person": person}[mode]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text))


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    *[(text, ground, 4.5) for text in ("ink", "ink-soft", "accent", "accent-strong", "alert", "wait", *DOORS) for ground in GROUNDS],
    *[(text, f"{wash}-soft", 4.5) for wash in WASHED for text in ("ink", "ink-soft", wash)],
    *[("tint-ink", f"tint-{n}", 4.5) for n in range(8)],
    *[("surface", door, 4.5) for door in (*DOORS, "alert")],
    *[("edge", ground, 3) for ground in GROUNDS],
    *[("focus", ground, 3) for ground in (*GROUNDS, "note", "accent-soft")],
    ("on-accent", "accent", 4.5),
    ("on-accent", "accent-strong", 4.5),
    ("note-ink", "note", 4.5),
    ("note-edge", "note", 3),
    ("note-edge", "ground", 3),
]  # fmt: skip


@pytest.mark.parametrize("mode", ["light", "person"])
def test_every_pair_of_colours_is_readable(mode):
    colours = tokens(mode)
    faint = [
        (a, b, round(contrast(colours[a], colours[b]), 2))
        for a, b, least in PAIRS
        if contrast(colours[a], colours[b]) < least
    ]
    assert faint == []


def test_dark_is_the_same_whether_the_device_or_the_person_asks():
    assert tokens("device") == tokens("person")
    assert set(tokens("person")) == set(tokens("light"))


def test_frame_is_light():
    assert len(joined("css")[1]) < 20_000
    assert len(joined("js")[1]) < 12_000
    whole = sum(len(joined(kind)[0]) for kind in ("css", "js"))
    assert whole + 52_000 < 150_000  # with htmx, even for a browser that takes nothing compressed


@pytest.mark.parametrize("kind", ["css", "desk"])
def test_no_brace_is_lost(kind):
    css = joined(kind)[0].decode()
    assert css.count("{") == css.count("}")


def test_what_only_desk_pages_need_comes_with_them(client, cast):
    client.force_login(cast.ada)
    desk = reverse("core:sheet", args=[joined("desk")[2], "desk"])
    assert desk in client.get(reverse("procedures:list")).content.decode()
    assert desk not in client.get("/").content.decode()
    assert b".procedure-list" in client.get(desk).content


def test_sheet_is_whole():
    css = joined("css")[0].decode()
    assert css.startswith("@layer reset,tokens,base,ui,pages,utilities;")
    assert "/*" not in css
    assert 'grid-template-areas: "main who when"' in css


def render(text, **context):
    return Template(text).render(Context(context))


@pytest.fixture
def dana():
    return SimpleNamespace(pk=7, full_name="Dana <Reyes>", initials="D<", photo="")


@pytest.mark.parametrize("name", FLAT)
def test_flat_icons_exist(name):
    assert shapes(name)


def test_unknown_icon_leaves_the_page_standing():
    with pytest.raises(LookupError):
        shapes("no-such-icon")
    assert "<svg" in icon("no-such-icon")


def test_every_icon_we_name_exists():
    said = re.compile(r"""{% icon "([\w-]+)"|\bicon="([\w-]+)"|action_icon="([\w-]+)"|"icon": "([\w-]+)\"""")
    missing = []
    for path in (*HERE.rglob("templates/**/*.html"), *HERE.rglob("*.py")):
        for names in said.findall(path.read_text()):
            name = next(filter(None, names))
            try:
                shapes(name)
            except LookupError:
                missing.append(f"{path.relative_to(HERE)}: {name}")
    assert missing == []


def test_icon_is_silent_beside_a_word_and_speaks_alone():
    assert 'aria-hidden="true"' in render('{% icon "bell" %}')
    assert 'aria-label="&quot;Bell&quot;"' in render('{% icon "bell" label=said %}', said='"Bell"')


def test_names_are_escaped(dana):
    for tag in (
        "{% person dana where='<Oak>' %}",
        "{% row '#' '<b>' number=1 who=dana %}",
        "{% chip '<b>' %}",
        "{% button '<b>' %}",
    ):
        made = render(tag.replace("'<b>'", "bad").replace("'<Oak>'", "bad"), dana=dana, bad="<b>")
        assert "<b>" not in made
        assert "<Reyes>" not in made
        assert "&lt;b&gt;" in made


def test_tint_stays_the_same(dana):
    assert render("{% face dana %}", dana=dana) == render("{% face dana %}", dana=dana)


def test_button_attributes():
    made = render('{% button "Go" hx_post=url name="x" disabled=False autofocus=True %}', url='/a?b=1&c="2')
    assert 'hx-post="/a?b=1&amp;c=&quot;2"' in made
    assert "disabled" not in made
    assert " autofocus" in made


def test_row_says_why_and_whether_it_is_late(dana):
    made = render(
        "{% row '#' 'Projector' number=12 who=dana reasons=why due=due late=True pick=3 due_word='Answer by' %}",
        dana=dana,
        why=[("stopped", "Teaching stopped now"), "asked today"],
        due=datetime(2026, 3, 3, 16, 40, tzinfo=UTC),
    )
    assert "reason-alert" in made
    assert "asked today" in made
    assert 'value="3"' in made
    assert 'class="is-late"' in made


def test_note_and_reply_do_not_look_alike(dana):
    note = render("{% message kind='note' author=dana readers='ITS at Oak' %}words{% endmessage %}", dana=dana)
    reply = render("{% message author=dana readers='Amara' %}words{% endmessage %}", dana=dana)
    assert "message-note" in note
    assert "message-note" not in reply
    assert "ITS at Oak" in note
    assert "Amara" in reply


def test_undo_carries_the_safety_stamp(dana):
    made = render(
        "{% message author=dana pending=True undo_url='/undo/' %}x{% endmessage %}", dana=dana, csrf_token="stamp"
    )
    assert 'action="/undo/"' in made
    assert 'value="stamp"' in made


class Sample(forms.Form):
    line = forms.CharField(label="What is wrong?", help_text="In one line.")
    many = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    tick = forms.BooleanField(label="Private", required=False)


def test_field_ties_hint_and_error_to_the_control():
    form = Sample({})
    made = render("{% field form.line %}", form=form)
    assert 'aria-describedby="id_line_hint id_line_error"' in made
    assert 'aria-invalid="true"' in made
    assert 'id="id_line_error"' in made
    assert 'for="id_line"' in made
    assert "<legend>" in render("{% field form.many tiles=True %}", form=form)
    assert "choice" in render("{% field form.tick %}", form=form)


def test_form_errors_link_to_the_question():
    assert 'href="#id_line"' in render("{% form_errors form %}", form=Sample({}))
    assert render("{% form_errors form %}", form=Sample({"line": "x", "many": "a"})).strip() == ""


NOW = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)  # a Tuesday, 8:00 in Chicago


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(0), "just now"),
        (timedelta(minutes=12), "in 12 minutes"),
        (timedelta(minutes=-1), "1 minute ago"),
        (timedelta(hours=2, minutes=40), "today 10:40"),
        (timedelta(hours=6), "today 2:00 pm"),
        (timedelta(days=1), "tomorrow first thing"),
        (timedelta(days=1, hours=2), "tomorrow before lunch"),
        (timedelta(days=1, hours=6), "tomorrow after lunch"),
        (timedelta(days=3), "Friday 8:00"),
        (timedelta(days=-1), "yesterday 8:00"),
        (timedelta(days=30), "April 2"),
        (timedelta(days=-400), "January 27, 2025"),
    ],
)
def test_moments_in_words(ahead, said):
    assert words.when_words(NOW + ahead, now=NOW, zone=ZONE) == said


def test_moments_in_spanish_fit_into_a_sentence_and_before_its_end():
    with translation.override("es"):
        said = [words.when_words(NOW + timedelta(days=days, hours=6), now=NOW, zone=ZONE) for days in (3, -4)]
        assert said == ["viernes 2:00 pm", "el viernes pasado 2:00 pm"], (
            "no capital within a sentence, no second full stop"
        )
        assert time_format(NOW.replace(hour=15, minute=45), "TIME_FORMAT") == "3:45 p.m."


def test_promises_name_the_clock():
    assert words.when_words(NOW + timedelta(days=1, hours=2), now=NOW, zone=ZONE, exact=True) == "tomorrow 10:00"
    assert "Tuesday, March 3, 2026, 8:00 CST" in words.exact_words(NOW, ZONE)


def test_flash_with_undo():
    note = SimpleNamespace(message="Sent.", extra_tags="undo=/x/", level_tag="success")
    made = render("{% flashes notes %}", notes=[note], csrf_token="stamp")
    assert 'action="/x/"' in made
    assert "hw-undo" in made
