"""The addresses of the site."""

from django.contrib import admin
from django.contrib.auth.views import LogoutView, PasswordChangeView
from django.urls import include, path, reverse_lazy

from newsroom import account, health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("login/", account.SignInView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
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
