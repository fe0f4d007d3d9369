"""What `hallway check`, the administrator's page and the watchdog say about mailboxes."""

from datetime import timedelta

from django.conf import settings

from hallway.core.now import now

from .mailboxes import name_of, open_folder, row_of, said, servers, signed_in

AHEAD = timedelta(days=30)  # before a secret ends


def trouble(seconds=10):
    """Opens every mailbox; yields (sentence, whether it is a problem now)."""
    for server in servers():
        row = row_of(server)
        try:
            with signed_in(server, row, seconds) as box:
                open_folder(box, server.folder)
        except Exception as problem:
            yield f"The mailbox {row.name} cannot be opened: {said(problem)}", True
        yield from noted(row)


def noted(row):
    """(sentence, whether it is a problem now) from what a mailbox's row says, without asking anybody."""
    if row.passed_over:
        numbers = ", ".join(map(str, row.passed_over[:5]))
        yield (
            f"The mail server does not hand over {len(row.passed_over)} mails of {row.name} (numbers {numbers}).",
            True,
        )
    ends = secret_ends(row)
    if ends and ends <= now().date():
        yield f"The secret with which {row.name} is read ended on {ends}; enter a new one.", True
    elif ends and ends <= now().date() + AHEAD:
        yield f"The secret with which {row.name} is read ends on {ends}; enter a new one before that.", False


def secret_ends(row):
    """The day on which the secret of a mailbox that is read with tokens ends, None when nobody said."""
    if row.access:
        return row.secret_until
    return (
        settings.ENV.mail_secret_ends if any(s.auth and name_of(s) == row.name for s in settings.ENV.mail_in) else None
    )
