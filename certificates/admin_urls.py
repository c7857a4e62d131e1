"""In the Wagtail admin: certificates for administrators, and for trainers the terms of their courses."""

from django.urls import path

from .views import managing

app_name = "certificates_admin"
urlpatterns = [
    path("", managing.CertificatesView.as_view(), name="index"),
    path("results/", managing.CertificatesView.as_view(results_only=True), name="results"),
    path("<int:pk>/", managing.CertificateView.as_view(), name="detail"),
    path("<int:pk>/revoke/", managing.RevokeView.as_view(), name="revoke"),
    path("<int:pk>/reissue/", managing.ReissueView.as_view(), name="reissue"),
    path("<int:pk>/renew/", managing.RenewView.as_view(), name="renew"),
    path("terms/<uuid:course_key>/", managing.TermsView.as_view(), name="terms"),
]
