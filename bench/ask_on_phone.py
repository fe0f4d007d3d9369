"""How long a usual request takes on a phone: ``python bench/ask_on_phone.py [--runs 3] [--shots DIR]``. Goal: thirty seconds.

A real Chromium at phone size with touch, four times slower than this machine and behind a slow line (150 ms there and back at the
line, 562 ms for each request as DevTools throttles it, 1.44 Mbit/s down, 0.675 up: what Lighthouse calls slow 4G and DevTools once called
"fast 3G"), asks at three campuses whose procedures are modelled after Conroe ISD, St. Vrain Valley and Bartlesville, from the open home
page to the page that says "sent", with script and without. The files of the page are not in the browser's cache at home, as on a
first visit that day; asking finds what home has fetched, as anybody's browser does.

Seconds of the machine are measured: from each tap that loads a page until its heading can be read and it takes a tap. Seconds of the person
are counted by the keystroke-level model (Card, Moran and Newell, "The keystroke-level model for user performance time with interactive
systems", CACM 23:7, 1980) with a phone's typing:

- a tap, also one that opens or closes the keyboard (which covers the lower 340 of 844 pixels), and a swipe: 1.1 s (their P:
  pointing with a hand at a target on a display);
- a decision, which is each question answered and "send": 1.35 s (their M);
- a letter: 0.332 s, 36.2 words of five letters a minute (Palin, Feit, Kim, Kristensson and Oulasvirta, "How do people type on mobile
  devices?", MobileHCI 2019, 37,370 people; their errors and corrections are in it);
- reading at 238 words a minute (Brysbaert, "How many words do we read per minute?", JML 109, 2019): every question that is answered,
  its tiles up to the chosen one, and the button.

The model is of somebody who has done it before: they asked once, last month, and do not read hints and examples again. "First time" is
somebody's first request: nothing is remembered, and every word on the form is read, whether it is needed or not.

A decision to leave a question alone is free in the model: a person who knows the form does not stop at it.
"""

import argparse
import os
import statistics
import sys
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's driver runs a loop in this thread
sys.path.insert(0, str(Path(__file__).resolve().parent))

import calling
import world
from phone import Phone, browser

TAP, DECIDE, LETTER, WORD, GOAL = 1.1, 1.35, 60 / (36.2 * 5), 60 / 238, 30.0
WAYS = ("conroe", "st_vrain", "bartlesville")


@dataclass
class Usual:
    """A usual request: what is typed and tapped, beside what the form knows already. ``answers``: {field: words or tile}."""

    name: str
    answers: dict = field(default_factory=dict)


DARK = Usual("projector", {"line": "Projector shows no picture", "topic": "Projector"})
CHARGE = Usual("a class's laptops", {"line": "Laptops do not charge", "affected": "class"})
STOP = Usual("teaching stopped", {"line": "No internet in my room", "teaching_stopped": "yes"})
# What Bartlesville's procedure wants from everybody whose class goes on: the device, the words on the screen, when they are
# free. Who has named the device leaves the topic, which is asked "if you like".
MORE = {"device": "Chromebook", "best_time": "9:40 to 10:25"}
DARK_THERE = {"line": "Projector: no input signal", "device": "Projector"}
# St. Vrain asks in its own steps.
MATRIX = {DARK.name: {"severity": "I can teach, but it is hard"}, CHARGE.name: {"impact": "My class"}, STOP.name: {}}


def seed():
    """The demo's three campuses, each with the procedure of one district; [(way, teacher)]."""
    from django.core.management import call_command

    from hallway.demo.cast import assemble
    from hallway.people.models import Campus, District, Member, Post
    from hallway.procedures.models import Procedure
    from hallway.procedures.sharing import example, shared_of

    call_command("migrate", verbosity=0)
    if not District.objects.exists():
        assemble()
    campuses = list(Campus.objects.order_by("pk")[: len(WAYS)])
    admin = Member.objects.filter(posts__role="admin").first()
    found = []
    for way, campus in zip(WAYS, campuses, strict=True):
        contacts = Post.objects.filter(role="contact").values("member")
        teachers = Member.objects.filter(posts__campus=campus, posts__role="teacher", room__devices__isnull=False)
        first = teachers.exclude(pk__in=contacts).order_by("pk").first()
        (said,) = shared_of(example(way), campus)
        if Procedure.in_force(campus).terms != said.terms:
            draft = Procedure.draft(by=admin, **said.of)
            draft.revise(by=admin, terms=said.terms)
            draft.publish(by=admin)
        found.append((way, first))
    return found


def asked_before(member, *, habit):
    """Nothing of a member is open; with ``habit`` they asked once, a while ago, and it is closed."""
    from hallway.asks.models import Ask
    from hallway.core.verb import HALLWAY

    Ask.objects.filter(requester=member).delete()
    if habit:
        old = Ask.open(
            by=member, requester=member, campus=member.room.campus, line="The speaker hums", best_time="9:40 to 10:25"
        )
        old.close(by=HALLWAY)


