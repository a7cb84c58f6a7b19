#!/bin/sh
# install.sh ENVIRONMENT LOCK: put into ENVIRONMENT what requirements/LOCK.lock names, and pulmet.
#
# A lock is complete, so nothing is resolved (--no-deps): pip takes exactly the files named there,
# whatever has been released since, and `pip check` proves that none is missing. PYTHON names the
# interpreter of a new environment. A stamp tells that an install has ended; an environment older
# than the lock is made anew, so that nothing stays behind that the lock no longer names.
set -eu
cd "$(dirname "$0")/.."
environment=$1
lock=requirements/$2.lock
base=${PYTHON:-python3}
python=$environment/bin/python

"$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "pulmet needs Python 3.11 or newer, and \`$base\` is not; name another: make PYTHON=python3.11" >&2
    exit 1
}

install() {
    "$python" -m pip install --quiet --disable-pip-version-check --no-deps "$@"
}

if [ -z "$(find "$environment" -maxdepth 1 -name '.*stamp' -newer "$lock" 2>/dev/null)" ]; then
    echo "Making $environment"
    "$base" -m venv --clear "$environment"
fi
"$python" requirements/compiler.py
echo "Installing $lock into $environment"
install --require-hashes --requirement "$lock"
install --no-build-isolation --editable .
"$python" -m pip --disable-pip-version-check check
touch "$environment/.$2-stamp"
