from django.urls import path

from .views import letters, me, person, teams

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
    path("teams/", teams.teams, name="teams"),
    path("teams/add/", teams.team_add, name="team_add"),
    path("teams/<int:pk>/", teams.team, name="team"),
    path("teams/<int:pk>/change/", teams.change, name="team_change"),
    path("teams/<int:pk>/archive/", teams.archive, name="team_archive"),
    path("teams/<int:pk>/bring_back/", teams.bring_back, name="team_bring_back"),
    path("teams/<int:pk>/join/", teams.join, name="team_join"),
    path("teams/<int:pk>/leave/<int:membership>/", teams.part, name="team_leave"),
    path("teams/<int:pk>/propose/", teams.propose, name="propose"),
    path("adoptions/<int:pk>/accept/", teams.accept, name="accept_adoption"),
    path("adoptions/<int:pk>/decline/", teams.decline, name="decline_adoption"),
    path("adoptions/<int:pk>/end/", teams.end, name="end_adoption"),
    path("invitation/<str:token>/", letters.accept, name="accept"),
]
