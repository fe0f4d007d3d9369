from django.urls import include, path

from . import health

handler400 = "hallway.core.errors.bad_request"
handler403 = "hallway.core.errors.forbidden"
handler404 = "hallway.core.errors.not_found"
handler500 = "hallway.config.outage.broken"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("", include("hallway.home.urls")),
    path("asks/capture/", include("hallway.capture.urls")),
    path("asks/", include("hallway.asks.urls")),
    path("appointments/", include("hallway.appointments.urls")),
    path("teams/", include("hallway.teams.urls")),
    path("ideas/", include("hallway.ideas.urls")),
    path("t/", include("hallway.ideas.urls_tips")),
    path("trainings/", include("hallway.trainings.urls")),
    path("calendar/", include("hallway.diary.urls")),
    path("people/", include("hallway.people.urls")),
    path("files/", include("hallway.threads.urls")),
    path("notices/", include("hallway.delivery.urls")),
    path("thanks/keepsake/", include("hallway.reports.urls")),
    path("thanks/", include("hallway.appreciation.urls")),
    path("inbox/", include("hallway.inbox.urls")),
    path("privacy/", include("hallway.privacy.urls")),
    path("settings/", include("hallway.schooltime.urls")),
    path("settings/calendar/", include("hallway.schooltime.urls_calendar")),
    path("settings/", include("hallway.procedures.urls")),
    path("settings/", include("hallway.people.urls_settings")),
    path("how/", include("hallway.procedures.urls_how")),
    path("", include("hallway.core.urls")),
    path("account/", include("hallway.people.urls_account")),
]
