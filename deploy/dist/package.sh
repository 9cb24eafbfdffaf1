#!/usr/bin/env bash
# Makes the JVM distribution from deploy/target/quarkus-app: a directory with launcher, jars and a cache of loaded and compiled classes
# (JDK 25, JEP 483 and 514), and filegate-VERSION.tar.gz of it. The cache is trained by real transfers over every protocol: needs python3
# and the OpenSSH client.
set -euo pipefail

(($# == 1)) || { echo "usage: deploy/dist/package.sh DIRECTORY" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
application=$here/../target/quarkus-app
[[ -r $application/quarkus-run.jar ]] || { echo "package.sh: the application is missing; build it with ./mvnw package" >&2; exit 1; }
. "$here/../../.mvn/find-jdk.sh"
mkdir -p "$1"
out=$(cd "$1" && pwd)
rm -rf "$out/filegate"
mkdir -p "$out/filegate/lib"
cp -a "$here/bin" "$out/filegate/bin"
cp "$here/../../LICENSE" "$here/../../README.md" "$here/../../CHANGELOG.md" "$out/filegate/"
cp "$here/../container/filegate.yaml" "$out/filegate.yaml"
[[ ! -r $here/../target/bom.json ]] || cp "$here/../target/bom.json" "$out/filegate/filegate.cdx.json"

# What Quarkus has generated comes first. All on one class path, because only what the JVM's own loader loads gets into the cache.
for jar in "$application"/quarkus/*.jar "$application"/app/*.jar "$application"/lib/boot/*.jar "$application"/lib/main/*.jar; do
    cp -p "$jar" "$out/filegate/lib/"
    echo "lib/${jar##*/}"
done >"$out/filegate/lib/class-path"

"$out/filegate/bin/filegate-cache" --train "python3 '$here/train.py'"

version=$("$out/filegate/bin/filegate" --version | cut -d ' ' -f 2)
tar -C "$out" --owner=0 --group=0 -czf "$out/filegate-$version.tar.gz" filegate
echo "$out/filegate-$version.tar.gz"
