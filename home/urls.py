"""As `wagtail.urls`, with a faster way from address to page, our own sign-in, and pages that are not translated."""

from django.urls import path, re_path
from django.views.generic import RedirectView
from wagtail.urls import serve_pattern
from wagtail.views import authenticate_with_password

from .views import page_by_key, serve

urlpatterns = [
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path(
        "_util/login/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="wagtailcore_login",
    ),
    path("pages/<uuid:key>/", page_by_key, name="page_by_key"),
    re_path(serve_pattern, serve, name="wagtail_serve"),
]
