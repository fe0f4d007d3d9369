"""Odd words after a training: marks of a page, controls, signs, writing from the right; on pages and on the certificate."""

from datetime import timedelta

from django.urls import reverse

from hallway.core.now import moved
from hallway.trainings.models import Reaction

from .made import announced

ODD = "<script>alert(1)</script>\x00 \u202e\u0639\u0631\u0628\u0649 \U0001f469\u200d\U0001f3eb \u6f22\u5b57"


def test_odd_words(cast, monday, as_):
    row = announced(cast, title=f"T {ODD}", what_for=ODD, hosts=[cast.ivan])
    row.answer(by=cast.tess, said="going")
    tess, ivan = as_(cast.tess), as_(cast.ivan)
    with moved(row.starts + timedelta(minutes=10)):
        row.check_in(by=cast.tess)
    with moved(row.ends + timedelta(hours=1)):
        url = row.get_absolute_url()
        for act, said in (
            ("react", {"mark": "useful\x00", "line": ODD}), ("react", {"mark": "useful", "line": ODD * 50}),
            ("tell_tried", {"result": "worked", "line": ODD * 50, "idea": "\u0661\u0662\x00"}),
            ("tell_tried", {"result": "", "idea": "9" * 40}),
        ):  # fmt: skip
            assert tess.post(reverse(f"trainings:{act}", args=[row.pk]), said).status_code < 500
        assert Reaction.objects.count() == 1
        for browser in (tess, ivan):
            for path in (url, "/trainings/", "/trainings/hours/", "/ideas/outcomes/", "/"):
                page = browser.get(path)
                assert page.status_code in (200, 404), path
                assert "<script>alert" not in page.content.decode(), path
        answer = tess.post(reverse("trainings:issue", args=[row.pk]), follow=True)
        assert answer.content.startswith(b"%PDF")
