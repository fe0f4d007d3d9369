from django.urls import path

from . import frame, views

app_name = "threads"
urlpatterns = [
    path("<int:pk>/", views.file, name="file"),
    path("link/<str:token>/<int:pk>/", views.linked, name="linked"),
    path("mail/<int:pk>/", frame.mail, name="mail"),
    path("link/<str:token>/mail/<int:pk>/", frame.linked_mail, name="linked_mail"),
]
