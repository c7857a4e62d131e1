from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("admin/", views.admin_entrance, name="admin_entrance"),
    path("invitation/<slug:key>/", views.invitation, name="invitation"),
]
