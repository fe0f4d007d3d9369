from django.db import connection, models

from hallway.core.now import now


class Attempt(models.Model):
    """How often something was tried since the window began; counted in one statement, so it holds across processes.

    ``key`` is a digest, so that the row names nobody.
    """

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(default=now, db_index=True)

    def __str__(self):
        return f"{self.key[:8]} {self.count}"

    @classmethod
    def add(cls, key, window):
        """Count one more within ``window`` (timedelta); gives the count so far. An old window starts again."""
        moment = now()
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO people_attempt (key, count, since) VALUES (%(key)s, 1, %(now)s)
                ON CONFLICT (key) DO UPDATE SET
                    count = CASE WHEN people_attempt.since <= %(old)s THEN 1 ELSE people_attempt.count + 1 END,
                    since = CASE WHEN people_attempt.since <= %(old)s THEN %(now)s ELSE people_attempt.since END
                RETURNING count
                """,
                {"key": key, "now": moment, "old": moment - window},
            )
            return cursor.fetchone()[0]
