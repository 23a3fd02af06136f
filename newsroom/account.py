"""The pages of one's own account: signing in, the sessions that are open, and the password."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from newsroom.models import AccountSession

SIGNED_IN = "signed_in"
MAX_BROWSER = 300


class SignInView(LoginView):
    """Signs in, and keeps with the session when and with which browser."""

    redirect_authenticated_user = True

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        self.request.session[SIGNED_IN] = {
            "at": timezone.now().isoformat(),
            "browser": self.request.META.get("HTTP_USER_AGENT", "")[:MAX_BROWSER],
        }
        return response


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: roles, open sessions, and where the password is changed."""
    context = {
        "roles": list(request.user.groups.order_by("pk").values_list("name", flat=True)),
        "open_sessions": open_sessions(request),
    }
    return render(request, "registration/account.html", context)


@require_POST
@login_required
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Ends all sessions of this account but the one that asks."""
    others = AccountSession.objects.filter(account_id=request.user.pk)
    ended, _ = others.exclude(session_key=request.session.session_key).delete()
    text = gettext("There was no other session.")
    if ended:
        text = ngettext(
            "%(count)d other session was ended.", "%(count)d other sessions were ended.", ended
        ) % {"count": ended}
    messages.success(request, text)
    return redirect("account")


def open_sessions(request: HttpRequest) -> list[dict[str, Any]]:
    """The account's sessions that have not run out: `at`, `browser`, and whether it is this one."""
    rows = AccountSession.objects.filter(account_id=request.user.pk, expire_date__gt=timezone.now())
    found = []
    for row in rows:
        told = row.get_decoded().get(SIGNED_IN, {})
        at = told.get("at")
        found.append(
            {
                "at": datetime.fromisoformat(at) if at else None,
                "browser": told.get("browser", ""),
                "this": row.session_key == request.session.session_key,
            }
        )
    return sorted(found, key=lambda each: (not each["this"], str(each["at"] or "")))
