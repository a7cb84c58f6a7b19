#!/bin/sh
# debian.sh WHO PACKAGE...: install Debian's packages that WHO needs, or say that it needs them.
set -eu
who=$1
shift
{
    apt-get update --quiet=2 &&
        apt-get install --yes --quiet=2 --no-install-recommends "$@"
} || {
    echo "Missing for $who: $*, by the names of Debian; install it." >&2
    exit 1
}
