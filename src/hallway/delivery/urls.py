from django.urls import path

from .views import address, choices, demo, mail_out, notices, reports

app_name = "delivery"
urlpatterns = [
    path("", notices.notices, name="notices"),
    path("bell/", notices.bell, name="bell"),
    path("<int:pk>/", notices.open_one, name="open"),
    path("<int:pk>/read/", notices.read, name="read"),
    path("read_all/", notices.read_all, name="read_all"),
    path("choices/", choices.choices, name="choices"),
    path("choices/pause/", choices.pause, name="pause"),
    path("stop/<str:token>/", choices.stop, name="stop"),
    path("address/<int:pk>/try/", address.try_address, name="try_address"),
    path("address/<str:token>/", address.address, name="address"),
    path("mail/", mail_out.mail_out, name="mail_out"),
    path("mail/retry_all/", mail_out.retry_all, name="retry_all"),
    path("mail/<int:pk>/retry/", mail_out.retry, name="retry"),
    path("mail/<int:pk>/drop/", mail_out.drop, name="drop"),
    path("reports/<str:provider>/", reports.reports, name="reports"),
    path("telling/<int:pk>/retry/", mail_out.retry_telling, name="retry_telling"),
    path("demo/", demo.demo_mail, name="demo_mail"),
    path("demo/<int:pk>/", demo.demo_letter, name="demo_letter"),
    path("demo/send/", demo.demo_send, name="demo_send"),
]
