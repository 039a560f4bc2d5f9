#!/bin/sh
# The long run counts a small province on a real Spark cluster, which needs Java 17 or newer.
set -eu
command -v java >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true >/dev/null 2>&1; then
    as_root="sudo -n"
else
    echo "长测试需要 Java，请先安装：sudo apt install default-jre-headless" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
echo "安装长测试所需：default-jre-headless" >&2
$as_root apt-get update -qq
$as_root apt-get install -y -qq --no-install-recommends default-jre-headless >/dev/null
