#!/bin/sh
# The browser tests drive the distribution's Chromium and need a Chinese font; get what is missing.
set -eu
need=
command -v chromium >/dev/null 2>&1 || need="chromium"
if [ -z "$(fc-list :lang=zh family 2>/dev/null | head -n 1)" ]; then
    need="$need fontconfig fonts-noto-cjk"
fi
[ -n "$need" ] || exit 0
if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true >/dev/null 2>&1; then
    as_root="sudo -n"
else
    echo "浏览器测试缺少 $need，请先安装：sudo apt install $need" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
echo "安装浏览器测试所需：$need" >&2
$as_root apt-get update -qq
# shellcheck disable=SC2086 — a list of package names
$as_root apt-get install -y -qq --no-install-recommends $need >/dev/null
