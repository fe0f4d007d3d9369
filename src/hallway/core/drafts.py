"""Telling the browser that what it kept of a form is now kept here."""

import re
from urllib.parse import quote

KEY = re.compile(r"[\w:/.-]{1,120}")


class DraftSaved:
    """A form sent from ``<hw-draft>`` carries its draft's key; an answer that moves on (a redirect) means that it was saved,
    and the cookie lets the next page drop the draft. Any other answer (errors, refusals, no answer) leaves it where it is.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        if request.method != "POST":
            return answer
        moved_on = answer.status_code in (302, 303) or "HX-Redirect" in answer
        to_sign_in = "/login/" in (answer.get("Location") or answer.get("HX-Redirect") or "")
        if moved_on and not to_sign_in:
            key = request.POST.get("hw_draft", "")
            if KEY.fullmatch(key):
                answer.set_cookie(
                    "hw_saved", quote(key, safe=""), max_age=600, samesite="Lax", secure=request.is_secure()
                )
        return answer
