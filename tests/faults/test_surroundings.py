"""Wrong surroundings: the real command says one clear line, and damages nothing."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from jishi.config.keys import new_keys
from tests.faults.home import ROOT

pytestmark = pytest.mark.faults

JISHI = [sys.executable, "-m", "jishi.config.cli"]


def surroundings(home: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("JISHI_")}
    return {**kept, "JISHI_HOME": str(home), "PYTHONPATH": str(ROOT), **more}


def jishi(
    home: Path, *words: str, before: Callable[[], None] | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*JISHI, *words], env=surroundings(home, **more), capture_output=True, text=True,
        timeout=60, check=False, preexec_fn=before, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def says(done: subprocess.CompletedProcess[str], *expected: str, code: int = 1) -> None:
    """Exactly one line, on standard error, with the exit code, naming what is wrong."""
    assert done.returncode == code, (done.stdout, done.stderr[-2000:])
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr[-2000:]
    for words in expected:
        assert words in lines[0]


def prints(folder: Path) -> dict[str, str]:
    """Every file by its hash; locks are empty by nature."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


def migrated(home: Path, *target: str) -> Path:
    """A data folder whose database is migrated, wholly or up to some app."""
    code = (
        "import sys, django; from jishi.config import environment as env\n"
        "env.prepare_home(); django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', *sys.argv[1:], verbosity=0, skip_checks=True)"
    )
    env = surroundings(home, DJANGO_SETTINGS_MODULE="jishi.config.settings")
    subprocess.run([sys.executable, "-c", code, *target], env=env, check=True)
    return home


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound data folder, made once."""
    home = migrated(tmp_path_factory.mktemp("sound") / "home")
    assert jishi(home, "audit", "verify").returncode == 0
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "home"))


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("JISHI_TODAY", "明天", "JISHI_TODAY"),
        ("JISHI_DEBUG", "maybe", "JISHI_DEBUG"),
        ("JISHI_PUBLIC_URL", "jishi.lan", "JISHI_PUBLIC_URL"),
        ("JISHI_DATABASE_URL", "mysql://root@db/jishi", "mysql://"),
        ("JISHI_DATABASE_URL", "postgresql://a b:c", "JISHI_DATABASE_URL"),
        ("JISHI_DATABASE_URL", "postgresql://u:hush@127.0.0.1:1/jishi", "没有开着"),
        ("JISHI_DATABASE_URL", "postgresql://u:hush@no.such.invalid/jishi", "主机名"),
    ],
)
@pytest.mark.parametrize("command", ["audit verify", "serve --port 0"])
def test_a_wrong_variable_is_named(home: Path, command: str, name: str, value: str, words: str):
    before = prints(home)
    done = jishi(home, *command.split(), **{name: value})
    says(done, words)
    assert "hush" not in done.stderr
    assert prints(home) == before


def _too_open(path: Path) -> None:
    path.chmod(0o644)


def _short(path: Path) -> None:
    path.write_text(json.dumps({**new_keys(), "signing": "short"}))


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir(mode=0o700)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_too_open, "600"),
        (lambda path: path.write_text("{"), "备份"),
        (lambda path: path.write_bytes(b"\xff\xfe\x00"), "备份"),
        (lambda path: path.write_text(""), "备份"),
        (_short, "太短"),
        (_folder, "不是普通文件"),
        (lambda path: path.unlink(), "不见了"),
    ],
)
@pytest.mark.parametrize("command", ["audit verify", "serve --port 0", "manage check"])
def test_a_spoilt_key_file_is_never_replaced(
    home: Path, command: str, spoil: Callable[[Path], Any], words: str
):
    spoil(home / "keys.json")
    before = prints(home)
    says(jishi(home, *command.split()), "密钥文件", words)
    assert prints(home) == before


def test_a_device_is_no_key_file(home: Path):
    says(jishi(home, "audit", "verify", JISHI_SECRET_FILE="/dev/zero"), "不是普通文件")


def test_keys_newly_made_beside_a_filled_database_are_taken_back(home: Path, tmp_path: Path):
    before = prints(home)
    url = f"sqlite://{home}/jishi.sqlite3"
    says(jishi(tmp_path / "new", "serve", "--port", "0", JISHI_DATABASE_URL=url), "放回密钥文件")
    assert not (tmp_path / "new" / "keys.json").exists()
    assert prints(home) == before


@pytest.mark.parametrize("command", ["audit verify", "upgrade"])
def test_a_missing_folder_is_not_made_by_the_way(tmp_path: Path, command: str):
    says(jishi(tmp_path / "none", *command.split()), "不存在", "jishi init")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("command", ["audit verify", "serve --port 0"])
@pytest.mark.parametrize("inside", ["", "/deeper"])
def test_a_file_is_no_data_folder(tmp_path: Path, command: str, inside: str):
    (tmp_path / "file").write_text("x")
    says(jishi(Path(f"{tmp_path}/file{inside}"), *command.split()), "数据文件夹")
    assert prints(tmp_path) == {"file": hashlib.sha256(b"x").hexdigest()}


def test_an_empty_folder_has_no_database(tmp_path: Path):
    says(jishi(tmp_path, "audit", "verify"), "jishi init")
    assert prints(tmp_path) == {}


def without_override() -> None:
    """Even root obeys the modes of files."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability)  # PR_CAPBSET_DROP


