"""By which names and numbers the server is reached, and which it answers to."""

import ipaddress
import re
import socket
from collections.abc import Iterable


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

    A page of a stranger can point its own name at this machine (DNS rebinding) and would then count as the
    same origin; it cannot change the name the browser sends. Numbers are safe: only names can be pointed
    elsewhere.

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
        own = socket.gethostname().lower()
        names |= {own, f"{own}.local", socket.getfqdn().lower()}
        numbers = [r"\d{1,3}(\.\d{1,3}){3}", r"\[[0-9a-f:.]+\]"]
    return f"({'|'.join([*map(re.escape, sorted(names)), *numbers])})$"


def reachable_at(host: str, port: int) -> list[str]:
    """Addresses to type into a browser: the one for this machine first, then the one for the others."""
    places = [host]
    if host in ("0.0.0.0", "::"):  # nosec B104  # a comparison
        places = ["localhost", _outward()]
    return [f"http://{f'[{place}]' if ':' in place else place}:{port}/" for place in places]


def _outward() -> str:
    """The number that other machines of the network know this one by."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(
                ("192.0.2.1", 9)
            )  # an address for documentation; connecting a datagram sends nothing
            return probe.getsockname()[0]
        except OSError:
            return socket.gethostname()
