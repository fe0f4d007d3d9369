"""The canary word, and a consult, a visit and good news in which every confidential field holds it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from hallway.core.storage import keep

from .appointments import made

CANARY = "xylocarp"


def stored(name, sealed=True):
    return [keep(SimpleUploadedFile(name, f"{CANARY} bytes".encode(), "text/plain"), name, "text/plain", sealed=sealed)]


def sing(cast):
    """A consult, a visit and good news of Tess and Iván in which every confidential field holds the canary."""
    consult, visit = made.consult(cast), made.visit(cast)
    words = ("line", "subject", "grade", "objectives", "used_before", "devices", "constraints", "fallback")
    lesson = {name: f"{CANARY} {name}" for name in words}
    consult.change_lesson(by=cast.tess, lesson=lesson, topic=f"{CANARY} topic", taught_on=made.TAUGHT)
    consult.save_plan(by=cast.ivan, text=f"{CANARY} plan", based_on=0)
    for reader in ("mine", "shared", "other"):
        consult.note_down(by=cast.ivan, text=f"{CANARY} note for {reader}", reader=reader)
    consult.suggest(by=cast.ivan, title=f"{CANARY} idea", link=f"https://{CANARY}.example/", why=f"{CANARY} why")
    consult.say(by=cast.ivan, text=f"{CANARY} said", stored=stored(f"{CANARY} file.txt"))
    focus = {"named": "own", **{name: f"{CANARY} {name}" for name in ("words", "to_know", "evidence")}}
    when = {
        "on": made.TAUGHT,
        "period": f"{CANARY} 2",
        "group": f"{CANARY} class",
        "room": None,
        "mode": "watch",
        "minutes": 20,
    }
    visit.change(by=cast.tess, focus=focus, **when)
    visit.jot(by=cast.ivan, text=f"{CANARY} scratch")
    visit.give_feedback(by=cast.ivan, text=f"{CANARY} feedback", extra=f"{CANARY} beyond")
    brag = made.brag(cast)
    brag.change(by=cast.ivan, title=f"{CANARY} news", text=f"{CANARY} words", stored=stored(f"{CANARY} news.txt"))
    consult.tell_outcome(by=cast.tess, outcome="did_not", line=f"{CANARY} outcome")
    meeting = made.meeting(cast, topic=f"{CANARY} meeting")
    meeting.remark(by=cast.tess, words=f"{CANARY} remark")
    meeting.cancel(by=cast.ivan, reason=f"{CANARY} reason")
    return consult, visit, brag
