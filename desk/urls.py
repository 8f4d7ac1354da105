"""Where the desk's pages are: Wagtail's screens, from the root on."""
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [path("", include(wagtailadmin_urls))]
