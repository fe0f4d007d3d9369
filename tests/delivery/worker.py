"""A worker's pulses in a process of its own, for tests that kill it. Words come in pairs: ``prepare 6 deliver 0 send 0``.

``deliver n`` says "here" in the middle of the n-th event and waits there to be killed; ``deliver 0`` never does.
"""

import sys
import time


def main(words):
    import django

    django.setup()
    for what, number in zip(words[::2], words[1::2], strict=True):
        {"prepare": prepare, "deliver": deliver, "send": send}[what](int(number))


def prepare(number):
    """A small school with ``number`` fresh requests that nobody was told of."""
    from hallway.asks.models import Ask
    from hallway.core.verb import HALLWAY
    from hallway.people.models import Campus, District, Member, Post

    district = District.objects.create(pk=1, name="Cedar Valley")
    oak = Campus.add(by=HALLWAY, name="Oak", time_zone="America/Chicago")
    people = {}
    for key, role in (("tess", "teacher"), ("ivan", "its")):
        people[key] = Member.add(by=HALLWAY, email=f"{key}@cedar.example", name=key.title())
        Post.add(by=HALLWAY, member=people[key], role=role, campus=oak)
    district.duty = people["ivan"]
    district.save()
    for each in range(number):
        Ask.open(by=people["tess"], requester=people["tess"], campus=oak, line=f"Request {each}")


def deliver(stop_at):
    from hallway.delivery.working import deliver_events
    from hallway.history.kinds import KINDS, listen

    heard = []

    def wait_here(event):
        heard.append(event.pk)
        if len(heard) == stop_at:
            print("here", flush=True)
            time.sleep(60)

    assert "ask.opened" in KINDS
    listen("ask.opened", wait_here)
    print("told", deliver_events(limit=4), flush=True)


def send(_number):
    from hallway.delivery.sending import send_mail

    print("sent", send_mail(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
