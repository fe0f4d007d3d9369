from datetime import timedelta

from django.db import connection, models

QUARTER = timedelta(minutes=15)  # every time zone begins its days on one


class Handed(models.Model):
    """How many mails one door handed over in one quarter of an hour. Written in the transaction that keeps them and never
    counted from their rows, so that a row that is lost shows."""

    quarter = models.DateTimeField(help_text="its beginning")
    source = models.CharField(max_length=200, blank=True)
    mails = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quarter", "source"], name="handed_once")]

    def __str__(self):
        return f"{self.mails} mails from {self.source or 'somewhere'}"

    @classmethod
    def count(cls, moment, source, mails):
        """``mails`` more through this door."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO inbox_handed (quarter, source, mails) VALUES (%s, %s, %s)"
                " ON CONFLICT (quarter, source) DO UPDATE SET mails = inbox_handed.mails + excluded.mails",
                [quarter_of(moment), source, mails],
            )


def quarter_of(moment):
    """The beginning of the quarter of an hour in which ``moment`` lies."""
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
