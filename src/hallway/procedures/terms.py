"""What one version of a procedure says, as a value: doors, channels, who may file, fields, priorities, promises, escalation,
waiting, nudging, emergencies. It is kept as JSON in its row and travels between districts as a TOML file.

Every time is school time of the requester's campus, written as words: ``"45 minutes"``, ``"4 hours"``, ``"3 days"``; no words
mean "as we are able". Reading raises ``Unclear`` with one sentence that says where.
"""

import re
from typing import Annotated, Literal, get_args

import msgspec
from django.utils.translation import gettext as _
from msgspec import Meta, Struct, field

from .kinds import AFFECTED, Code, Few, Line, Name, Reach, Span, Text, Unclear
from .matrix import Matrix, check

Where = Literal["self_help", "colleague", "first_contact", "its", "desk", "district", "vendor"]
Way = Literal["form", "mail", "phone", "walk_in", "paper", "contact"]
Use = Literal["allowed", "discouraged", "not_a_procedure", "emergency_only"]
Asked = Literal["topic", "room", "detail", "device_tag", "affected", "best_time", "deadline"]
DOORS, CHANNELS, USES, FIELDS = (get_args(words) for words in (Where, Way, Use, Asked))
TIERS = ("first_contact", "its", "desk", "district")  # doors with people behind them, who can hold a request
FILING = ("its", "lead", "office", "teacher")  # roles that may file where not everybody does
USUAL_FILERS = FILING[:3]
UNITS = {"minute": 1, "hour": 60}

MOST = 12  # of doors, channels, escalations, and of names in a list
Names = Annotated[tuple[Name, ...], Meta(max_length=MOST)]


class Door(Struct, frozen=True, forbid_unknown_fields=True):
    """Where one goes, in the order of the list. ``hats``: which ITS first. ``link``: a page to try oneself."""

    kind: Where
    note: Line = ""
    link: Line = ""
    hats: Names = ()


class Channel(Struct, frozen=True, forbid_unknown_fields=True):
    """One way to ask. ``words``: the number and its hours, the address, why not."""

    kind: Way
    use: Use = "allowed"
    words: Line = ""


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """A field of the ask form."""

    use: Literal["required", "optional", "hidden"] = "optional"
    hint: Line = ""
    good: Line = ""
    bad: Line = ""


class Priority(Struct, frozen=True, forbid_unknown_fields=True):
    """``respond``: somebody answers; ``acknowledge``: somebody has seen it; ``resolve``: it works again."""

    code: Code
    name: Name
    respond: Span = ""
    acknowledge: Span = ""
    resolve: Span = ""


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """A request gets the priority of the first rule whose conditions all hold. ``affected``: at least that many.

    Beside a matrix the rules only raise: the request gets the most pressing of the matrix's and of every rule that holds.
    """

    priority: Code
    stopped: bool | None = None
    affected: Reach | None = None
    deadline_days: Few | None = None

    def holds(self, stopped, affected, deadline_days):
        if self.stopped is not None and self.stopped != stopped:
            return False
        if self.affected is not None and AFFECTED.index(affected) < AFFECTED.index(self.affected):
            return False
        return self.deadline_days is None or (deadline_days is not None and deadline_days <= self.deadline_days)

    @property
    def is_for_all(self):
        return self.stopped is None and self.affected is None and self.deadline_days is None


class Escalation(Struct, frozen=True, forbid_unknown_fields=True):
    """When it goes on. ``lapsed``: the promise has passed; ``contact_asks``: the first contact is the requester;
    ``impact``: at least ``affected``; ``by_hand``: the helper sends it on, and this is where it goes and what is said.
    ``leave``: whoever holds it gives it up. ``note``: what everybody on the request reads then."""

    when: Literal["lapsed", "contact_asks", "impact", "by_hand"]
    to: Literal["its", "desk", "district"] = "district"
    affected: Reach = "campus"
    leave: bool = True
    note: Line = ""

    def reaches(self, affected):
        """Whether a request that reaches so far is enough for it; only ``impact`` asks."""
        return self.when != "impact" or AFFECTED.index(affected) >= AFFECTED.index(self.affected)


class Waiting(Struct, frozen=True, forbid_unknown_fields=True):
    """School days: remind the teacher, close kindly, open again for the same trouble. ``again``: somebody looks within that
    when a fix did not hold, or sooner by the priority. ``others_pause``: while another company must act, promises stand still.
    """

    remind_days: Few = 3
    close_days: Few = 5
    reopen_days: Few = 20
    again: Span = ""
    others_pause: bool = False


class Nudging(Struct, frozen=True, forbid_unknown_fields=True):
    after_days: Few = 2
    every_days: Few = 2


class Emergency(Struct, frozen=True, forbid_unknown_fields=True):
    """``tell``: roles that hear of it at once by every way they have. ``may``: roles that may use the door; none: everybody."""

    phone: Line = ""
    words: Line = ""
    tell: Names = ()
    may: Names = ()


USUAL = (
    Priority("stopped", "Teaching is stopped", respond="60 minutes"),
    Priority("wide", "Several classes are affected", respond="180 minutes"),
    Priority("usual", "Usual", respond="510 minutes"),
)
USUAL_RULES = (Rule("stopped", stopped=True), Rule("wide", affected="several"), Rule("usual"))


