#!/bin/sh
# The long run measures papers on LibreOffice's pages; it is large, so nothing shorter asks for it.
set -eu
command -v soffice >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true >/dev/null 2>&1; then
    as_root="sudo -n"
else
    echo "长测试需要 LibreOffice，请先安装：sudo apt install libreoffice-writer-nogui" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
echo "安装长测试所需：libreoffice-writer-nogui" >&2
$as_root apt-get update -qq
$as_root apt-get install -y -qq --no-install-recommends libreoffice-writer-nogui >/dev/null
