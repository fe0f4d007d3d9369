"""Procedures as one file that people can read and districts can share: TOML out, TOML in.

Writing is whole, so that a later version's defaults change nothing. Reading trusts nothing: a megabyte at most, text only,
not deep, and every mistake is a sentence that says where.
"""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import tomli_w
from django.utils.translation import gettext as _

from hallway.core.text import clean
from hallway.people.models import Campus

from .models import ROLES, Procedure, Topic
from .terms import Terms, Unclear, read_terms

MARK, FORMAT = "hallway_procedures", 1
BYTES, PROCEDURES, DOTS, TOLD = 1024 * 1024, 500, 50, 20
EXAMPLES = Path(__file__).parent / "examples"
HEAD = re.compile(r"^[ \t]*\[\[[ \t]*procedure[ \t]*\]\]", re.MULTILINE)
ABOUT = """\
# How help is asked for and promised, as Hallway keeps it. Made to be read, changed and shared.
# Every [[procedure]] is for a campus (its short code; none: the whole district), a topic (none: everything)
# and a role (teacher, lead or office; none: everybody).
# Times are school time: "45 minutes", "4 hours", "3 days". No time means "as we are able".
# Bringing this file in makes drafts. Nothing is promised until somebody publishes them.
"""


class Unreadable(ValueError):
    """The file cannot be brought in; ``sentences`` say why, one for each trouble."""

    def __init__(self, *sentences):
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


class Shared(NamedTuple):
    """One procedure out of a file."""

    campus: Campus | None
    topic: Topic | None
    role: str
    terms: Terms

    @property
    def title(self):
        return Procedure(**self.of).title

    @property
    def of(self):
        return {"campus": self.campus, "topic": self.topic, "role": self.role}


# Out


def file_of(procedures):
    """The file's text for these versions (rows with campus and topic)."""
    listed = []
    for row in procedures:
        place = {"campus": row.campus and (row.campus.code or row.campus.name), "topic": row.topic and row.topic.name}
        said = {name: value for name, value in row.terms.words().items() if value != [] or name == "channels"}
        listed.append(
            {k: v for k, v in {**place, "role": row.role}.items() if v} | {k: _lean(v) for k, v in said.items()}
        )
    return f"{ABOUT}\n{tomli_w.dumps({MARK: FORMAT, 'procedure': listed}, multiline_strings=True)}"


def _lean(value):
    """Without boxes that nobody filled."""
    if isinstance(value, dict):
        return {key: _lean(one) for key, one in value.items() if one not in ("", [], {})}
    return [_lean(one) for one in value] if isinstance(value, list) else value


