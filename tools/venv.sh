#!/bin/sh
# Make a virtual environment with the first Python that is 3.11 or newer: tools/venv.sh FOLDER
set -eu
fit='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'
for python in "${PYTHON:-python3}" python3.11 python3.12 python3.13 python3.14; do
    if "$python" -c "$fit" >/dev/null 2>&1; then
        if [ -x "$1/bin/python" ] && "$1/bin/python" -c "$fit" >/dev/null 2>&1; then
            exit 0
        fi
        exec "$python" -m venv --clear "$1"
    fi
done
echo "需要 Python 3.11 或更新的版本（含 venv）；Debian、Ubuntu：apt install python3 python3-venv" >&2
exit 1
