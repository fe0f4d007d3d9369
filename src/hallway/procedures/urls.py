from django.urls import path

from .views import drafting, reading, sharing, topics

app_name = "procedures"
urlpatterns = [
    path("topics/", topics.topics, name="topics"),
    path("topics/add/", topics.topic_add, name="topic_add"),
    path("topics/<int:pk>/", topics.topic, name="topic"),
    path("procedure/", topics.procedure, name="procedure"),
    path("procedures/", reading.list, name="list"),
    path("procedures/begin/", drafting.begin, name="begin"),
    path("procedures/procedures.toml", sharing.file, name="file"),
    path("procedures/in/", sharing.take_in, name="take_in"),
    path("procedures/in/take/", sharing.take, name="take"),
    path("procedures/<int:pk>/", reading.show, name="show"),
    path("procedures/<int:pk>/compare/", reading.compare, name="compare"),
    path("procedures/<int:pk>/publish/", drafting.publish, name="publish"),
    path("procedures/<int:pk>/discard/", drafting.discard, name="discard"),
    path("procedures/<int:pk>/edit/<slug:part>/", drafting.edit, name="edit"),
]
