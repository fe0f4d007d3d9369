"""The pieces every page is made of. Each function's signature is the list of its props.

Small ones that lists repeat (face, chip, when, row) are written here in Python, because fifty rows of nested templates would
cost more than the query; larger ones have a template in ``templates/ui/``. docs/reference/components.md shows them all.
"""

import html
import zlib

from django import template
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from . import words
from .icons import flat_icon
from .icons import icon as draw
from .now import now as clock

register = template.Library()
SAFE = mark_safe


def esc(value):
    """What Django's ``conditional_escape`` does, without its machinery for lazy arguments: half of a long list's cost."""
    return value.__html__() if hasattr(value, "__html__") else html.escape(str(value))


def ui(name, /, **props):
    """The component's template with its props. ``context``, where a tag takes it, is only asked for the form's safety stamp."""
    if context := props.pop("context", None):
        props["csrf_token"] = context.get("csrf_token", "")
    return SAFE(render_to_string(f"ui/{name}.html", props))


@register.simple_tag
def icon(name, label="", size="m"):
    """A lucide icon. ``label`` only where no word stands beside it; size s, m or l."""
    return draw(name, str(label), size)


# People


def _photo(member):
    url = getattr(member, "photo_url", "")
    if not url and getattr(member, "photo", ""):
        try:
            url = reverse("people:photo", args=[member.pk])
        except NoReverseMatch:
            url = ""
    return url


@register.simple_tag
def face(member, size="m"):
    """Photo, or initials in a tint that stays the same for the person. size s, m, l, xl. Silent: a name stands beside it."""
    kind = "face" if size == "m" else f"face face-{size}"
    if member is None or not getattr(member, "pk", None):
        return SAFE(f'<span class="{kind} tint-0" aria-hidden="true">{draw("door-open", size="s")}</span>')
    url = _photo(member)
    if url:
        return SAFE(f'<img class="{kind}" src="{esc(url)}" alt="" loading="lazy" decoding="async">')
    tint = zlib.crc32(str(member.pk).encode()) % 8
    return SAFE(f'<span class="{kind} tint-{tint}" aria-hidden="true">{esc(member.initials)}</span>')


@register.simple_tag
def person(member, where="", size="m", url="", more="", name=""):
    """Face, name, and where they are today (a sentence or campus). ``more``: a line such as the title."""
    said = name or getattr(member, "full_name", "") or getattr(member, "name", "") or str(member)
    lines = f'<span class="person-name">{esc(said)}</span>'
    if more:
        lines += f'<span class="person-more">{esc(more)}</span>'
    if where:
        lines += f'<span class="person-more">{draw("map-pin", size="s")}{esc(where)}</span>'
    tag = f'a href="{esc(url)}"' if url else "span"
    kind = "person" if size == "m" else f"person person-{size}"
    return SAFE(
        f'<{tag} class="{kind}">{face(member, size)}<span class="person-words">{lines}</span></{tag.split(" ")[0]}>'
    )


# Words in small shapes


@register.simple_tag
def chip(text, tone="", icon="", door="", url=""):
    """Two words in a pill. tone: alert, wait, fine, line; or a ``door`` (help, plan, visit, share, belong)."""
    kind = f"chip chip-door door-{door}" if door else f"chip chip-{tone}" if tone else "chip"
    mark = draw(icon, size="s") if icon else ""
    tag = f'a href="{esc(url)}"' if url else "span"
    return SAFE(f'<{tag} class="{kind}">{mark}{esc(text)}</{tag.split(" ")[0]}>')


@register.simple_tag
def when(at, now=None, zone=None, exact=False, prefix=""):
    """A ``<time>`` in people's words with the exact moment on hover. ``exact=True`` for promises. Empty for None."""
    if at is None or at == "":
        return ""
    zone = zone or timezone.get_current_timezone()
    said = words.when_words(at, now=now, zone=zone, exact=exact)
    before = f"{esc(prefix)} " if prefix else ""
    return SAFE(
        f'<time datetime="{at.astimezone(zone).isoformat(timespec="minutes")}" '
        f'title="{esc(words.exact_words(at, zone))}">{before}{esc(said)}</time>'
    )