class Terms(Struct, frozen=True, forbid_unknown_fields=True):
    """One version's whole meaning. The defaults are a fresh district's."""

    plain: Text = ""
    doors: Annotated[tuple[Door, ...], Meta(max_length=MOST)] = (Door("its"), Door("desk"), Door("district"))
    channels: Annotated[tuple[Channel, ...], Meta(max_length=MOST)] = (
        Channel("form"), Channel("mail"), Channel("walk_in"),
    )  # fmt: skip
    file_by: Literal["anyone", "contacts"] = "anyone"
    filers: Names = ()  # roles that file beside the first contacts; none: the ITS, the leads and the office
    relay: bool = False
    questions: dict[Asked, Question] = field(default_factory=dict)
    priorities: Annotated[tuple[Priority, ...], Meta(min_length=1, max_length=9)] = USUAL
    rules: Annotated[tuple[Rule, ...], Meta(max_length=30)] = USUAL_RULES
    matrix: Matrix | None = None
    escalations: Annotated[tuple[Escalation, ...], Meta(max_length=MOST)] = ()
    waiting: Waiting = Waiting()
    nudging: Nudging = Nudging()
    emergency: Emergency = Emergency()
    step_days: Few = 2
    solved_days: Few = 5
    lead_days: Few = 0
    wrong_door: Line = ""

    def priority_of(self, *, stopped, affected, deadline_days=None, severity="", impact=""):
        """The ``Priority`` of a request: whether teaching is stopped, how far it reaches, school days to its deadline;
        ``severity`` and ``impact``: the codes that were chosen, where there is a matrix."""
        fitting = [rule.priority for rule in self.rules if rule.holds(stopped, affected, deadline_days)]
        if self.matrix is None:
            return self.priority(fitting[0]) if fitting else self.priorities[-1]
        down, across = self.matrix.severity(severity, stopped=stopped), self.matrix.impact(impact, affected)
        raised = {self.matrix.priority(down.code, across.code), *fitting}
        return next(one for one in self.priorities if one.code in raised)

    @property
    def is_plain(self):
        """Whether stopped teaching and several classes are all that tells its priorities apart."""
        plain = [Rule(rule.priority, stopped=True) == rule or Rule(rule.priority, affected="several") == rule or rule.is_for_all
                 for rule in self.rules]  # fmt: skip
        return self.matrix is None and all(plain)

    def priority(self, code):
        return next((one for one in self.priorities if one.code == code), self.priorities[-1])

    def question(self, name):
        return self.questions.get(name) or Question()

    def channel(self, kind):
        return next((one for one in self.channels if one.kind == kind), Channel(kind, "not_a_procedure"))

    @property
    def tiers(self):
        """The doors that can hold a request, in order."""
        return [door for door in self.doors if door.kind in TIERS]

    def words(self):
        """As plain values for JSON and TOML, whole: a later default must not change what was promised."""
        return _said(msgspec.to_builtins(self))


def _said(value):
    """Without what is None, which TOML cannot say."""
    if isinstance(value, dict):
        return {key: _said(one) for key, one in value.items() if one is not None}
    return [_said(one) for one in value] if isinstance(value, list | tuple) else value


def stretched(words, percent):
    """The span as slower weeks make it: ``"60 minutes"`` at 150 is ``"90 minutes"``; whole minutes and days, rounded up."""
    found = span(words)
    if found is None or percent == 100:
        return words
    minutes, days = (-(-number * percent // 100) for number in found)
    return f"{days} days" if days else f"{minutes} minutes"


def span(words):
    """``"4 hours"`` → (240, 0), ``"3 days"`` → (0, 3): school minutes and school days; nothing said → None."""
    found = re.fullmatch(r"(\d+) (minute|hour|day)s?", words)
    if not found:
        return None
    number, unit = int(found[1]), found[2]
    return (0, number) if unit == "day" else (number * UNITS[unit], 0)


def read_terms(words):
    """``Terms`` out of plain values (JSON, TOML). Raises ``Unclear``."""
    if isinstance(words, dict) and "matrix" in words:
        words = {"rules": [], **words}  # the usual rules are for whoever says neither
    try:
        terms = msgspec.convert(words, Terms)
    except msgspec.ValidationError as error:
        raise Unclear(_("This cannot be understood: %(what)s") % {"what": str(error)}) from error
    codes = [one.code for one in terms.priorities]
    if len(set(codes)) < len(codes):
        raise Unclear(_("Two priorities have the same short name."))
    for rule in terms.rules:
        if rule.priority not in codes:
            raise Unclear(
                _("A rule names the priority “%(code)s”, which is not on the list.") % {"code": rule.priority}
            )
    if terms.matrix is not None:
        check(terms.matrix, codes)
        if any(rule.is_for_all for rule in terms.rules):
            raise Unclear(_("Beside a matrix a rule raises some requests, so it says which."))
    elif not terms.rules:
        raise Unclear(_("Keep at least one rule."))
    for role in terms.filers:
        if role not in FILING:
            raise Unclear(
                _("“%(name)s” cannot send requests for a campus: its, lead, office or teacher.") % {"name": role}
            )
    if not terms.tiers:
        raise Unclear(_("Somebody must be behind a door: the first contact, the ITS, the desk or the district."))
    for door in terms.doors:
        if door.link and not door.link.startswith(("https://", "http://", "/")):
            raise Unclear(_("“%(link)s” is no address of a page. It begins with https://") % {"link": door.link})
    for one in terms.priorities:
        if span(one.respond) in (None, (0, 0)):
            raise Unclear(_("Say within which time somebody answers “%(name)s”.") % {"name": one.name})
    return terms