@pytest.fixture
def readonly(home: Path) -> Iterator[Path]:
    folders = [home, *(p for p in home.rglob("*") if p.is_dir())]
    files = [p for p in home.rglob("*") if p.is_file()]
    for path in files:
        path.chmod(0o400)
    for path in folders:
        path.chmod(0o500)
    yield home
    for path in folders:
        path.chmod(0o700)


@pytest.mark.parametrize("command", ["audit verify", "serve --port 0", "upgrade"])
def test_a_read_only_folder(readonly: Path, command: str):
    before = prints(readonly)
    done = jishi(readonly, *command.split(), before=without_override)
    if command == "upgrade":  # nothing to do, nothing written: reading is enough
        assert done.returncode in (0, 1)
        assert len(done.stderr.splitlines()) <= 1
    else:
        says(done, "不能写入")
    assert prints(readonly) == before


def full() -> None:
    """No file may grow: what a full disk does to a process, without filling one."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, 64 * 1024))


@pytest.mark.parametrize("command", ["audit verify", "serve --port 0"])
def test_a_full_disk(home: Path, command: str):
    before = prints(home)
    says(jishi(home, *command.split(), before=full), "磁盘已满")
    assert prints(home) == before


def test_a_full_disk_at_the_first_start_leaves_nothing_half(tmp_path: Path):
    says(jishi(tmp_path / "new", "serve", "--port", "0", before=full), "磁盘已满")
    assert prints(tmp_path) == {}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--host", "203.0.113.7"), "不在本机的地址"),
        (("--host", "no.such.invalid"), "地址"),
        (("--port", "70000"), "65535"),
    ],
)
def test_a_place_that_cannot_be_listened_at(home: Path, words: tuple[str, ...], expected: str):
    says(jishi(home, "serve", "--port", "0", *words), expected)


def test_a_taken_port(home: Path):
    before = prints(home)
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        says(jishi(home, "serve", "--port", str(port)), f"{port}", "占用")
    assert prints(home) == before


@pytest.fixture
def serving(home: Path) -> Iterator[subprocess.Popen[str]]:
    server = subprocess.Popen(
        [*JISHI, "serve", "--port", "0"], env=surroundings(home), text=True, stderr=subprocess.PIPE
    )
    try:
        assert server.stderr is not None
        assert "基石已启动" in server.stderr.readline()
        yield server
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.communicate(timeout=30)
        server.kill()


def test_a_second_server_on_one_data_folder(home: Path, serving: subprocess.Popen[str]):
    says(jishi(home, "serve", "--port", "0"), "已有一个服务")
    assert serving.poll() is None


def test_a_server_ends_with_all_its_processes(serving: subprocess.Popen[str]):
    time.sleep(1)  # the job worker is up too
    family = _children(serving.pid)
    assert len(family) >= 3
    serving.terminate()
    assert serving.wait(30) == 0
    assert not [pid for pid in family if Path(f"/proc/{pid}").exists()]


def test_nobody_outlives_a_killed_master(serving: subprocess.Popen[str]):
    time.sleep(1)
    family = _children(serving.pid)
    serving.kill()
    serving.wait(5)
    until = time.monotonic() + 15
    while [pid for pid in family if _running(pid)]:
        assert time.monotonic() < until, "a process was left behind"
        time.sleep(0.2)


def _children(parent: int) -> list[int]:
    done = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False
    )
    return [int(word) for word in done.stdout.split()]


def _running(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def _sql(home: Path, statement: str) -> None:
    with closing(sqlite3.connect(home / "jishi.sqlite3")) as connection, connection:
        connection.execute(statement)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.parametrize("command", ["audit verify", "serve --port 0", "upgrade"])
def test_a_database_from_a_newer_version(home: Path, command: str):
    _sql(
        home,
        "INSERT INTO django_migrations (app, name, applied) "
        "VALUES ('orgs', '0999_later', '2027-01-01')",
    )
    before = prints(home)
    says(jishi(home, *command.split()), "比本程序新", "0999_later")
    assert prints(home) == before


def test_an_older_database_waits_for_its_upgrade_and_is_copied_first(tmp_path: Path):
    home = migrated(tmp_path / "home", "accounts", "0001_initial")
    before = prints(home)
    says(jishi(home, "audit", "verify"), "jishi upgrade")
    assert prints(home) == before
    done = jishi(home, "upgrade", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["applied"]
    [copy] = home.glob("before-upgrade-*.sqlite3")
    assert copy.stat().st_mode & 0o077 == 0
    assert jishi(home, "audit", "verify").returncode == 0


def test_an_upgrade_that_cannot_be_copied_first_does_not_begin(tmp_path: Path):
    home = migrated(tmp_path / "home", "accounts", "0001_initial")
    _sql(home, "CREATE TABLE ballast AS SELECT zeroblob(300000) AS weight")
    before = prints(home)
    says(jishi(home, "upgrade", before=full), "数据库没有改动")
    assert prints(home) == before


@pytest.mark.parametrize(
    ("content", "words"), [(b"no database at all" * 100, "损坏"), (b"", "jishi init")]
)
@pytest.mark.parametrize("command", ["audit verify", "upgrade"])
def test_a_file_that_is_no_database(home: Path, command: str, content: bytes, words: str):
    (home / "jishi.sqlite3").write_bytes(content)
    before = prints(home)
    says(jishi(home, *command.split()), words)
    assert prints(home) == before


def test_a_folder_in_the_databases_place(home: Path):
    (home / "jishi.sqlite3").unlink()
    (home / "jishi.sqlite3").mkdir()
    says(jishi(home, "audit", "verify"), "打不开")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("no-such",), "没有命令"),
        (("audit",), "audit verify"),
        (("upgrade", "--bogus"), "--bogus"),
        (("serve", "--port", "eighty"), "eighty"),
    ],
)
def test_wrong_usage_is_exit_code_two(home: Path, words: tuple[str, ...], expected: str):
    says(jishi(home, *words), "用法不对", expected, code=2)


def test_help_makes_no_file(tmp_path: Path):
    for words in (["--help"], ["upgrade", "--help"], ["--version"]):
        assert jishi(tmp_path / "none", *words).returncode == 0
    assert not (tmp_path / "none").exists()