def examples():
    """[(name, what its first line says)] of the procedures of other districts that a draft can begin with."""
    found = []
    for path in sorted(EXAMPLES.glob("*.toml")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        found.append((path.stem, first.lstrip("# ")))
    return found


def example(name):
    """The text of one example. Raises ``LookupError``."""
    if name not in dict(examples()):
        raise LookupError(name)
    return (EXAMPLES / f"{name}.toml").read_text(encoding="utf-8")


# In


def decoded(data):
    """The text of a file that somebody sent. Raises ``Unreadable``."""
    if len(data) > BYTES:
        raise Unreadable(_("The file is larger than 1 MB. A file of procedures is much smaller."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise Unreadable(_("This is not a text file. Choose the .toml file that Hallway wrote."))
    return text


def shared_of(text, place=None):
    """[``Shared``] out of the text; ``place``: the campus that a file of one place is for instead. Raises ``Unreadable``."""
    entries = _entries(_parsed(text))
    lines = [text.count("\n", 0, found.start()) + 1 for found in HEAD.finditer(text)]
    known = {
        "campuses": _by_name(Campus.objects.filter(enabled=True)),
        "topics": {topic.name.casefold(): topic for topic in Topic.objects.all()},
    }
    found, troubles = [], []
    for number, entry in enumerate(entries, 1):
        line = lines[number - 1] if len(lines) == len(entries) else None
        try:
            found.append(_shared(dict(entry), known, place))
        except Unclear as unclear:
            where = {"n": number, "line": line, "what": str(unclear)}
            said = _("Procedure %(n)d (line %(line)d): %(what)s") if line else _("Procedure %(n)d: %(what)s")
            troubles.append(said % where)
    places = {entry.get("campus") for entry in entries if isinstance(entry.get("campus", ""), str)}
    if place and len(places) > 1 and not troubles:
        troubles.append(_("This file is for several places. Let each procedure go where the file says."))
    keys = [(one.campus, one.topic, one.role) for one in found]
    if len(set(keys)) < len(keys):
        troubles.append(_("Two procedures in this file are for the same place, topic and role."))
    if troubles:
        raise Unreadable(*troubles[:TOLD])
    return found


def _by_name(campuses):
    rows = list(campuses)
    return {row.name.casefold(): row for row in rows} | {row.code.casefold(): row for row in rows if row.code}


def _parsed(text):
    for number, line in enumerate(text.splitlines(), 1):
        # A key of thousands of parts would keep the reader busy for hours.
        if line.partition("=")[0].count(".") > DOTS and not line.lstrip().startswith("#"):
            raise Unreadable(_("Line %(n)d: this name has too many parts.") % {"n": number})
    try:
        return tomllib.loads(text + "\n")
    except RecursionError:
        raise Unreadable(_("The lists in this file lie too deep inside each other.")) from None
    except ValueError as error:  # what tomllib finds, and numbers of thousands of digits
        at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        if at:
            where = {"line": int(at[1]), "column": int(at[2])}
            raise Unreadable(
                _("Line %(line)d, place %(column)d: this is not written as TOML files are.") % where
            ) from None
        raise Unreadable(_("The file ends in the middle, or something in it is not TOML.")) from None


def _entries(said):
    version, entries = said.get(MARK), said.get("procedure")
    if not isinstance(version, int) or isinstance(version, bool):
        raise Unreadable(_("This is no file of procedures: the line “hallway_procedures = 1” is missing."))
    if version != FORMAT:
        raise Unreadable(_("This file was written by another Hallway, in a form that this one does not know yet."))
    if strange := [key for key in said if key not in (MARK, "procedure")]:
        raise Unreadable(_("“%(name)s” is not known here.") % {"name": strange[0][:60]})
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise Unreadable(_("There is no [[procedure]] in this file."))
    if len(entries) > PROCEDURES:
        raise Unreadable(_("There are more than %(n)d procedures in this file.") % {"n": PROCEDURES})
    return entries


def _shared(entry, known, place):
    names = {name: entry.pop(name, "") for name in ("campus", "topic", "role")}
    for name, value in names.items():
        if not isinstance(value, str):
            raise Unclear(_("“%(name)s” is written in quotes.") % {"name": name})
    campus, topic, role = (names[name].strip() for name in ("campus", "topic", "role"))
    found = place or known["campuses"].get(campus.casefold())
    if campus and not found:
        raise Unclear(_("There is no campus “%(name)s” here.") % {"name": campus[:60]})
    about = known["topics"].get(topic.casefold())
    if topic and not about:
        raise Unclear(
            _("There is no topic “%(name)s” here. Add it first, or take the line out.") % {"name": topic[:60]}
        )
    if role not in dict(ROLES):
        raise Unclear(_("“%(name)s” is no role: teacher, lead or office.") % {"name": role[:60]})
    try:
        return Shared(found, about, role, read_terms(_cleaned(entry)))
    except Unclear as unclear:
        raise Unclear(plainly(str(unclear.__cause__)) if unclear.__cause__ else str(unclear)) from None
    except RecursionError:
        raise Unclear(_("Its lists lie too deep inside each other.")) from None


def _cleaned(value):
    """Without what a row cannot keep."""
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, dict):
        return {clean(key): _cleaned(one) for key, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list) else value


def plainly(message):
    """The sentence for what the reader of values said (msgspec), with the place in words."""
    what, _at, place = message.partition(" - at ")
    where = place.strip("`").removeprefix("key in ").removeprefix("`").replace("`", "").removeprefix("$").lstrip(".")
    where = re.sub(r"\[(\d+)\]", lambda found: f" {int(found[1]) + 1}", where).replace("[...]", "").replace(".", ", ")
    said = _what(what)
    return _("in %(where)s: %(said)s") % {"where": where[:120], "said": said} if where else said


def _what(message):
    kinds = {
        "int": _("A number belongs here."), "str": _("Words in quotes belong here."),
        "bool": _("true or false belongs here."), "array": _("A list belongs here."), "object": _("A table belongs here."),
    }  # fmt: skip
    if found := re.search(r"unknown field `(.{1,60})", message):
        return _("“%(name)s” is not known here.") % {"name": found[1].rstrip("`")}
    if found := re.search(r"missing required field `(\w+)`", message):
        return _("“%(name)s” is missing.") % {"name": found[1]}
    if found := re.search(r"Invalid enum value '(.{0,60})", message):
        return _("“%(name)s” is none of the words that may stand here.") % {"name": found[1].rstrip("'")}
    if found := re.search(r"`str` of length <= (\d+)", message):
        return _("These words are too long: %(n)s letters at most.") % {"n": found[1]}
    if found := re.search(r"`array` of length <= (\d+)", message):
        return _("That is too many: %(n)s at most.") % {"n": found[1]}
    if "matching regex" in message:
        return _("This is not written as it must be. A time is like “3 days”, a short name like “p1”.")
    if found := re.search(r"Expected `int` (<=|>=) (\d+)", message):
        return _("The number is too large or too small: %(limit)s is the limit.") % {"limit": found[2]}
    if found := re.search(r"Expected `(\w+)", message):
        return kinds.get(found[1], _("Something else belongs here."))
    return _("This cannot be understood.")
