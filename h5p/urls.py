"""Every address on the content origin; the main site has none of them."""

from django.urls import path

from . import views

urlpatterns = [
    path("play/<str:token>/", views.player, name="player"),
    path("content/<str:token>/", views.content_file, {"path": ""}, name="content_files"),
    path("content/<str:token>/<path:path>", views.content_file, name="content_file"),
    path("libraries/", views.nothing, name="libraries"),
    path("libraries/<str:folder>/<path:path>", views.library_file, name="library_file"),
    path("program/<str:name>/<str:version>/<path:path>", views.program_file, name="program_file"),
]
