#!/bin/sh
# dist.sh BUNDLE FOLDER PYTHON...: put into FOLDER the source distribution, and for each PYTHON a
# wheel that carries BUNDLE, which is served where no other is named.
#
# The wheels are built from the source distribution, unpacked, where BUNDLE is added: neither the
# tree nor the source distribution holds it, so a wheel that is built otherwise has none.
set -eu
tree=$(cd "$(dirname "$0")/.." && pwd)
bundle=$1
folder=$2
shift 2
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
python=$stage/environment/bin/python

build() {
    "$python" -m build --no-isolation --outdir "$stage/dist" "$@" >"$stage/log" 2>&1 || {
        cat "$stage/log" >&2
        exit 1
    }
}

for base in "$@"; do
    echo "Building with $base"
    "$base" -m venv --clear "$stage/environment"
    "$python" "$tree/requirements/compiler.py"
    "$python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
        --requirement "$tree/requirements/dist.lock"
    if [ ! -d "$stage/source" ]; then
        build --sdist "$tree"
        mkdir "$stage/source"
        tar -xzf "$stage"/dist/*.tar.gz -C "$stage/source" --strip-components 1
        cp -R "$bundle" "$stage/source/service/bundle"
    fi
    build --wheel "$stage/source"
done
mkdir -p "$folder"
cp "$stage"/dist/* "$folder"
for file in "$stage"/dist/*; do
    echo "$folder/${file##*/}"
done
