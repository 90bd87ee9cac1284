"""What every answer carries, and which names the server answers to."""

import ipaddress
import re
import socket
from collections.abc import Iterable

from tornado.httputil import HTTPHeaders
from tornado.web import OutputTransform

# 'unsafe-inline' for styles only: the widget layer writes style elements, nothing writes inline scripts;
# blob: is where the browser loads the explorer's own module from.
CONTENT_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "font-src 'self' data:",
        "connect-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)

HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SafeHeaders(OutputTransform):
    """Put ``HEADERS`` on every answer: pages, files and errors alike."""

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Add the headers; the server does not tell what software it runs."""
        for name, value in HEADERS.items():
            headers[name] = value
        headers.pop("Server", None)
        return status_code, headers, chunk


def is_local(host: str) -> bool:
    """Whether a server that listens on ``host`` is reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def own_names(host: str, extra: Iterable[str] = ()) -> str:
    """Regular expression of the ``Host`` names this server answers to.

    A page of a stranger can point its own name at this machine (DNS rebinding) and would then count as the same
    origin; it cannot change the name the browser sends. Numbers are safe: only names can be pointed elsewhere.

    Parameters
    ----------
    host : str
        The address that the server listens on.
    extra : names
        More names that lead here, such as the one of a reverse proxy.

    Returns
    -------
    pattern : str
        Matched against the lower-case name without its port.
    """
    names = {"localhost", host.lower(), *(name.lower() for name in extra)}
    numbers = [r"127(\.\d{1,3}){3}", r"\[::1\]"]
    if not is_local(host):
        names |= {socket.gethostname().lower(), f"{socket.gethostname().lower()}.local", socket.getfqdn().lower()}
        numbers = [r"\d{1,3}(\.\d{1,3}){3}", r"\[[0-9a-f:.]+\]"]
    return f"({'|'.join([*map(re.escape, sorted(names)), *numbers])})$"
