#!/bin/sh
# Makes what compose.yaml reads as secrets: random, and out of other users' reach by the mode of the directory (the files themselves are read
# by the users of the containers). Leaves what is there.
set -eu
directory=$(dirname "$0")/secrets
mkdir -p "$directory"
chmod 700 "$directory"
for name in database-password objects-secret-key; do
    if [ ! -e "$directory/$name" ]; then
        od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$directory/$name"
        chmod 644 "$directory/$name"
        echo "made $directory/$name"
    fi
done