@register.simple_tag
def day(date, today=None):
    """A date as people say it ("tomorrow", "Tuesday", "12 March") in a ``<time>``."""
    if not date:
        return ""
    said = words.day_words(date, today or timezone.localdate(clock()))
    return SAFE(f'<time datetime="{date.isoformat()}" title="{words.whole_day(date)}">{esc(said)}</time>')


REASON = {  # reason name: (icon, tone)
    "stopped": ("octagon-alert", "alert"),
    "late": ("clock-alert", "alert"),
    "promise": ("clock", ""),
    "nudged": ("bell-ring", "wait"),
    "deadline": ("calendar-clock", "wait"),
    "waiting": ("hourglass", ""),
    "asked": ("hourglass", ""),
    "affected": ("users", ""),
    "unsaid": ("circle-question-mark", ""),
    "adopted": ("heart-handshake", ""),
    "new": ("sparkles", ""),
}


def reason_parts(reason):
    """(icon, tone, text) of a reason given as text, ``(name, text)``, a dict or an object with ``name`` and ``text``."""
    if isinstance(reason, tuple | list):
        name, text = reason[0], reason[-1]
    elif isinstance(reason, dict):
        name, text = reason.get("name", ""), reason.get("text", "")
    else:
        name, text = getattr(reason, "name", ""), getattr(reason, "text", None) or getattr(reason, "sentence", reason)
    mark, tone = REASON.get(str(name), ("", ""))
    return mark, tone, text


@register.simple_tag
def reasons(reasons):
    """Why a request stands where it stands: a line of ``(name, text)``; the names with an icon are in ``REASON``."""
    if not reasons:
        return ""
    items = []
    for mark, tone, text in map(reason_parts, reasons):
        kind = f' class="reason-{tone}"' if tone else ""
        items.append(f"<li{kind}>{flat_icon(mark) if mark else ''}{esc(text)}</li>")
    return SAFE(f'<ul class="reasons">{"".join(items)}</ul>')


# Buttons


def _attrs(extra):
    """Template keywords become attributes: ``hx_post`` is ``hx-post``, True is a bare attribute, None and False are left out."""
    out = []
    for name, value in extra.items():
        if value is None or value is False or value == "":
            continue
        name = esc(name.rstrip("_").replace("_", "-"))
        out.append(f" {name}" if value is True else f' {name}="{esc(value)}"')
    return "".join(out)


@register.simple_tag
def button(label, icon="", kind="", type="submit", wide=False, **attrs):
    """A verb. kind: lead (one a page), quiet, stop, note, or plain. Other keywords are attributes (``hx_post``, ``name``…)."""
    classes = "button" + (f" button-{kind}" if kind else "") + (" button-wide" if wide else "")
    mark = draw(icon) if icon else ""
    return SAFE(f'<button type="{esc(type)}" class="{classes}"{_attrs(attrs)}>{mark}<span>{esc(label)}</span></button>')


@register.simple_tag
def link_button(label, url, icon="", kind="", wide=False, **attrs):
    """A link that looks like a button, for going somewhere rather than doing something."""
    classes = "button" + (f" button-{kind}" if kind else "") + (" button-wide" if wide else "")
    mark = draw(icon) if icon else ""
    return SAFE(f'<a href="{esc(url)}" class="{classes}"{_attrs(attrs)}>{mark}<span>{esc(label)}</span></a>')


@register.simple_tag
def door(name, url, label, hint="", icon=""):
    """A big verb of a home: a door in its colour that opens a little under the pointer. name: help, plan, visit, share, belong."""
    marks = {"help": "life-buoy", "plan": "lightbulb", "visit": "eye", "share": "sprout", "belong": "heart-handshake"}
    more = f'<span class="door-hint">{esc(hint)}</span>' if hint else ""
    return SAFE(
        f'<a class="door door-{esc(name)}" href="{esc(url)}"><span class="door-frame" aria-hidden="true">'
        f'<span class="door-leaf">{draw(icon or marks.get(name, "door-open"))}</span></span>'
        f'<span class="door-words"><span class="door-name">{esc(label)}</span>{more}</span></a>'
    )


