"""After a break every phone finds the network in the same minute: each capture arrives, and none of them twice."""

import random
import threading
import time
import uuid

import pytest
import requests
from django.test import Client

from hallway.asks.models import Ask
from hallway.capture.models import Capture
from hallway.threads.models import File

from .test_keep import photo

PHONES = 300


@pytest.fixture
def sessions(cast, transactional_db):
    """{member id: session cookie} of two ITS, who share all the phones."""
    found = {}
    for member in (cast.ivan, cast.kim):
        client = Client()
        client.force_login(member)
        found[member.pk] = client.cookies["sessionid"].value
    return found


def tried(call):
    """What a phone does until it has an answer that means something."""
    for attempt in range(150):
        try:
            answer = call()
            if answer.status_code < 500 and answer.status_code != 429:
                return answer
        except requests.RequestException:
            pass
        time.sleep(0.1 + random.random() * min(attempt / 5, 2))
    raise AssertionError("no answer at all")


def test_three_hundred_phones_at_once(live_server, sessions, cast, capsys):
    picture = photo().read()
    people = [cast.tess, cast.olga, cast.emil, None]
    answers, start = [], threading.Barrier(PHONES)

    def phone(number):
        member = [*sessions][number % 2]
        said = requests.Session()  # a phone holds no connection open
        said.cookies.set("sessionid", sessions[member])
        said.headers["Connection"] = "close"
        person = people[number % 4]
        form = {
            "key": str(uuid.uuid4()), "member": member, "line": f"capture {number}", "mine": "on", "ago": "60",
            "name": person.full_name if person else f"somebody {number}", "person": person.pk if person else "",
        }  # fmt: skip
        start.wait()
        token = tried(lambda: said.get(f"{live_server.url}/asks/capture/here/", timeout=60)).json()["token"]

        def send():
            files = {"files": ("door.jpg", picture, "image/jpeg")} if number % 10 == 0 else None
            head = {"X-CSRFToken": token, "Referer": live_server.url}
            address = f"{live_server.url}/asks/capture/take/"
            return said.post(address, form, files=files, headers=head, timeout=60, allow_redirects=False)

        answers.append(tried(send))
        if number % 5 == 0:  # a fifth never saw the first answer
            answers.append(tried(send))
        said.close()

    threads = [threading.Thread(target=phone, args=(number,)) for number in range(PHONES)]
    began = time.monotonic()
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    with capsys.disabled():
        print(f"\n{PHONES} phones at once, a fifth of them twice: {time.monotonic() - began:.1f} s")
    assert {answer.status_code for answer in answers} == {200}
    assert len(answers) == PHONES + PHONES // 5
    assert Capture.objects.count() == PHONES
    assert Ask.objects.filter(through="capture").count() == PHONES * 3 // 4
    assert Capture.objects.to_sort().count() == PHONES // 4
    assert File.objects.count() == PHONES // 10
    assert set(Capture.objects.values_list("line", flat=True)) == {f"capture {n}" for n in range(PHONES)}
