"""The same function on Spark, and a small cluster of this machine's own to try it on.

`facts_on` takes any Spark session whose processes have this program installed. `own_cluster` is a
real standalone master with two workers, bound to loopback and closed to whoever does not know its
secret; every process of it is ended by its own number.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa

from jishi.figures.province.leaf import FACTS, FACTS_TOLD, Leaf

LOOPBACK = "127.0.0.1"
WORKERS = 2
PATIENCE = 60  # seconds
MEMORY = "1g"
_QUIET = """rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %p %c{1}: %m%n
"""


def facts_on(session: Any, leaf: Leaf, folder: Path) -> pa.Table:
    """One group of rows a county, each through the function wherever Spark puts it."""

    def run(county: tuple[pa.Scalar, ...], rows: pa.Table) -> pa.Table:
        return leaf.of(county[0].as_py(), rows)

    rows = session.read.parquet(str(folder / leaf.table))
    found = rows.groupBy("county").applyInArrow(run, FACTS_TOLD).toArrow()
    return found.cast(FACTS)


class ClusterError(RuntimeError):
    """The cluster did not come up; what its processes said is in the message."""


@contextmanager
def own_cluster(workers: int = WORKERS) -> Iterator[str]:
    """A master and its workers until the block ends; gives the address of the master."""
    with tempfile.TemporaryDirectory(prefix="jishi-spark-") as name:
        folder = Path(name)
        env = _surroundings(folder)
        port, page = _free_port(), _free_port()
        running: list[subprocess.Popen[bytes]] = []
        try:
            running.append(_start(folder, env, "master.Master", "--port", str(port),
                                  "--webui-port", str(page)))  # fmt: skip
            url = f"spark://{LOOPBACK}:{port}"
            _wait(folder, page, 0)
            for number in range(workers):
                running.append(_start(folder, env, "worker.Worker", "--cores", "1", "--memory",
                                      MEMORY, "--work-dir", str(folder / f"work{number}"), url,
                                      "--webui-port", "0"))  # fmt: skip
            _wait(folder, page, workers)
            with _environment(env):
                yield url
        finally:
            for process in reversed(running):
                _end(process)


@contextmanager
def session_on(url: str) -> Iterator[Any]:
    """A session of its own; its Java process ends with it."""
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master(url).appName("jishi").getOrCreate()
    try:
        yield session
    finally:
        session.stop()
        gateway: Any = SparkContext._gateway
        SparkContext._gateway = SparkContext._jvm = None
        if gateway is not None:
            gateway.shutdown()
            gateway.proc.stdin.close()
            gateway.proc.wait(PATIENCE)


def _surroundings(folder: Path) -> dict[str, str]:
    import pyspark

    conf = folder / "conf"
    conf.mkdir(mode=0o700)
    told = {
        "spark.authenticate": "true",
        "spark.authenticate.secret": secrets.token_hex(32),
        "spark.driver.bindAddress": LOOPBACK,
        "spark.driver.host": LOOPBACK,
        "spark.executor.memory": "700m",
        "spark.local.dir": str(folder),
        "spark.python.use.daemon": "true",
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.shuffle.partitions": str(WORKERS),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    text = "".join(f"{name} {value}\n" for name, value in told.items())
    (conf / "spark-defaults.conf").write_text(text, encoding="utf-8")
    (conf / "log4j2.properties").write_text(_QUIET, encoding="utf-8")
    here = {"SPARK_HOME": str(Path(pyspark.__file__).parent), "SPARK_CONF_DIR": str(conf),
            "SPARK_LOCAL_IP": LOOPBACK, "SPARK_PUBLIC_DNS": LOOPBACK,
            "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}  # fmt: skip
    return {**os.environ, **here}


def _start(folder: Path, env: dict[str, str], what: str, *words: str) -> subprocess.Popen[bytes]:
    command = [f"{env['SPARK_HOME']}/bin/spark-class", f"org.apache.spark.deploy.{what}",
               "--host", LOOPBACK, *words]  # fmt: skip
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - a command of our own making
            command, env=env, cwd=folder, stdout=log, stderr=log
        )


def _wait(folder: Path, page: int, workers: int) -> None:
    """Until the master answers and so many workers have come to it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(f"http://{LOOPBACK}:{page}/json/") as told:
            if json.load(told)["aliveworkers"] >= workers:
                return
        time.sleep(0.2)
    raise ClusterError((folder / "log").read_text(errors="replace")[-2000:])


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


@contextmanager
def _environment(env: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(env)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
