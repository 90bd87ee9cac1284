"""Who opens a page: a person on purpose, from which address, and in which browser session."""

import ipaddress
import secrets
from dataclasses import dataclass
from hmac import compare_digest

from tornado.httputil import HTTPHeaders
from tornado.web import RequestHandler

FEW = 6  # seats that one address may take, unless the launcher was told another number


@dataclass(frozen=True)
class Visitor:
    """One browser session (a secret that its cookie holds), and the address it comes from."""

    session: str
    address: str


def is_opened_by_a_person(headers: HTTPHeaders) -> bool:
    """Whether the browser is about to show the page: not a picture of another site, no guess."""
    shown = headers.get("Sec-Fetch-Dest", "document") in ("document", "iframe")
    purposes = headers.get("Sec-Purpose", "") + headers.get("Purpose", "")
    return shown and "prefetch" not in purposes and "prerender" not in purposes


def comes_from_elsewhere(headers: HTTPHeaders) -> bool:
    """Whether a page of another site leads here: it could do so a hundred times unseen.

    A browser sends this with every navigation. Other programs send nothing, and are let in. Another port of
    this machine counts as another site.
    """
    return headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")


def visitor_of(handler: RequestHandler, port: int) -> Visitor:
    """The visitor behind a request; a new one gets a cookie that no script and no other site can use."""
    name = _cookie(port)
    session = handler.get_cookie(name) or ""
    if len(session) < 16:
        session = secrets.token_urlsafe(16)
        handler.set_cookie(name, session, httponly=True, samesite="Strict", path="/")
    return Visitor(session, handler.request.remote_ip or "")


def is_session(handler: RequestHandler, port: int, session: str) -> bool:
    """Whether a request comes from this browser session."""
    return compare_digest((handler.get_cookie(_cookie(port)) or "").encode(), session.encode())


def _cookie(port: int) -> str:
    """Servers on several ports of one machine share their cookies, so each has a name of its own."""
    return f"kviz-session-{port}"


def is_this_machine(address: str) -> bool:
    """Whether a request comes from this machine itself, where a reverse proxy may speak for many."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return True  # a socket in a file
