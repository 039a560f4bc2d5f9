"""Where anything may be sent: named webhooks and the mail server, and the list of hosts."""

from __future__ import annotations

import http.client
import ipaddress
import smtplib
import socket
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

from jishi.config import environment

TIMEOUT = 8.0  # seconds, for reaching a host and for each answer of it
USUAL = {"http": 80, "https": 443}
WAIT_AND_SEE = frozenset({408, 425, 429})  # besides 5xx: the receiver says to try again


class Barred(Exception):
    """It may not go there, or the receiver does not want it: trying again changes nothing."""


class Missed(Exception):
    """It did not get through this time."""


@dataclass(frozen=True)
class Place:
    """A webhook's address, taken apart and looked up once: that address is the one spoken to."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


def hooks() -> dict[str, str]:
    """Name → address, as the operator has written them down."""
    found = (each.partition("=") for each in environment.words("JISHI_WEBHOOKS"))
    return {name.strip(): url.strip() for name, _, url in found}


def allowed() -> dict[str, str]:
    """Host (with a port, where it is not the usual one) → the address it is pinned to, if any."""
    found = (each.partition("=") for each in environment.words("JISHI_OUTSIDE_HOSTS"))
    return {host.strip().lower(): address.strip() for host, _, address in found}


def place_of(url: str) -> Place:
    parts = urlsplit(url)
    scheme, host = parts.scheme.lower(), (parts.hostname or "").lower()
    if scheme not in USUAL or not host or parts.username is not None:
        raise Barred("地址不对，须以 http:// 或 https:// 开头")
    try:
        port = parts.port or USUAL[scheme]
    except ValueError:
        raise Barred("地址的端口不对") from None
    path = parts.path or "/"
    return Place(
        scheme, host, port, f"{path}?{parts.query}" if parts.query else path, _look_up(host, port)
    )


def _look_up(host: str, port: int) -> str:
    """The address of a host on the list; a private one only if the list itself names it."""
    known = allowed()
    entry = f"{host}:{port}" if f"{host}:{port}" in known else host
    if entry not in known or (entry == host and port not in USUAL.values()):
        raise Barred(f"{host}:{port} 不在允许名单里")
    if known[entry]:
        return known[entry]
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return _public(host, port)
    return host


def _public(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise Missed(f"查不到 {host} 的网络地址") from None
    addresses = [str(each[4][0]) for each in found]
    for address in addresses:
        if not ipaddress.ip_address(address.partition("%")[0]).is_global:
            raise Barred(f"{host} 指向内网地址，须在允许名单里写明「{host}=地址」")
    return addresses[0]


def post(url: str, body: bytes, ident: str) -> None:
    """One request; whatever is no plain yes is an exception. Redirects are not followed."""
    place = place_of(url)
    connection = _connection(place)
    headers = {
        "Content-Type": "application/json; charset=utf-8", "X-Jishi-Id": ident,
        "User-Agent": "jishi",
    }  # fmt: skip
    try:
        connection.request("POST", place.path, body, headers)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as fault:
        raise Missed(f"{place.host} 没有接通：{type(fault).__name__}") from None
    finally:
        connection.close()
    if 200 <= status < 300:
        return
    if status >= 500 or status in WAIT_AND_SEE:
        raise Missed(f"{place.host} 回答 {status}")
    said = "要转到别处，没有跟去" if 300 <= status < 400 else "不接受"
    raise Barred(f"{place.host} {said}（{status}）")


def _connection(place: Place) -> http.client.HTTPConnection:
    """Spoken to under its name, reached at the address that was checked."""

    def reach(*_: object) -> socket.socket:
        return socket.create_connection((place.address, place.port), TIMEOUT)

    connection: http.client.HTTPConnection
    if place.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(
            place.host, place.port, timeout=TIMEOUT, context=context
        )
    else:
        connection = http.client.HTTPConnection(place.host, place.port, timeout=TIMEOUT)
    connection._create_connection = reach  # type: ignore[attr-defined]
    return connection


def mail(to: str, subject: str, text: str, ident: str) -> None:
    """Through the operator's own server; the id is the message's, so that a double is known."""
    server = urlsplit(environment.text("JISHI_SMTP"))
    sender = environment.text("JISHI_MAIL_FROM")
    if server.scheme not in ("smtp", "smtps") or not server.hostname or not sender:
        raise Barred("没有设邮件服务器（JISHI_SMTP、JISHI_MAIL_FROM）")
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = f"<{ident}@{sender.rpartition('@')[2]}>"
    message.set_content(text)
    secure = server.scheme == "smtps"
    try:
        client = (smtplib.SMTP_SSL if secure else smtplib.SMTP)(
            server.hostname, server.port or (465 if secure else 25), timeout=TIMEOUT
        )
        with client:
            if server.username:
                if not secure:
                    client.starttls(context=ssl.create_default_context())
                client.login(unquote(server.username), unquote(server.password or ""))
            client.send_message(message)
    except smtplib.SMTPRecipientsRefused:
        raise Barred(f"邮件服务器不接受收件地址 {to}") from None
    except (OSError, smtplib.SMTPException) as fault:
        raise Missed(f"邮件没有发出：{type(fault).__name__}") from None
