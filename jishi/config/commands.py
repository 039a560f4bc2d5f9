"""`jishi serve`: the server with its job worker, until Ctrl+C or SIGTERM; `jishi docs`."""

from __future__ import annotations

import argparse
import os
import threading

from jishi.base.commands import DONE, command, emit, say
from jishi.config import environment as env


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="地址",
                        help="监听的地址；0.0.0.0 表示局域网都能打开（默认只有本机）")  # fmt: skip
    parser.add_argument("--port", type=int, default=8000, metavar="端口", help="默认 8000")
    parser.add_argument("--public-url", default="", metavar="网址",
                        help="用户打开本系统的地址，写进通知和打印件")  # fmt: skip
    parser.add_argument("--demo", action="store_true", help="空的数据库先填入虚构的青禾县")
    parser.add_argument("--workers", type=int, default=0, metavar="个数", help="默认按处理器个数")


@command("serve", "启动服务和后台任务", arguments=_arguments, founds=True)
def serve(args: argparse.Namespace) -> int:
    from django.db import connections

    from jishi.config import ready, server

    _declare_public_url(args.public_url)
    held = ready.lock_home(env.home())
    door = server.listen(args.host, args.port)
    if args.demo:
        from jishi.demo.commands import fill_if_empty

        say(fill_if_empty())
    connections.close_all()  # nothing open may be shared with the processes forked from here
    workers = args.workers or server.default_workers()
    options = server.Options(args.host, args.port, workers, run_jobs)
    port = door.getsockname()[1]
    server.Server(options, door, lambda: announce(args.host, port)).run()
    os.close(held)
    return DONE


def run_jobs(stop: threading.Event) -> None:
    from jishi.base.jobs.worker import run_worker

    run_worker(stop)


def announce(host: str, port: int) -> None:
    from jishi.config import server

    first, *others = server.addresses(host, port)
    say(f"基石已启动：{first}")
    for address in others:
        say(f"局域网内其他电脑：{address}")
    if env.text("JISHI_PUBLIC_URL"):
        say(f"对外地址：{env.url('JISHI_PUBLIC_URL')}/")
    say("按 Ctrl+C 停止")


def _declare_public_url(value: str) -> None:
    from django.conf import settings

    if value:
        os.environ["JISHI_PUBLIC_URL"] = value
    settings.PUBLIC_URL = env.url("JISHI_PUBLIC_URL")
    settings.CSRF_TRUSTED_ORIGINS = [settings.PUBLIC_URL] if settings.PUBLIC_URL else []
    if settings.PUBLIC_URL.startswith("https://") and not settings.TRUSTED_PROXIES:
        say("注意：对外地址是 https，但没有用 JISHI_PROXY 声明反向代理，登录不会被当作加密连接")


def _docs_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="只检查是否还与代码一致")


@command("docs", "从代码生成 docs/reference", arguments=_docs_arguments, needs="nothing")
def docs(args: argparse.Namespace) -> int:
    from jishi.config import reference

    if not (reference.FOLDER / "glossary.toml").exists():
        raise env.Fault("这里没有 docs 文件夹，请在源代码目录里运行")
    changed = reference.stale() if args.check else reference.write()
    if args.check and changed:
        raise env.Fault(f"docs/reference 与代码不一致：{'、'.join(changed)}；请运行 jishi docs")
    emit(args, {"changed": changed}, f"更新了 {len(changed)} 页" if changed else "与代码一致")
    return DONE
