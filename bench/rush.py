"""500 people want 100 times within ten seconds: ``python bench/rush.py [--folder DIR] [--seconds 10]``.

Ten ITS offer ten half hours each on one day. Five hundred teachers press "Book it" at ``hallway web`` (two processes), evenly over the
seconds, five for each time. Wanted: 100 bookings, 400 kind answers with other times or
none, no error, and in the database nobody in two places.
"""

import argparse
import http.client
import os
import sys
import threading
import time
import uuid
from collections import Counter
from datetime import datetime, timedelta
from datetime import time as clock
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent))

import calling
import meetings
import world


def prepare(about):
    """100 times on the next Monday that is a week ahead: ``["<start> <host>", …]``."""
    from hallway.appointments.models import Appointment, Window
    from hallway.core.now import now
    from hallway.diary.models import Taken

    Taken.objects.all().delete()
    Appointment.objects.all().delete()
    today, campus = now().astimezone(meetings.ZONE).date(), about["campuses"][0]
    monday = today + timedelta(days=14 - today.weekday())
    found = []
    for host in about["its"][1:11]:
        Window.paint(by=host, member=host, campus=campus, week={0: [(clock(8), clock(13))]})
        for n in range(10):
            start = datetime.combine(monday, clock(8 + n // 2, 0 if n % 2 == 0 else 15), meetings.ZONE)
            found.append((start, host.pk))
    return found


def press(port, slot, campus, member, at, said):
    """One teacher: waits for their moment, presses, and notes (status, milliseconds, other times offered)."""
    jar, token = member
    start, host = slot
    form = urlencode({
        "key": str(uuid.uuid4()), "slot": f"{start.isoformat()} {host}", "length": 15, "campus": campus.pk,
        "topic": "Rush", "csrfmiddlewaretoken": token,
    })  # fmt: skip
    headers = {
        "Cookie": jar,
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": f"http://127.0.0.1:{port}/",
    }
    time.sleep(max(0, at - time.perf_counter()))
    begun = time.perf_counter()
    try:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        link.request("POST", "/appointments/book/", form, headers)
        answer = link.getresponse()
        body = answer.read().decode(errors="replace")
        said.append((answer.status, (time.perf_counter() - begun) * 1e3, body.count('name="slot" value=')))
    except Exception as error:
        said.append((repr(error), (time.perf_counter() - begun) * 1e3, 0))


def main(folder, seconds):
    server = world.start(folder)
    url = world.database(server, "meetings")
    world.use(url, folder)
    from django.db import connection

    from hallway.appointments.models import Appointment, Terms
    from hallway.diary.models import Taken

    about = meetings.seed()
    for host in about["its"][1:11]:
        Terms.set_terms(by=host, member=host, lengths=[15, 30])
    slots, campus = prepare(about), about["campuses"][0]
    people = [calling.cookies(each) for each in about["teachers"]]
    connection.close()
    port, said = calling.free_port(), []
    with calling.web(url, folder, port):
        for _warm in range(8):
            calling.call(port, lambda n: ("GET", "/healthz", {}, None), seconds=0.2, least=4)
        begin = time.perf_counter() + 2
        threads = [
            threading.Thread(
                target=press, args=(port, slots[n % 100], campus, who, begin + seconds * n / len(people), said)
            )
            for n, who in enumerate(people)
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        ended = time.perf_counter() - begin
    took = sorted(ms for _status, ms, _others in said)
    count = Counter(status for status, _ms, _others in said)
    booked, people_taken = Appointment.objects.filter(status="confirmed").count(), Taken.objects.count()
    hosts = Counter(Taken.objects.filter(person__in=about["its"]).values_list("person", "during"))
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    p50, p95 = took[len(took) // 2], took[int(len(took) * 0.95)]
    print(
        f"answers: {dict(count)}; all after {ended:.1f} s; p50 {p50:.0f} ms, p95 {p95:.0f} ms, longest {took[-1]:.0f} ms"
    )
    print(f"booked: {booked}; stretches taken: {people_taken}; the same twice: {sum(n > 1 for n in hosts.values())}")
    if set(count) - {303, 409} or booked != 100 or len(said) != len(people) or people_taken != 200:
        raise SystemExit("not as it should be")


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--folder", default=str(world.default_folder()))
    words.add_argument("--seconds", type=float, default=10)
    said = words.parse_args()
    main(said.folder, said.seconds)
