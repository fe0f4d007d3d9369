"""Components that hold other content, and the ones that make forms; the second half of ``components.py``."""

from django import forms
from django.utils.translation import ngettext

from .components import register, ui


@register.simple_block_tag
def card(content, title="", icon="", door="", more_url="", more="", level=2, kind="", id=""):
    """One subject in a box. ``more_url`` and ``more`` make the link at its top right; kind "flat" for asides."""
    return ui("card", **locals())


@register.simple_block_tag
def page_head(content, title, lead="", icon="", door="", back_url="", back=""):
    """The page's ``<h1>`` with one line below, a way back above, and (inside the block) its buttons."""
    return ui("page_head", **locals())


@register.simple_block_tag
def fold(content, summary, icon="", hint="", open=False, id=""):
    """A part that most people leave shut (``<details>``), such as the rarer questions of a form."""
    return ui("fold", **locals())


@register.simple_tag
def whole_mail(text="", url="", far=False, number=0):
    """The mail behind a message, shut at first: in its frame (``url``) as it was made, else as its whole ``text``.
    ``far``: it names pictures that lie elsewhere, which are loaded only when asked for. Nothing when there is no more to see."""
    return ui("whole_mail", **locals()) if text or url else ""


@register.simple_block_tag
def menu(content, label, icon="", kind="", start=False):
    """A button that unfolds a list of ``.menu-item`` links and forms; works without script."""
    return ui("menu", **locals())


@register.simple_block_tag
def dialog(content, id, title):
    """A dialog that a ``data-open="<id>"`` button shows. Only for what also has a page of its own: it needs script."""
    return ui("dialog", **locals())


@register.simple_block_tag
def toolbar(content, label):
    """Buttons in a line with a name for screen readers."""
    return ui("toolbar", **locals())


@register.simple_block_tag
def empty(content, title, icon="door-open", door="", action_url="", action="", action_icon="", small=False):
    """What will be here, and the one thing to do. The block is the sentence below the title."""
    return ui("empty", **locals())


@register.simple_block_tag
def promise(content, who=None, where="", label=""):
    """Who gets it, where they are today, and (the block) the promise: "Dana answers by Tuesday 10:40."."""
    return ui("promise", **locals())


@register.simple_block_tag
def next_step(content, title, state=""):
    """What happens next, for the requester. state: "" (on its way), waiting (on you), late, done."""
    icons = {"waiting": "circle-pause", "late": "clock-alert", "done": "circle-check"}
    return ui("next_step", icon=icons.get(state, "arrow-right"), content=content, title=title, state=state)


@register.simple_block_tag
def slips(content, breaches=0):
    """The "nothing slips" panel: calm at zero, and naming what is wrong otherwise (the block lists the rows)."""
    return ui("slips", **locals())


@register.simple_tag
def tabs(items, label):
    """Views of one subject as links. items: dicts with name, url, current, and optional count and icon."""
    return ui("tabs", items=items, label=label)


@register.simple_tag
def progress(value, max, label):
    """How far something is, in words and as a bar: "3 of 5"."""
    return ui("progress", value=value, max=max, label=label)


@register.simple_tag
def keys_help(extra=()):
    """The "?" dialog with the keys of the list and the request page. extra: (key, what it does) pairs."""
    return ui("keys_help", extra=extra)


@register.simple_tag
def field(
    bound, label="", hint="", tiles=False, optional=False, icon="", rows=None, placeholder="", hide_label=False, **attrs
):
    """One question of a form: label, hint, control and error, tied together for screen readers.

    ``tiles=True`` shows radio buttons and tick boxes as tiles; other keywords are attributes of the control.
    """
    if bound.is_hidden:
        return bound.as_widget()
    ident = bound.auto_id
    hint = hint or bound.help_text
    about = " ".join(
        part for part in (f"{ident}_hint" if hint else "", f"{ident}_error" if bound.errors else "") if part
    )
    own = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items() if value not in (None, False, "")}
    own = {name: "" if value is True else value for name, value in own.items()}
    if about:
        own["aria-describedby"] = about
    if bound.errors:
        own["aria-invalid"] = "true"
    if rows:
        own["rows"] = rows
    if placeholder:
        own["placeholder"] = placeholder
    widget = bound.field.widget
    kind = "one"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        kind = "many"
    elif isinstance(widget, forms.CheckboxInput):
        kind = "tick"
    control = "" if kind == "many" else bound.as_widget(attrs=own)
    return ui(
        "field", bound=bound, kind=kind, control=control, label=label or bound.label, hint=hint, ident=ident,
        tiles=tiles, optional=optional, icon=icon, hide_label=hide_label, about=about,
    )  # fmt: skip


@register.simple_tag
def form_errors(form):
    """What needs another look, at the top of a form, each with a link to its question. Nothing when all is well."""
    if not form.errors:
        return ""
    entries = [("", "", error) for error in form.non_field_errors()]
    for name, errors in form.errors.items():
        if name in form.fields:
            bound = form[name]
            target = "" if bound.is_hidden else bound.auto_id
            entries += [(target, bound.label, error) for error in errors]
    title = ngettext("One thing needs another look", "%(n)d things need another look", len(entries)) % {
        "n": len(entries)
    }
    return ui("form_errors", title=title, entries=entries)


@register.simple_tag(takes_context=True)
def flashes(context, messages):
    """Django's messages as toasts. ``extra_tags="undo=<url>"`` gives one an undo button for twenty seconds."""
    shown = []
    for note in messages or ():
        undo = next((tag[5:] for tag in (note.extra_tags or "").split() if tag.startswith("undo=")), "")
        shown.append({"text": note.message, "level": note.level_tag, "undo": undo})
    return ui("toasts", shown=shown, context=context)
