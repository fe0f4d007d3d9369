"""The house's own chores, run by whichever worker takes them: stalled jobs, old sessions, the nightly backup."""

import logging
from datetime import UTC, datetime
from typing import Any

from procrastinate.contrib.django import app

log = logging.getLogger("hallway.upkeep")
NIGHTLY = "nightly-"


@app.task(name="hallway.retry_stalled", queueing_lock="hallway.retry_stalled", pass_context=True)
async def retry_stalled(context, timestamp):
    """Jobs of a worker that was killed stay "doing" for ever; put them back into the queue."""
    for job in await context.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=60):
        log.warning("job %s of a lost worker is tried again", job.id)
        await context.app.job_manager.retry_job(job)


@app.task(name="hallway.tidy", queueing_lock="hallway.tidy")
def tidy(timestamp):
    """Forget sessions that have run out and throttles that no longer hold."""
    from django.core.management import call_command
    from django.db import connection

    call_command("clearsessions", verbosity=0)
    with connection.cursor() as ask:
        ask.execute("DELETE FROM hallway_cache WHERE expires < now()")


@app.task(name="hallway.nightly_backup", queueing_lock="hallway.nightly_backup")
def nightly_backup(timestamp):
    """A backup in the data folder every night; seven nights stay, and one a week for four weeks more."""
    from hallway.cli.backup import write
    from hallway.core.backup import newest, rotate

    from .settings import ENV

    folder = ENV.data / "backups"
    made = write(ENV, folder / f"{NIGHTLY}{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}", newest(folder, f"{NIGHTLY}*"))
    rotate(folder, NIGHTLY)
    log.info("the nightly backup lies in %s", made)


CALENDAR: list[tuple[Any, str]] = [(retry_stalled, "* * * * *"), (tidy, "40 1 * * *"), (nightly_backup, "15 1 * * *")]
for task, cron in CALENDAR:
    app.periodic(cron=cron, periodic_id=task.name)(task)
