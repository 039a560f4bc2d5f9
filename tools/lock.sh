#!/bin/sh
# Write the locks anew: tools/lock.sh BIN. Versions and hashes only, no host name, no path.
set -eu
[ -x "$1/uv" ] || { echo "make lock 需要 uv，而这台机器装不上它" >&2; exit 1; }
compile() {
    lock=$1; shift
    "$uv" pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links -o "$lock" "$@"
}
uv=$1/uv
compile requirements.lock pyproject.toml
compile requirements-dev.lock pyproject.toml --group dev
echo uv | compile requirements-uv.lock -
# What only long runs and benchmarks add stands beside what everybody has, in the same versions.
printf 'pandas~=2.2\npyarrow\npyspark~=4.0.0\n' |
    compile requirements-spark.lock -c requirements-dev.lock -
printf 'docxtpl\nduckdb\npyarrow\n' |
    compile requirements-bench.lock -c requirements-spark.lock -
