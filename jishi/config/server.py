"""The server of `jishi serve`: gunicorn started from here, and the job worker beside it.

One process tree: the master holds the port and the lock on the data folder, forks the web
workers and one job worker, restarts whichever dies, and takes them all along when it ends.
"""

from __future__ import annotations

import ctypes
import fcntl
import gc
import logging
import os
import signal
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import gunicorn.arbiter
from gunicorn.app.base import BaseApplication

from jishi.config.environment import Fault, why

log = logging.getLogger("jishi.server")

GRACE = 25  # seconds a running request or job step may take to end
THREADS = 16  # per web worker: most wait for the one writer, few compute
PAUSE = 1.0  # between a job worker's death and the next one


@dataclass(frozen=True)
class Options:
    host: str
    port: int
    workers: int
    work: Callable[[threading.Event], None]  # the job worker's loop


def listen(host: str, port: int) -> socket.socket:
    """Take the port now, so that a taken one is told before anything else starts."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except OSError:
        raise Fault(f"地址 {host} 不对：本机没有这个地址或名称") from None
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen(512)
    except OverflowError:
        raise Fault(f"端口须在 1 到 65535 之间，现在是 {port}") from None
    except OSError as error:
        door.close()
        reasons = {98: "已被别的程序占用，请换一个（--port）", 99: "不在本机的地址里（--host）"}
        reasons[13] = "须有管理员权限，请用 1024 以上的端口"
        reason = reasons.get(error.errno or 0, why(error))
        raise Fault(f"端口 {host}:{port} 用不了：{reason}") from error
    return door


def addresses(host: str, port: int) -> list[str]:
    """Where a browser finds us: this machine, then the addresses other machines may use."""
    if host not in {"0.0.0.0", "::", ""}:  # noqa: S104 a comparison, not a binding
        return [f"http://{f'[{host}]' if ':' in host else host}:{port}/"]
    own = ["127.0.0.1", *_lan_addresses()]
    return [f"http://{address}:{port}/" for address in dict.fromkeys(own)]


def _lan_addresses() -> Iterable[str]:
    """The addresses of this machine's own network cards; nothing is sent anywhere."""
    ask = 0x8915  # SIOCGIFADDR: the address of the card of this name
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, card in socket.if_nameindex():
            with suppress(OSError):
                answer = fcntl.ioctl(probe, ask, struct.pack("256s", card.encode()[:15]))
                address = socket.inet_ntoa(answer[20:24])
                if not address.startswith("127."):
                    yield address


class JobKeeper:
    """Keeps one job worker alive beside the web workers."""

    def __init__(self, work: Callable[[threading.Event], None], door: socket.socket) -> None:
        self.work, self.door = work, door
        self.pid = 0
        self.next_start = 0.0
        self.ending = False

    def tend(self) -> None:
        """Called about once a second by the master."""
        if self.ending or (self.pid and _alive(self.pid)) or time.monotonic() < self.next_start:
            return
        if self.pid:
            log.warning("job worker %s ended; starting another", self.pid)
        self.next_start = time.monotonic() + PAUSE
        self.pid = os.fork()
        if self.pid == 0:
            self._be_worker()

    def _be_worker(self) -> None:
        code = 1
        try:
            stop = threading.Event()
            parent = os.getppid()
            for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
                signal.signal(sign, lambda *_: stop.set())
            for sign in (signal.SIGHUP, signal.SIGCHLD, signal.SIGUSR1, signal.SIGUSR2):
                signal.signal(sign, signal.SIG_DFL)
            self.door.close()
            threading.Thread(target=_end_with, args=(parent, stop), daemon=True).start()
            self.work(stop)
            code = 0
        except BaseException:
            log.exception("job worker failed")
        finally:
            os._exit(code)

    def ask_to_end(self) -> None:
        self.ending = True
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)

    def end(self, patience: float) -> None:
        """Wait for it to finish its step; a worker that does not is killed, its lease runs out."""
        until = time.monotonic() + patience
        while self.pid and _alive(self.pid):
            with suppress(ChildProcessError):
                os.waitpid(self.pid, os.WNOHANG)
            if time.monotonic() > until:
                with suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)
            time.sleep(0.05)


def _alive(pid: int) -> bool:
    """A child that has ended still answers until the master has collected it: soon enough."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _end_with(parent: int, stop: threading.Event) -> None:
    """Nobody outlives the master: told by the kernel, and by looking."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
    while os.getppid() == parent:
        time.sleep(1)
    stop.set()
    time.sleep(GRACE)
    os._exit(1)


class Master(gunicorn.arbiter.Arbiter):  # type: ignore[misc]
    app: Server

    def manage_workers(self) -> None:
        super().manage_workers()
        self.app.keeper.tend()

    def stop(self, graceful: bool = True) -> None:
        self.app.keeper.ask_to_end()
        super().stop(graceful)
        self.app.keeper.end(GRACE if graceful else 2)


class Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, options: Options, door: socket.socket, ready: Callable[[], None]) -> None:
        self.options, self.door, self.ready = options, door, ready
        self.keeper = JobKeeper(options.work, door)
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.settings().items():
            self.cfg.set(name, value)

    def settings(self) -> dict[str, Any]:
        return {
            "bind": [f"fd://{self.door.fileno()}"],
            "worker_class": "gthread",
            "workers": self.options.workers,
            "threads": THREADS,
            "preload_app": True,
            "timeout": 120,
            "graceful_timeout": GRACE,
            "keepalive": 15,
            "loglevel": "warning",
            "proc_name": "jishi",
            "control_socket_disable": True,
            # Forwarded headers are judged by our own middleware, from declared proxies only.
            "forwarded_allow_ips": "",
            "post_worker_init": settle,
            "when_ready": lambda arbiter: self.ready(),
        }

    def load(self) -> Any:
        from jishi.config.wsgi import application

        return application

    def run(self) -> None:
        Master(self).run()


def settle(worker: Any) -> None:
    hold_database()
    gc.collect()
    gc.freeze()  # what was loaded at the start stays, and need not be searched for garbage again


def hold_database() -> None:
    """One connection for the worker's life, so that SQLite's helper files are there to stay.

    They vanish with the last connection, and on a disk that has filled up since nobody could read
    until they can be made again.
    """
    from django.db import DatabaseError, connection

    with suppress(DatabaseError):
        connection.introspection.table_names()


def default_workers() -> int:
    """One per core, at least two so that one slow request never stops all, at most four."""
    return min(4, max(2, os.cpu_count() or 2))
