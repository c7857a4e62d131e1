"""Addresses that are printed or signed, the same in every language and for good. They stand at the root of the site."""

from django.urls import path

from .views import verification, well_known

urlpatterns = [
    path("v/<str:code>.json", verification.short, name="certificate_json"),
    path("v/<str:code>/", verification.short, name="certificate"),
    path("credentials/status/<int:which>.jwt", well_known.status, name="credential_status"),
    path(".well-known/did.json", well_known.did, name="issuer_did"),
    path(".well-known/jwks.json", well_known.jwks, name="issuer_keys"),
    path(".well-known/issuer.json", well_known.profile, name="issuer_profile"),
]
