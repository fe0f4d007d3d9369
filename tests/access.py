"""The access table: for each route who gets in. ``tests/test_access.py`` holds every route against it.

A request in an address is Tess's at Oak, held by Iván. Kim is ITS at Elm only, Ed leads Elm: the same roles elsewhere.
"""

from dataclasses import dataclass, field

from .appointments import made
from .ideas import library
from .ideas import tips as tips_made
from .teams import made as teams_made
from .trainings import made as trainings_made

EVERYBODY = ["tess", "olga", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada"]
ITS = ["ivan", "kim"]
STAFF = ["ivan"]  # of the request
ASKER = ["tess"]
READERS = ["tess", "ivan", "cora"]  # the asker, the campus's ITS, its first contact
MANAGES_PEOPLE = ["ada", "opal"]
SETS_TIMES = ["ada", "opal", "dora"]
SEES_TIMES = [*SETS_TIMES, "lena", "ed"]
SETS_PROCEDURES = ["ada", "dora"]
PRINTS_AT_OAK = ["ada", "dora", "lena", "opal", "ivan"]
PRINTS_SOMEWHERE = [*PRINTS_AT_OAK, "ed", "kim"]
READS_PROCEDURES = ["ada", "dora", "lena", "ed", "ivan", "kim"]
ADMIN = ["ada"]
BOTH = ["tess", "ivan"]  # of a consult or a visit
TIDIES_IDEAS = ["tess", "ivan", "kim", "dora", "ada"]  # whoever shared it, the ITS, the district
AT_OAK = ["tess", "olga", "ivan", "lena", "opal", "cora", "dora", "ada"]
MAKES_TRAININGS = ["ivan", "kim", "lena", "ed", "dora"]
LOOKS_AFTER_TEAMS = ["ivan", "kim", "lena", "ed", "opal", "dora", "ada"]


@dataclass
class Line:
    """One route. ``inside``: who gets in. ``others``: what everybody else gets. ``special``: exceptions by name.

    ``words(cast, ask)`` and ``data(cast, ask)`` give what the address and the form need.
    """

    inside: list
    others: str = "403"
    method: str = "GET"
    public: bool = False
    special: dict = field(default_factory=dict)
    words: object = staticmethod(lambda cast, ask: {})
    data: object = staticmethod(lambda cast, ask: {})

    def expected(self):
        table = {who: "ok" if who in self.inside else self.others for who in EVERYBODY}
        return {"nobody": "ok" if self.public else "login", **table, **self.special}


def members(**more):
    return Line(EVERYBODY, **more)


def public(**more):
    return Line(EVERYBODY, public=True, **more)


def gone(**more):
    """Nothing is found, whoever looks: a row of somebody else, a token that is none, a page of the demo."""
    return Line([], others="404", public=True, special={"nobody": "404"}, **more)


def gone_inside(**more):
    """Closed for good once the school is set up."""
    return Line([], others="404", **more)


def shut(**more):
    """Open to the eye, closed to the hand: everybody gets 403 with a sentence."""
    return Line([], public=True, special={"nobody": "403"}, **more)


def only(who, **more):
    return Line(who, **more)


def of_ask(who, *, readers=READERS, **more):
    """A page or verb of the request: readers without the right get 403, everybody else 404."""
    special = {name: "403" for name in readers if name not in who}
    return Line(who, others="404", words=lambda cast, ask: {"number": ask.pk}, special=special, **more)


def of_tess(who, **more):
    return Line(who, words=lambda cast, ask: {"pk": cast.tess.pk}, **more)


def of_consult(who, **more):
    """A page or verb of Tess's consult with Iván: who takes part without the right gets 403, everybody else 404."""
    extra = more.pop("extra", {})
    special = {name: "403" for name in ("tess", "ivan") if name not in who}
    return Line(
        who, others="404", words=lambda cast, ask: {"number": made.consult(cast).pk, **extra}, special=special, **more
    )


def of_visit(who, **more):
    """The same of Tess's visit by Iván."""
    extra = more.pop("extra", {})
    special = {name: "403" for name in BOTH if name not in who}
    return Line(
        who, others="404", words=lambda cast, ask: {"number": made.visit(cast).pk, **extra}, special=special, **more
    )


def of_brag(who, **more):
    """Good news that waits for Tess."""
    special = {name: "403" for name in BOTH if name not in who}
    return Line(who, others="404", words=lambda cast, ask: {"number": made.brag(cast).pk}, special=special, **more)


def of_board(**more):
    """Tess's team, which has adopted Iván: its circle gets in, and for everybody else there is nothing."""
    extra = more.pop("extra", {})
    return Line(BOTH, others="404", words=lambda cast, ask: {"pk": teams_made.team(cast).pk, **extra}, **more)


def of_topic(who=BOTH, **more):
    extra = more.pop("extra", {})
    special = {name: "403" for name in BOTH if name not in who}
    return Line(
        who, others="404", words=lambda cast, ask: {"pk": teams_made.topic(cast).pk, **extra}, special=special, **more
    )


def of_training(who, **more):
    """A training at Oak that Iván holds: Oak is invited, and whoever is there for every campus finds it."""
    special = {name: "403" for name in AT_OAK if name not in who}
    return Line(
        who, others="404", words=lambda cast, ask: {"number": trainings_made.session(cast).pk}, special=special, **more
    )


def of_idea(who, **more):
    """A page or verb of an idea that Tess shared."""
    extra = more.pop("extra", {})
    return Line(who, words=lambda cast, ask: {"number": library.idea(cast).pk, **extra}, **more)


def of_gathering(who=BOTH, **more):
    """Of Tess's team, asked by her."""
    extra = more.pop("extra", {})
    special = {name: "403" for name in BOTH if name not in who}
    return Line(
        who,
        others="404",
        words=lambda cast, ask: {"pk": teams_made.gathering(cast).pk, **extra},
        special=special,
        **more,
    )


def of_concern(who=("lena", "ivan"), **more):
    """What Iván handed to Lena of Tess's topic: Lena decides, he reads what became of it, and Tess finds nothing."""
    special = {name: "403" for name in ("lena", "ivan") if name not in who}
    return Line(
        list(who), others="404", words=lambda cast, ask: {"pk": teams_made.concern(cast).pk}, special=special, **more
    )


def of_card(**more):
    """Being signed for Iván, whom Tess's team has adopted: Olga of the team may, and he himself finds nothing."""
    return Line(["tess", "olga"], others="404", words=lambda cast, ask: {"pk": teams_made.card(cast).pk}, **more)


def of_tip(who, **more):
    """A page or verb of Iván's tip, which is published."""
    return Line(who, words=lambda cast, ask: {"number": tips_made.tip(cast).pk}, **more)


def nothing(name="pk", value=10**9):
    return lambda cast, ask: {name: value}


def of_procedure(cast, ask):
    return {"pk": cast.procedure.pk}


POST = {"method": "POST"}

ROUTES: dict[str, Line] = {
    "healthz": public(),
    "readyz": public(),
    "metrics": gone(),
    "core:sheet": public(words=lambda cast, ask: {"digest": "0" * 12, "kind": "css"}),
    "core:manifest": public(),
    "core:worker": public(),
    "core:offline": public(),
    "core:look": gone(),
    "home:today": members(),
    "home:search": members(),
    # asking
    "asks:new": members(),
    "asks:simulator": only(READS_PROCEDURES),
    "asks:worth": members(),
    "asks:questions": members(**POST),
    "asks:promised": members(),
    "asks:people": members(),
    "asks:similar": members(),
    "asks:known_issue": Line([], others="404", words=nothing("number")),
    "asks:me_too": Line([], others="404", words=nothing("number"), **POST),
    "asks:not_me": Line([], others="404", words=nothing("number"), **POST),
    "asks:works": Line([], others="404", words=nothing("number"), **POST),
    "asks:still_not": Line([], others="404", words=nothing("number"), **POST),
    "asks:tell_all": Line([], others="404", words=nothing("number"), **POST),
    "asks:untell": Line([], others="404", words=lambda cast, ask: {"number": 10**9, "message": 1}, **POST),
    "asks:mine": members(),
    "asks:ask": of_ask(READERS),
    "asks:reply": of_ask(["tess", "ivan"], data=lambda cast, ask: {"text": "hello"}, **POST),
    "asks:undo_message": Line(
        READERS, others="404", words=lambda cast, ask: {"number": ask.pk, "message": 10**9}, **POST
    ),
    "asks:confirm": of_ask(ASKER, **POST),
    "asks:reopen": of_ask(["tess", "ivan"], **POST),
    "asks:withdraw": of_ask(ASKER, **POST),
    "asks:nudge": of_ask(ASKER, **POST),
    "asks:thank": of_ask(ASKER, data=lambda cast, ask: {"to": cast.ivan.pk}, **POST),
    "asks:link": gone(words=lambda cast, ask: {"token": "none"}),
    "asks:link_act": gone(words=lambda cast, ask: {"token": "none", "act": "reply"}, **POST),
    # helping
    "asks:list": only([*ITS, "cora"]),
    "asks:today": only([*ITS, "cora"]),
    "asks:bulk": members(data=lambda cast, ask: {"ask": ask.pk, "verb": "take"}, **POST),
    # captured in the hallway
    "capture:capture": only(ITS),
    "capture:shell": public(words=lambda cast, ask: {"language": "en"}),
    "capture:here": members(),
    "capture:names": only(ITS),
    "capture:take": only(ITS, **POST),
    "capture:waiting": only(ITS),
    "capture:sort": Line([], others="404", words=nothing("number"), **POST),
    "capture:plan": Line([], others="404", words=nothing("number"), **POST),
    "capture:set_aside": Line([], others="404", words=nothing("number"), **POST),
    "capture:throw_away": Line([], others="404", words=nothing("number"), **POST),
    "asks:out_today": members(**POST),
    "asks:slips": only(["ivan", "kim", "cora", "lena", "ed", "dora", "ada"]),
    "asks:templates": only([*ITS, "dora", "ada"]),
    "asks:template": Line([], others="404", words=nothing("number")),
    "asks:template_remove": Line([], others="404", words=nothing("number"), **POST),
    "asks:take": of_ask(STAFF, **POST),
    "asks:send_on": of_ask(STAFF, **POST),
    "asks:hand_over": of_ask(STAFF, data=lambda cast, ask: {"to": cast.kim.pk}, **POST),
    "asks:note": of_ask(STAFF, data=lambda cast, ask: {"text": "note"}, **POST),
    "asks:wait": of_ask(STAFF, **POST),
    "asks:work_on": of_ask(STAFF, **POST),
    "asks:solve": of_ask(STAFF, data=lambda cast, ask: {"outcome": "fixed"}, **POST),
    "asks:close": of_ask(STAFF, data=lambda cast, ask: {"outcome": "fixed"}, **POST),
    "asks:merge": of_ask(STAFF, **POST),
    "asks:unmerge": of_ask(STAFF, **POST),
    "asks:escalate": of_ask(STAFF, **POST),
    "asks:known": of_ask(STAFF, data=lambda cast, ask: {"known": "yes", "words": "Wi-Fi is down"}, **POST),
    "asks:triage": of_ask(STAFF, **POST),
    "asks:include": of_ask(STAFF, **POST),
    "asks:fill": of_ask(STAFF, **POST),
    "asks:presence": of_ask(STAFF, **POST),
    # people
    "people:list": members(),
    "people:person": of_tess(EVERYBODY),
    "people:photo": Line([], others="404", words=lambda cast, ask: {"pk": cast.tess.pk}),
    "people:me": members(),
    "people:introduce": members(**POST),
    "people:show_photo": members(**POST),
    "people:speak": members(data=lambda cast, ask: {"language": "es"}, **POST),
    "people:choose_password": members(),
    "people:sessions": members(),
    "people:end_sessions": members(**POST),
    "people:teams": members(),
    "people:team_add": only(LOOKS_AFTER_TEAMS),
    "people:team": Line([], others="404", words=nothing()),
    "people:team_change": Line([], others="404", words=nothing(), **POST),
    "people:team_archive": Line([], others="404", words=nothing(), **POST),
    "people:team_bring_back": Line([], others="404", words=nothing(), **POST),
    "people:team_join": Line([], others="404", words=nothing(), **POST),
    "people:team_leave": Line([], others="404", words=lambda cast, ask: {"pk": 10**9, "membership": 1}, **POST),
    "people:propose": Line([], others="404", words=nothing(), **POST),
    "people:accept_adoption": Line([], others="404", words=nothing(), **POST),
    "people:decline_adoption": Line([], others="404", words=nothing(), **POST),
    "people:end_adoption": Line([], others="404", words=nothing(), **POST),
    "people:accept": public(words=lambda cast, ask: {"token": "none"}),
    # files and notices
    "threads:file": Line([], others="404", words=nothing()),
    "threads:mail": Line([], others="404", words=nothing()),
    "threads:linked_mail": gone(words=lambda cast, ask: {"token": "none", "pk": 10**9}),
    "threads:linked": gone(words=lambda cast, ask: {"token": "none", "pk": 10**9}),
    "delivery:notices": members(),
    "delivery:bell": members(),
    "delivery:open": Line([], others="404", words=nothing()),
    "delivery:read": Line([], others="404", words=nothing(), **POST),
    "delivery:read_all": members(**POST),
    "delivery:choices": members(),
    "delivery:pause": members(**POST),
    "delivery:stop": gone(words=lambda cast, ask: {"token": "none"}),
    "delivery:try_address": Line([], others="404", words=nothing(), **POST),
    "delivery:address": gone(words=lambda cast, ask: {"token": "none"}),
    "delivery:reports": gone(words=lambda cast, ask: {"provider": "mailgun"}, **POST),
    "delivery:mail_out": only(ADMIN),
    "delivery:retry_all": only(ADMIN, **POST),
    "delivery:retry": Line([], words=nothing(), special={"ada": "404"}, **POST),
    "delivery:drop": Line([], words=nothing(), special={"ada": "404"}, **POST),
    "delivery:retry_telling": Line([], words=nothing(), special={"ada": "404"}, **POST),
    "delivery:demo_mail": gone(),
    "delivery:demo_letter": gone(words=nothing()),
    "delivery:demo_send": gone(**POST),
    # thanks
    "appreciation:mine": members(),
    "appreciation:thanks": Line([], others="404", words=nothing("number")),
    "appreciation:allow": Line([], others="404", words=nothing("number"), **POST),
    "appreciation:take_back": members(words=nothing("number"), **POST),
    # teams
    "teams:mine": members(),
    "teams:board": of_board(),
    "teams:open": of_board(data=lambda cast, ask: {"title": "Hello"}, **POST),
    "teams:topic": of_topic(),
    "teams:answer": of_topic(data=lambda cast, ask: {"text": "Hello"}, **POST),
    "teams:pin": of_topic(**POST),
    "teams:react": of_topic(data=lambda cast, ask: {"mark": "heart"}, **POST),
    "teams:take_away": of_topic(["tess"], **POST),
    "teams:take_back": of_topic(extra={"message": 10**9}, **POST),
    # trainings
    "trainings:list": members(),
    "trainings:announce": only(MAKES_TRAININGS),
    "trainings:slots": only(MAKES_TRAININGS),
    "trainings:session": of_training(AT_OAK),
    "trainings:answer": of_training(AT_OAK, data=lambda cast, ask: {"said": "maybe"}, **POST),
    "trainings:change": of_training(["ivan"]),
    "trainings:call_off": of_training(["ivan"]),
    "trainings:attendance": of_training(["ivan"]),
    "trainings:keep_attendance": of_training(["ivan"], **POST),
    "trainings:walk_in": of_training(["ivan"], data=lambda cast, ask: {"name": "olga"}, **POST),
    "trainings:sheet": of_training(["ivan"]),
    "trainings:screen": of_training(["ivan"]),
    "trainings:here": members(words=lambda cast, ask: {"code": trainings_made.session(cast).code}),
    "trainings:hours": members(),
    "trainings:issue": Line([], others="404", words=nothing("number"), **POST),
    "trainings:check": public(),
    "trainings:checked": gone(words=lambda cast, ask: {"number": "none"}),
    "trainings:pdf": Line([], others="404", words=lambda cast, ask: {"number": "none"}),
    "trainings:link": gone(words=lambda cast, ask: {"token": "none"}),
    "trainings:link_act": gone(words=lambda cast, ask: {"token": "none", "act": "answer"}, **POST),
    "trainings:react": of_training([], data=lambda cast, ask: {"mark": "useful"}, **POST),
    "trainings:tell_tried": of_training([], data=lambda cast, ask: {"result": "worked"}, **POST),
    # ideas
    "ideas:list": members(),
    "ideas:new": members(),
    "ideas:similar": members(),
    "ideas:mine": members(),
    "ideas:trials": members(),
    "ideas:tell_its": members(),
    "ideas:tell": Line([], others="404", words=nothing("number")),
    "ideas:take_back": members(words=nothing("number"), **POST),
    "ideas:tools": members(),
    "ideas:tools_in": only(["dora", "ada"]),
    "ideas:tools_look": Line([], words=nothing(), special={"dora": "404", "ada": "404"}),
    "ideas:tool": members(words=lambda cast, ask: {"number": library.tool(cast).pk}),
    "ideas:idea": of_idea(EVERYBODY),
    "ideas:note": of_idea(EVERYBODY, data=lambda cast, ask: {"result": "worked"}, **POST),
    "ideas:improve": of_idea(EVERYBODY),
    "ideas:bring_back": of_idea(EVERYBODY, **POST),
    "ideas:publish": of_idea(["tess"], **POST),
    "ideas:drop": of_idea(["tess"], **POST),
    "ideas:report": of_idea(EVERYBODY, **POST),
    "ideas:settle": of_idea(TIDIES_IDEAS, **POST),
    "ideas:merge": of_idea(TIDIES_IDEAS, data=lambda cast, ask: {"into": library.other(cast).pk}, **POST),
    "ideas:part": of_idea(TIDIES_IDEAS, **POST),
    "ideas:put_away": of_idea(TIDIES_IDEAS, **POST),
    "ideas:take_out": of_idea(TIDIES_IDEAS, **POST),
    "ideas:say": of_idea(EVERYBODY, data=lambda cast, ask: {"text": "hello"}, **POST),
    "ideas:unsay": of_idea(EVERYBODY, extra={"message": 10**9}, **POST),
    "teams:say_concern": of_topic(),
    "teams:concerns": only(["lena", "ed", "dora"]),
    "teams:concern": of_concern(),
    "teams:set_aside": of_concern(["lena"], **POST),
    "teams:let_stand": of_concern(["lena"], **POST),
    "teams:gatherings": members(),
    "teams:gathering_new": members(),
    "teams:gathering": of_gathering(),
    "teams:rsvp": of_gathering(data=lambda cast, ask: {"answer": "going"}, **POST),
    "teams:change_gathering": of_gathering(["tess"]),
    "teams:cancel": of_gathering(["tess"], **POST),
    "teams:add_bring": of_gathering(data=lambda cast, ask: {"words": "Soup"}, **POST),
    "teams:take_bring": of_gathering(extra={"bring": 10**9}, **POST),
    "teams:give_back": of_gathering(extra={"bring": 10**9}, **POST),
    "teams:drop_bring": of_gathering(extra={"bring": 10**9}, **POST),
    "teams:renewal": Line([], others="404", words=nothing()),
    "teams:go_on": Line([], others="404", words=nothing(), **POST),
    "teams:let_go": Line([], others="404", words=nothing(), **POST),
    "teams:without": only(["lena", "ed"]),
    "teams:suggest": only(["lena", "ed"], words=nothing(), **POST),
    "teams:days": members(),
    "teams:say_birthday": members(**POST),
    "teams:forget_birthday": members(**POST),
    "teams:tell": members(**POST),
    "teams:take_back_life": Line([], others="404", words=nothing(), **POST),
    "teams:open_card": Line([], others="404", words=nothing(), **POST),
    "teams:card": of_card(),
    "teams:sign": of_card(data=lambda cast, ask: {"words": "Hello"}, **POST),
    "teams:unsign": of_card(**POST),
    "teams:thank": Line(
        [],
        others="404",
        words=lambda cast, ask: {"pk": teams_made.card(cast).pk},
        special={"olga": "403", "tess": "403"},
        **POST,
    ),
    "ideas:tips": members(),
    "ideas:new_tip": members(),
    "ideas:tip": of_tip(EVERYBODY),
    "ideas:change_tip": of_tip(["ivan"]),
    "ideas:publish_tip": of_tip(["ivan"], **POST),
    "ideas:withdraw_tip": of_tip(["ivan"], **POST),
    "ideas:drop_tip": of_tip(["ivan"], **POST),
    "ideas:answer_tip": of_tip(
        [who for who in EVERYBODY if who != "ivan"], data=lambda cast, ask: {"result": "worked"}, **POST
    ),
    "ideas:unanswer_tip": of_tip(EVERYBODY, **POST),
    "ideas:fix_tip": of_tip(EVERYBODY),
    "ideas:tip_paper": of_tip(EVERYBODY),
    "ideas:outcomes": members(),
    "ideas:outcomes_paper": members(),
    "ideas:outcomes_all": only(["lena", "ed", "dora"]),
    "ideas:open_outcomes": only(ITS, data=lambda cast, ask: {"lead": cast.lena.pk}, **POST),
    "ideas:outcomes_of": Line([], others="404", words=nothing("number")),
    "ideas:close_outcomes": members(words=nothing("number"), **POST),
    "tips:open": public(words=lambda cast, ask: {"code": tips_made.tip(cast).code}),
    "tips:mailed": public(words=lambda cast, ask: {"token": tips_made.link(tips_made.tip(cast), cast.tess)}),
    "reports:keepsake": members(),
    "reports:keepsake_book": members(words=lambda cast, ask: {"year": 2026}),
    "appreciation:give": members(),
    "appreciation:wall": members(),
    "appreciation:waves": members(),
    "appreciation:wave": members(words=lambda cast, ask: {"pk": cast.olga.pk}, special={"olga": "403"}, **POST),
    "appreciation:unwave": members(words=lambda cast, ask: {"pk": cast.olga.pk}, **POST),
    "appreciation:hear": members(words=nothing("pk"), **POST),
    "appreciation:mute": members(words=lambda cast, ask: {"pk": cast.olga.pk}, special={"olga": "403"}, **POST),
    "appreciation:unmute": members(words=nothing("pk"), **POST),
    # appointments
    "appointments:mine": members(),
    "appointments:book": members(),
    "appointments:hold": members(**POST),
    "appointments:enter": only(ITS),
    "appointments:why": only(ITS),
    "appointments:appointment": Line([], others="404", words=nothing("number")),
    "appointments:consults": members(),
    "appointments:consult_new": members(),
    "appointments:consult_from": of_ask(["tess", "ivan"], **POST),
    "appointments:consult": of_consult(BOTH),
    "appointments:consult_paper": of_consult(BOTH),
    "appointments:change_lesson": of_consult(BOTH),
    "appointments:go_back": of_consult(BOTH, **POST),
    "appointments:meet_for_consult": of_consult(BOTH, **POST),
    "appointments:meet_for_visit": of_visit(BOTH, **POST),
    "appointments:say": of_consult(BOTH, data=lambda cast, ask: {"text": "hello"}, **POST),
    "appointments:unsay": of_consult(BOTH, extra={"message": 10**9}, **POST),
    "appointments:save_plan": of_consult(BOTH, data=lambda cast, ask: {"text": "plan", "based_on": 0}, **POST),
    "appointments:note_down": of_consult(BOTH, data=lambda cast, ask: {"text": "note", "reader": "mine"}, **POST),
    "appointments:drop_note": of_consult(BOTH, extra={"note": 10**9}, **POST),
    "appointments:suggest": of_consult(BOTH, data=lambda cast, ask: {"title": "idea"}, **POST),
    "appointments:pick": of_consult(["tess"], extra={"idea": 10**9}, **POST),
    "appointments:drop_idea": of_consult(BOTH, extra={"idea": 10**9}, **POST),
    "appointments:bring": of_consult(BOTH, data=lambda cast, ask: {"idea": library.idea(cast).pk}, **POST),
    "appointments:take_to_library": of_consult(BOTH, extra={"idea": 10**9}, **POST),
    "appointments:fix_together": Line([], others="404", words=nothing("number"), **POST),
    "appointments:tell_outcome": of_consult(["tess"], data=lambda cast, ask: {"outcome": "worked"}, **POST),
    "appointments:withdraw_consult": of_consult(["tess"], **POST),
    "appointments:reopen_consult": of_consult(["tess"], **POST),
    "appointments:invite": of_consult(BOTH, data=lambda cast, ask: {"person": cast.olga.pk}, **POST),
    "appointments:uninvite": Line(
        BOTH, others="404", words=lambda cast, ask: {"number": made.consult(cast).pk, "member": cast.olga.pk}, **POST
    ),
    "appointments:change_its": of_consult(["tess"], data=lambda cast, ask: {"its": cast.kim.pk}, **POST),
    "appointments:share_consult": of_consult(["tess"], data=lambda cast, ask: {"person": cast.olga.pk}, **POST),
    "appointments:unshare_consult": of_consult(["tess"], extra={"sharing": 10**9}, **POST),
    "appointments:visits": members(),
    "appointments:visit_new": members(),
    "appointments:visit": of_visit(BOTH),
    "appointments:change_visit": Line(["tess"], others="404", words=lambda cast, ask: {"number": made.visit(cast).pk}),
    "appointments:come": of_visit(["ivan"], **POST),
    "appointments:not_come": of_visit(["ivan"], **POST),
    "appointments:call_off": of_visit(["tess"], **POST),
    "appointments:took_place": of_visit(BOTH, **POST),
    "appointments:jot": of_visit(["ivan"], data=lambda cast, ask: {"text": "note"}, **POST),
    "appointments:give_feedback": of_visit(["ivan"], data=lambda cast, ask: {"text": "seen"}, **POST),
    "appointments:hear_more": of_visit(["tess"], **POST),
    "appointments:share_visit": of_visit(["tess"], data=lambda cast, ask: {"person": cast.olga.pk}, **POST),
    "appointments:unshare_visit": of_visit(["tess"], extra={"sharing": 10**9}, **POST),
    "appointments:notes": only(ITS),
    "appointments:notes_shell": public(words=lambda cast, ask: {"language": "en"}),
    "appointments:to_visit": only(ITS),
    "appointments:jot_take": members(**POST),
    "appointments:make_idea": of_brag([], **POST),  # before the teacher's yes: nobody
    "appointments:brags": members(),
    "appointments:brag_new": Line([], special={"ivan": "404", "kim": "404"}),
    "appointments:brag": of_brag(BOTH),
    "appointments:change_brag": of_brag(BOTH),
    "appointments:propose": of_brag(["ivan"], **POST),
    "appointments:consent": of_brag(["tess"], **POST),
    "appointments:say_no": of_brag(["tess"], **POST),
    "appointments:withdraw_brag": of_brag(BOTH, **POST),
    "appointments:offer": only(ITS),
    "appointments:paint": only(ITS, **POST),
    "appointments:set_terms": only(ITS, **POST),
    "appointments:override": only(ITS, **POST),
    "appointments:take_back": Line([], others="404", words=nothing(), **POST),
    "appointments:wait": members(**POST),
    "appointments:stop_waiting": Line([], others="404", words=nothing(), **POST),
    "appointments:block": only(ITS, **POST),
    "appointments:unblock": Line([], others="404", words=nothing(), **POST),
    "appointments:teach": only(ITS, **POST),
    "appointments:drop_class": Line([], others="404", words=nothing(), **POST),
    "appointments:planning": members(),
    "appointments:places": only(["lena", "ed", "dora", "ada"]),
    "appointments:say_travel": only(["dora", "ada"], **POST),
    "appointments:open_planning": only(["lena", "dora", "ada"], data=lambda cast, ask: {"campus": cast.oak.pk}, **POST),
    "appointments:fill": Line([], others="404", words=nothing("number")),
    "appointments:let_go": Line([], others="404", words=nothing("number"), **POST),
    "appointments:accept": Line([], others="404", words=nothing("number"), **POST),
    "appointments:perhaps": Line([], others="404", words=nothing("number"), **POST),
    "appointments:decline": Line([], others="404", words=nothing("number"), **POST),
    "appointments:move": Line([], others="404", words=nothing("number")),
    "appointments:cancel": Line([], others="404", words=nothing("number")),
    "appointments:happen": Line([], others="404", words=nothing("number"), **POST),
    "appointments:did_not_happen": Line([], others="404", words=nothing("number")),
    "appointments:add_party": Line([], others="404", words=nothing("number")),
    "appointments:remove_party": Line([], others="404", words=lambda cast, ask: {"number": 10**9, "member": 1}, **POST),
    "appointments:reassign": Line([], others="404", words=nothing("number")),
    "appointments:link": gone(words=nothing("token", "x")),
    "appointments:link_act": gone(words=lambda cast, ask: {"token": "x", "act": "accept"}, **POST),
    # settings
    "settings:index": only([*MANAGES_PEOPLE, "dora"]),
    "settings:district": only(ADMIN),
    "settings:people": only(MANAGES_PEOPLE),
    "settings:people_in": only(MANAGES_PEOPLE),
    "settings:people_look": Line([], words=nothing(), special={"ada": "404", "opal": "404"}),
    "settings:people_out": only(MANAGES_PEOPLE),
    "settings:person_add": only(MANAGES_PEOPLE),
    "settings:person": of_tess(MANAGES_PEOPLE),
    "settings:post_add": of_tess(MANAGES_PEOPLE, **POST),
    "settings:post_remove": Line(
        [], words=lambda cast, ask: {"pk": cast.tess.pk, "post": 10**9}, special={"ada": "404", "opal": "404"}, **POST
    ),
    "settings:deactivate": of_tess(MANAGES_PEOPLE, **POST),
    "settings:reactivate": of_tess(MANAGES_PEOPLE, **POST),
    "settings:invite": of_tess(MANAGES_PEOPLE, **POST),
    "settings:reset": of_tess(MANAGES_PEOPLE, **POST),
    "settings:forget_sign_ins": of_tess(MANAGES_PEOPLE, **POST),
    "settings:campuses": only(MANAGES_PEOPLE),
    "settings:campus_add": only(ADMIN),
    "settings:campus": only(MANAGES_PEOPLE, words=lambda cast, ask: {"pk": cast.oak.pk}),
    "settings:room_add": only(
        MANAGES_PEOPLE, words=lambda cast, ask: {"pk": cast.oak.pk}, data=lambda cast, ask: {"name": "99"}, **POST
    ),
    "settings:room_change": only(MANAGES_PEOPLE, words=lambda cast, ask: {"pk": cast.room.pk}, **POST),
    "settings:devices": only(MANAGES_PEOPLE),
    "settings:devices_in": only(MANAGES_PEOPLE),
    "settings:devices_look": Line([], words=nothing(), special={"ada": "404", "opal": "404"}),
    "settings:devices_out": only(MANAGES_PEOPLE),
    "settings:device_add": only(MANAGES_PEOPLE),
    "settings:device": Line([], words=nothing(), special={"ada": "404", "opal": "404"}),
    "hours:hours": only(SETS_TIMES),
    "hours:set_week": only(["ada", "dora"], **POST),
    "hours:as_usual": only(SETS_TIMES, data=lambda cast, ask: {"campus": cast.oak.pk}, **POST),
    "hours:welcome": only(ADMIN),
    "calendar:year": only(SEES_TIMES),
    "calendar:paint": only(SETS_TIMES, data=lambda cast, ask: {"campus": cast.oak.pk}, **POST),
    "calendar:make": only(["ada", "dora"]),
    "calendar:copy": only(["ada", "dora"]),
    "calendar:bring_in": only(["ada", "dora"]),
    "calendar:feed_add": only(SETS_TIMES, data=lambda cast, ask: {"campus": cast.oak.pk}, **POST),
    "calendar:feed": Line([], others="404", words=nothing()),
    "calendar:feed_read": Line([], others="404", words=nothing(), **POST),
    "calendar:feed_leave": Line([], others="404", words=nothing(), **POST),
    "calendar:feed_forget": Line([], others="404", words=nothing(), **POST),
    "calendar:bells": only(SEES_TIMES),
    "calendar:bells_add": only(["ada", "dora"]),
    "calendar:bells_change": Line([], others="404", words=nothing()),
    "calendar:bells_remove": Line([], others="404", words=nothing(), **POST),
    "calendar:seasons": only(["ada", "dora"]),
    "calendar:season_remove": Line([], others="404", words=nothing(), **POST),
    "calendar:lay": members(**POST),
    "calendar:facts": Line([], others="404", words=nothing()),
    "calendar:remove_year": Line([], others="404", words=nothing(), **POST),
    "calendar:undo": Line([], others="404", words=nothing(), **POST),
    "calendar:no_school": only(SETS_TIMES, data=lambda cast, ask: {"campus": cast.oak.pk}, **POST),
    "calendar:school_after_all": Line([], others="404", words=nothing(), **POST),
    "diary:mine": members(),
    "diary:download": members(),
    "diary:one": Line([], others="404", words=lambda cast, ask: {"uid": "none@hallway"}),
    "diary:link_make": members(**POST),
    "diary:link_revoke": members(**POST),
    "diary:feed": gone(words=lambda cast, ask: {"word": "none"}),
    "diary:elsewhere": members(),
    "diary:source_add": members(**POST),
    "diary:source_bring": members(**POST),
    "diary:source_read": Line([], others="404", words=nothing(), **POST),
    "diary:source_forget": Line([], others="404", words=nothing(), **POST),
    "procedures:topics": only(SETS_PROCEDURES),
    "procedures:topic_add": only(SETS_PROCEDURES, **POST),
    "procedures:topic": only(SETS_PROCEDURES, words=lambda cast, ask: {"pk": cast.topic.pk}),
    "procedures:procedure": only(SETS_PROCEDURES),
    "procedures:list": only(READS_PROCEDURES),
    "procedures:begin": only(SETS_PROCEDURES, **POST),
    "procedures:file": only(READS_PROCEDURES),
    "procedures:take_in": only(SETS_PROCEDURES),
    "procedures:take": only(SETS_PROCEDURES, **POST),
    "how:page": public(words=lambda cast, ask: {"pk": cast.oak.pk}),
    "how:paper": only(PRINTS_SOMEWHERE),
    "how:stickers": only(PRINTS_AT_OAK, words=lambda cast, ask: {"pk": cast.oak.pk}),
    "procedures:show": only(READS_PROCEDURES, words=of_procedure),
    "procedures:compare": only(READS_PROCEDURES, words=of_procedure),
    "procedures:publish": only(SETS_PROCEDURES, words=of_procedure),
    "procedures:discard": only(SETS_PROCEDURES, words=of_procedure, **POST),
    "procedures:edit": only(SETS_PROCEDURES, words=lambda cast, ask: of_procedure(cast, ask) | {"part": "doors"}),
    "settings:welcome": Line(EVERYBODY, public=True, special={"nobody": "login"}),
    "settings:welcome_names": gone_inside(),
    "settings:welcome_campuses": gone_inside(),
    "settings:welcome_team": gone_inside(),
    "settings:welcome_mail": gone_inside(),
    "settings:finish_setup": gone_inside(**POST),
    # mail that came
    "inbox:parked": only([*ITS, "dora", "ada"], others="404"),
    "inbox:bulk": members(**POST),
    "inbox:trust": only(ADMIN),
    "inbox:blocked": only([*ITS, "dora", "ada"], others="404"),
    "inbox:lift": Line([], others="404", words=nothing(), **POST),
    "inbox:bring_back": Line([], others="404", words=nothing(), **POST),
    "inbox:personal": Line([], others="404", words=nothing(), **POST),
    "inbox:reread": Line([], others="404", words=nothing(), **POST),
    "inbox:block": Line([], others="404", words=nothing(), **POST),
    "inbox:mails": only(ADMIN, others="404"),
    "inbox:doors": only(ADMIN),
    "inbox:mailbox_add": only(ADMIN),
    "inbox:mailbox_leave": Line([], others="403", words=nothing(), special={"ada": "404"}, **POST),
    "inbox:address_add": only(ADMIN),
    "inbox:address": Line([], others="403", words=nothing(), special={"ada": "404"}),
    "inbox:address_remove": Line([], others="403", words=nothing(), special={"ada": "404"}, **POST),
    "inbox:push": gone(words=lambda cast, ask: {"provider": "mailgun"}, **POST),
    "inbox:mail": Line([], others="404", words=nothing()),
    "inbox:draft": Line([], others="404", words=nothing()),
    "inbox:accept": Line([], others="404", words=nothing(), **POST),
    "inbox:join": Line([], others="404", words=nothing(), **POST),
    "inbox:ignore": Line([], others="404", words=nothing(), **POST),
    "inbox:whose": Line([], others="404", words=nothing()),
    "inbox:whose_undo": Line([], others="404", words=nothing(), **POST),
    "inbox:raw": Line([], others="404", words=nothing()),
    # export and erasure
    "privacy:people": only(ADMIN),
    "privacy:take_out_mine": members(**POST),
    "privacy:member": of_tess(ADMIN),
    "privacy:take_out": of_tess(ADMIN, **POST),
    "privacy:carry_out": of_tess(ADMIN, **POST),
    # signing in
    "account_login": public(),
    "account_logout": public(),
    "account_request_login_code": public(),
    "account_confirm_login_code": public(),
    "account_inactive": shut(),
    "account_reset_password": public(),
    "openid_connect_login": public(words=lambda cast, ask: {"door": "none"}),
    "openid_connect_callback": gone(words=lambda cast, ask: {"door": "none"}),
    "socialaccount_login_cancelled": public(),
    "demo_sign_in": shut(words=nothing(), **POST),
}
