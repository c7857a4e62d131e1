from django.urls import path

from . import views

app_name = "certificates"
urlpatterns = [
    path("download/<str:code>/", views.download, name="download"),
    path("verify/", views.look_up, name="look_up"),
    path("verify/<str:code>/", views.verify, name="verify"),
]
