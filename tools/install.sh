#!/bin/sh
# Install a hashed lock into an environment: tools/install.sh BIN LOCK
# uv where it could be installed, else pip; both refuse a package whose hash is not in the lock.
set -eu
if [ -x "$1/uv" ]; then
    exec "$1/uv" pip install --quiet --python "$1/python" --require-hashes -r "$2"
fi
exec "$1/pip" install --quiet --require-hashes -r "$2"