def ask(chrome, url, member, way, usual, *, script, habit=True, shots=None):
    """One request from home to "sent": {taps, keys, person, machine, home}, in seconds. Without ``habit`` it is the person's
    first request, and every word on the form is read."""
    asked_before(member, habit=habit)
    jar, _token = calling.cookies(member)
    phone = Phone(chrome, url, jar, script=script)
    try:
        home = phone.open("/")
        phone.decide("Ask for help")
        phone.go(phone.page.locator(".door", has_text="Ask for help"), "#id_line")
        _shoot(phone, shots, way, usual, script, "form")
        seen = len(phone.page.locator(".ask-form").inner_text().split())
        answers = dict(usual.answers)
        if way == "bartlesville":
            answers |= {} if usual is STOP else MORE | (DARK_THERE if usual is DARK else {})
            answers.pop("topic", None)
        if way == "st_vrain":
            answers |= MATRIX[usual.name]
            answers.pop("affected", None)
        for name in ORDER:
            if name in answers:
                _answer(phone, name, answers[name])
        _shoot(phone, shots, way, usual, script, "filled")
        send = phone.page.locator(".ask-form .form-end button")
        phone.decide(send.inner_text())
        phone.go(send, ".toast, .form-errors")
        if phone.page.locator(".form-errors").count():
            raise SystemExit(phone.page.locator(".form-errors").inner_text())
        _shoot(phone, shots, way, usual, script, "sent")
        words = phone.words if habit else max(seen, phone.words)
        person = phone.taps * TAP + phone.keys * LETTER + phone.decisions * DECIDE + words * WORD
        return {"taps": phone.taps, "keys": phone.keys, "person": person, "machine": phone.machine, "home": home}
    finally:
        phone.close()


ORDER = ("line", "teaching_stopped", "device", "best_time", "severity", "affected", "impact", "topic")


def _answer(phone, name, words):
    """Answer one question as a thumb does: a tile, or a tap into its box and letters. What the form knows costs nothing."""
    form = phone.page.locator(".ask-form")
    fields = form.locator(f'[name="{name}"]')
    if fields.first.get_attribute("type") != "radio":
        if fields.first.input_value() != words:
            phone.decide(phone.read(name))
            phone.type(fields.first, words)
        return
    tiles = form.locator(f'label.choice:has([name="{name}"])')
    texts = [one.strip() for one in tiles.all_inner_texts()]
    values = [one.get_attribute("value") for one in fields.all()]
    at = next(n for n, text in enumerate(texts) if text.startswith(words) or values[n] == words)
    if not fields.nth(at).is_checked():
        phone.decide(" ".join([phone.read(name), *texts[: at + 1]]))
        phone.tap(tiles.nth(at))


def _shoot(phone, shots, way, usual, script, what):
    if shots and script:
        phone.page.screenshot(path=shots / f"{way}-{usual.name.split()[-1]}-{what}.png", full_page=True)


def show(found, first):
    """The table, and whether any total is above the goal."""
    print(f"Load of the machine at the end: {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores\n")
    print("| district | request | script | taps | letters | person | machine | total | first time | home opens |")
    print("|---|---|---|--:|--:|--:|--:|--:|--:|--:|")
    worst = 0
    for (way, name, script), runs in found.items():
        machine, home = (statistics.median(run[what] for run in runs) for what in ("machine", "home"))
        one = runs[0]
        total = one["person"] + machine
        worst = max(worst, total)
        print(
            f"| {way} | {name} | {'on' if script else 'off'} | {one['taps']} | {one['keys']} | {one['person']:.1f}"
            f" | {machine:.1f} | {total:.1f} | {first[way, name, script]:.1f} | {home:.1f} |"
        )
    print(f"\nThe slowest takes {worst:.1f} s; the goal is {GOAL:.0f} s: {'met' if worst <= GOAL else 'missed'}.")


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--folder", type=Path, default=world.default_folder())
    words.add_argument("--way", choices=WAYS, help="only this district")
    words.add_argument("--runs", type=int, default=3, help="each request this often; the median of the machine counts")
    words.add_argument("--shots", type=Path, help="keep pictures of the pages here")
    said = words.parse_args()
    server = world.start(said.folder)
    url = world.database(server, "phone")
    world.use(url, said.folder)
    people, port, found, first = seed(), calling.free_port(), {}, {}
    if said.shots:
        said.shots.mkdir(parents=True, exist_ok=True)
    here = f"http://127.0.0.1:{port}"
    with calling.web(url, said.folder, port), browser() as chrome:
        for script in (True, False):
            for way, member in [one for one in people if said.way in (None, one[0])]:
                for usual in (DARK, CHARGE, STOP):
                    runs = [
                        ask(chrome, here, member, way, usual, script=script, shots=None if n else said.shots)
                        for n in range(said.runs)
                    ]
                    found[way, usual.name, script] = runs
                    once = ask(chrome, here, member, way, usual, script=script, habit=False)
                    first[way, usual.name, script] = once["person"] + once["machine"]
                    print(f"    {way}, {usual.name}: {runs[0]['person'] + runs[0]['machine']:.1f}", file=sys.stderr)
    show(found, first)


if __name__ == "__main__":
    main()
