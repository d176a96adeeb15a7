"""Who is asking. Every owner has a folder of their own, so that nobody's sessions can be reached with another's name.

Without --auth a browser is its owner, by a signed cookie it was given; the one that came by the printed address is the
person at this machine, who also sees what was done in the terminal. With --auth the login name is the owner.
"""

import hashlib
import hmac
import os
import secrets
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from pathlib import Path

HERE = "here"
"""The owner of the home itself: whoever started the server."""
COOKIE_DAYS = 400


@dataclass(frozen=True)
class Owner:
    """One person, as far as we can tell."""

    id: str
    name: str
    """Empty without a login."""
    home: Path
    """Where this owner's sessions and memory lie."""


class Owners:
    """Gives out and reads the signed names; keeps nothing but the secret they are signed with."""

    def __init__(self, home: Path, logins: Mapping[str, str] | None = None) -> None:
        self._home = home
        self._logins = dict(logins or {})
        self._secret = _secret(home / "web.secret")
        self.cookie = f"sparring_{self._sign('cookie')[:8]}"
        """Named after the home: cookies do not know ports, and two homes may be served at once."""
        self.key = secrets.token_urlsafe(24)
        """Opens the door to the home's own sessions; printed once, with the address."""

    @property
    def asks_login(self) -> bool:
        """Whether --auth is on."""
        return bool(self._logins)

    def token_for_key(self, key: str) -> str | None:
        """The cookie of the person at this machine, for the printed key alone."""
        good = not self.asks_login and hmac.compare_digest(key.encode(), self.key.encode())
        return self._token(HERE) if good else None

    def token_for_login(self, name: str, password: str) -> str | None:
        """The cookie of a login; compares as long for a name that is not there."""
        known = self._logins.get(name, secrets.token_urlsafe(16))
        same = hmac.compare_digest(known.encode(), password.encode())
        return self._token(f"user:{name}") if same and name in self._logins else None

    def new_token(self) -> str:
        """The cookie of a browser never seen before."""
        return self._token(f"browser:{secrets.token_urlsafe(24)}")

    def header(self, token: str, scheme: str) -> bytes:
        """The Set-Cookie of a token: not for scripts, and not sent along when another site does the asking."""
        secure = "; Secure" if scheme in ("https", "wss") else ""
        age = COOKIE_DAYS * 86400 if token else 0
        return f"{self.cookie}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}".encode()

    def owner(self, token: str) -> Owner | None:
        """Who a cookie or bearer token stands for; None when we did not sign it, or not for this kind of door."""
        packed, _, signature = token.rpartition(".")
        try:
            who = urlsafe_b64decode(packed).decode()
        except (NotBase64, UnicodeDecodeError, ValueError):
            return None
        if not who or not hmac.compare_digest(signature.encode(), self._sign(who).encode()):
            return None
        kind, _, name = who.partition(":")
        if (kind == "user") != self.asks_login or (kind == "user" and name not in self._logins):
            return None
        if who == HERE or (kind == "user" and name == next(iter(self._logins))):
            return Owner(HERE, name, self._home)
        folder = hashlib.sha256(who.encode()).hexdigest()[:24]
        return Owner(folder, name if kind == "user" else "", self._home / "owners" / folder)

    def of(self, headers: Mapping[str, str]) -> Owner | None:
        """Who sent a request."""
        return self.owner(self.token_of(headers))

    def token_of(self, headers: Mapping[str, str]) -> str:
        """The token a request carries: the bearer's, the login's, the browser's; empty when it has none."""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return given.strip()
        if scheme.lower() == "basic":
            return self._basic(given) or ""
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return ""
        return morsel.value if morsel else ""

    def _basic(self, given: str) -> str | None:
        try:
            name, _, password = b64decode(given, validate=True).decode().partition(":")
        except (NotBase64, UnicodeDecodeError):
            return None
        return self.token_for_login(name, password)

    def _token(self, who: str) -> str:
        return f"{urlsafe_b64encode(who.encode()).decode()}.{self._sign(who)}"

    def _sign(self, what: str) -> str:
        return hmac.new(self._secret, what.encode(), hashlib.sha256).hexdigest()


def _secret(path: Path) -> bytes:
    """Kept, or every restart would lose the browsers' sessions; readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(32))
    return path.read_bytes()
