"""What a page says about the mail behind a message."""

from django.urls import reverse


def mail_of(row, token=""):
    """The props of ``whole_mail`` for a message (read with ``with_mail``); ``token``: of the link the page was opened with."""
    url = ""
    more = row.full_text.strip() not in ("", row.text.strip())
    if row.has_html and (more or row.has_frame):
        url = reverse("threads:linked_mail", args=[token, row.pk]) if token else reverse("threads:mail", args=[row.pk])
    return {"text": row.full_text if more else "", "url": url, "far": row.has_far, "number": row.pk}