# A request in a list


@register.simple_tag
def row(
    url, title, number="", who=None, where="", reasons=(), due=None, due_word="", late=False, holder="", state="",
    tone="", new=False, pick=None, pick_name="ask", confidential=False, now=None, zone=None,
):  # fmt: skip
    """One request in the help list.

    who: a member; where: "Room 12, Oak"; due: aware datetime of the next step with ``due_word`` before it ("Answer by");
    holder: their name; state: a word; tone: alert or wait colours the edge; pick: the value of a tick box for bulk verbs.
    """
    tone = tone or ("alert" if late else "")
    kind = "list-row" + (f" is-{tone}" if tone else "") + (" is-new" if new else "")
    tick = ""
    if pick is not None:
        # The number names it as well as its whole first line would, fifty times shorter.
        said = esc(_("Pick #%(number)s") % {"number": number} if number else _("Pick %(title)s") % {"title": title})
        tick = f'<span class="list-pick"><input type="checkbox" name="{pick_name}" value="{esc(pick)}" aria-label="{said}"></span>'
    num = f' <span class="list-number">#{esc(number)}</span>' if number else ""
    num += f' <span class="sr-only">{esc(_("new"))}</span>' if new else ""
    lock = f" {flat_icon('lock')}<span class='sr-only'>{esc(_('confidential'))}</span>" if confidential else ""
    why = _reasons(reasons) if reasons else ""
    people = ""
    if who is not None:
        place = f'<span class="list-where">{esc(where)}</span>' if where else ""
        people = f'<div class="list-who">{face(who, "s")}<span><span class="person-name">{esc(who.full_name)}</span> {place}</span></div>'
    step = ""
    if due is not None:
        late_class = ' class="is-late"' if late else ""
        step = f"<span{late_class}>{esc(due_word)} {when(due, now=now, zone=zone, exact=True)}</span>"
    more = " · ".join(esc(part) for part in (holder, state) if part)
    more = f"<span>{more}</span>" if more else ""
    return SAFE(
        f'<li class="{kind}" data-row>{tick}<div class="list-main">'
        f'<a class="list-title" href="{esc(url)}">{esc(title)}{num}{lock}</a>{why}</div>'
        f'{people}<div class="list-when">{step}{more}</div></li>'
    )


_reasons = reasons


# Conversation, happenings, notices


@register.simple_block_tag(takes_context=True)
def message(
    context, content, kind="reply", author=None, at=None, readers="", mine=False, pending=False, undo_url="", undo_until=None,
    files=(), foot="", now=None, id="",
):  # fmt: skip
    """One message. kind: reply, note or hello. ``readers``: who reads it. ``pending`` with ``undo_url`` until ``undo_until``."""
    return ui("message", **locals())


@register.simple_tag
def happening(sentence, at=None, icon="circle-dot", door="", now=None):
    """One line of a timeline; wrap them in ``<ol class="timeline">``."""
    return ui("happening", **locals())


@register.simple_tag(takes_context=True)
def notice(context, sentence, url, actor=None, at=None, unread=False, now=None, read_url=""):
    """One notice under the bell; wrap them in ``<ul class="card list">``. ``read_url`` gives a mark-as-read button (POST)."""
    return ui("notice", **locals())


@register.simple_tag
def file(name, url="", size=None, thumb="", remove_name="", remove_value=""):
    """One file of a conversation: name, size, a small picture where there is one."""
    mark = (
        "image"
        if thumb or str(name).lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic"))
        else "paperclip"
    )
    return ui("file", name=name, url=url, size=words.size_words(size) if size else "", thumb=thumb, mark=mark,
              remove_name=remove_name, remove_value=remove_value)  # fmt: skip


@register.simple_tag
def earlier(url, label=""):
    """The way to older rows. Nothing when there is no ``url``."""
    return ui("earlier", url=url, label=label or _("Show earlier ones")) if url else ""
