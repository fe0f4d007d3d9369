from django.urls import path

from .views import letters, me, person

app_name = "people"
urlpatterns = [
    path("", person.directory, name="list"),
    path("<int:pk>/", person.person, name="person"),
    path("<int:pk>/photo/", person.photo, name="photo"),
    path("me/", me.me, name="me"),
    path("me/introduce/", me.introduce, name="introduce"),
    path("me/photo/", me.photo, name="show_photo"),
    path("me/language/", me.language, name="speak"),
    path("me/password/", me.password, name="choose_password"),
    path("me/sessions/", me.sessions, name="sessions"),
    path("me/sessions/end/", me.session_end, name="end_sessions"),
    path("invitation/<str:token>/", letters.accept, name="accept"),
]
