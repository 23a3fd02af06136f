"""What pages that change something ask first, and where they lead back to."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def require(request: HttpRequest, permission: str) -> None:
    """Raises PermissionDenied where the user does not have the permission."""
    if not request.user.has_perm(permission):
        raise PermissionDenied


def way_back(request: HttpRequest, otherwise: str = "") -> str:
    """The page that the form came from, if it is a page of this site; else `otherwise`, or the list
    of all articles."""
    address = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if allowed else otherwise or reverse("articles:article-list")
