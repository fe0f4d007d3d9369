"""All recurring work in one list. Every function named here may be called at any time, as often as one likes, by several
workers at once: it does what is due and nothing twice.
"""

from functools import partial

from django.utils.module_loading import import_string

# (name, seconds between two looks, function that does what is due and returns how much that was)
PULSES = [
    ("deliver", 1, "hallway.delivery.working.deliver_events"),
    ("send", 1, "hallway.delivery.sending.send_mail"),
    ("read mail", 1, "hallway.inbox.jobs.read_kept"),
    ("recount", 3, "hallway.asks.jobs.recount"),
    ("lists", 3, "hallway.people.bringing.bring_in_lists"),
    ("feeds", 3, "hallway.schooltime.jobs.read_feeds"),
    ("calendars", 3, "hallway.diary.jobs.read_sources"),
    ("mail", 30, "hallway.inbox.jobs.fetch_mailboxes"),
]

# (name, function that runs until the event it is given is set): what waits for others to speak first
WATCHES = [
    ("watch mail", "hallway.inbox.watching.watch"),
]

# (name, cron line in UTC, function): one of all workers does it. Sessions, stalled jobs and the backup: upkeep.py.
RECURRING = [
    ("keep promises", "* * * * *", "hallway.asks.jobs.keep_promises"),
    ("mend breaches", "*/5 * * * *", "hallway.asks.jobs.mend"),
    ("remind of parked mail", "*/10 * * * *", "hallway.inbox.jobs.remind"),
    ("remind of captures", "*/10 * * * *", "hallway.capture.jobs.remind"),
    ("remind of meetings", "*/5 * * * *", "hallway.appointments.reminding.remind"),
    ("remind of gatherings", "*/5 * * * *", "hallway.teams.jobs.remind"),
    ("open cards", "15 * * * *", "hallway.teams.jobs.open_cards"),
    ("deliver cards", "*/5 * * * *", "hallway.teams.jobs.deliver_cards"),
    ("tell who waits", "*/5 * * * *", "hallway.appointments.waiting.tell_waiting"),
    ("ask who goes on", "25 * * * *", "hallway.teams.jobs.ask_renewals"),
    ("settle places", "* * * * *", "hallway.trainings.jobs.settle_offers"),
    ("ask who tried it", "*/15 * * * *", "hallway.trainings.jobs.wonder"),
    ("remind of trainings", "*/5 * * * *", "hallway.trainings.jobs.remind"),
    ("forget holds", "* * * * *", "hallway.appointments.jobs.sweep_holds"),
    ("posts that are over", "35 * * * *", "hallway.appointments.jobs.posts_over"),
    ("ask how it went", "*/10 * * * *", "hallway.appointments.afterwards.ask_how_it_went"),
    ("daily mail", "*/10 * * * *", "hallway.delivery.digests.send_digests"),
    ("watch over mail", "*/5 * * * *", "hallway.inbox.watchdog.look"),
    ("forget canaries", "35 2 * * *", "hallway.inbox.watchdog.forget_old"),
    ("forget mail", "25 2 * * *", "hallway.delivery.forgetting.forget_old"),
    ("forget tries", "40 2 * * *", "hallway.people.forgetting.forget_old"),
    ("forget captures", "50 2 * * *", "hallway.capture.jobs.forget_old"),
    ("forget scratches", "55 2 * * *", "hallway.appointments.afterwards.forget_scratches"),
    ("forget waves", "15 2 * * *", "hallway.appreciation.jobs.forget_waves"),
    ("forget cards", "20 2 * * *", "hallway.teams.jobs.forget_cards"),
    ("sweep files", "10 2 * * *", "hallway.core.sweeping.sweep"),
]


def do(path, timestamp=0):
    """Call the function at ``path``; what a recurring job does."""
    from django.db import close_old_connections

    close_old_connections()
    try:
        import_string(path)()
    finally:
        close_old_connections()


def enter():
    """Put the recurring work into Procrastinate's calendar; called once, when a worker loads this module."""
    from procrastinate.contrib.django import app

    for name, cron, path in RECURRING:
        word = "hallway." + name.replace(" ", "_")
        task = app.task(name=word, queueing_lock=word, lock=word)(partial(do, path))
        app.periodic(cron=cron, periodic_id=word)(task)


enter()
