"""The addresses of the site."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView, PasswordChangeView
from django.urls import include, path, reverse_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from newsroom import account, health

# The switch stands on every page, and a token in it would be a cookie for each reader, so that no
# cache could keep a page. What another site can do without one is to change a reader's language.
choose_language = login_not_required(csrf_exempt(set_language))

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("login/", account.SignInView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", choose_language, name="language"),
    path("account/", account.account, name="account"),
    path("account/sessions/end/", account.end_sessions, name="end-sessions"),
    path(
        "account/password/",
        PasswordChangeView.as_view(
            template_name="registration/password_change_form.html",
            success_url=reverse_lazy("account"),
        ),
        name="password-change",
    ),
    path("admin/", admin.site.urls),
    path("", include("articles.urls")),
]

handler500 = "newsroom.middleware.server_error"
