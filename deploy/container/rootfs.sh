#!/usr/bin/env bash
# Assembles the root file system of the native container image: the executable, the libraries it is linked with, and the few files that
# they read. Needs no container tool and no root. What it makes is what Containerfile.native copies, and what check-rootfs.sh starts.
set -euo pipefail

if (($# != 2)); then
    echo "usage: rootfs.sh EXECUTABLE DIRECTORY   e.g. rootfs.sh deploy/target/filegate-runner deploy/target/rootfs" >&2
    exit 2
fi
executable=$1 root=$2
[[ -x $executable ]] || { echo "rootfs.sh: $executable is missing; build it with ./mvnw package -Dnative" >&2; exit 1; }
[[ ! -e $root ]] || { echo "rootfs.sh: $root is there already; remove it first" >&2; exit 1; }

# uid 1001 serves; group 0, and the group may write where the user may, for platforms that choose a uid of their own.
install -d "$root"/{etc,proc,dev,usr/bin,usr/share,etc/ssl/certs,etc/filegate}
install -d -m 1777 "$root/tmp"
install -d -m 0770 "$root/var/lib/filegate"
install -m 0755 "$executable" "$root/usr/bin/filegate"
install -m 0644 "$(dirname "$0")/filegate.yaml" "$root/etc/filegate/filegate.yaml"

copy_library() {
    install -D -m 0755 "$(readlink -f "$1")" "$root$1"
}

ldd "$executable" | awk '$2 == "=>" { print $3 } $1 ~ /^\// { print $1 }' | while read -r library; do
    copy_library "$library"
done
# glibc opens these by name when a host name is looked up; with glibc 2.34 or later most of it is in libc itself.
libc=$(ldd "$executable" | awk '$1 == "libc.so.6" { print $3 }')
for library in libnss_dns.so.2 libnss_files.so.2 libresolv.so.2; do
    [[ ! -e ${libc%/*}/$library ]] || copy_library "${libc%/*}/$library"
done

# What is inside, when ./mvnw … -Dsbom has written it beside the executable.
if [[ -r $(dirname "$executable")/bom.json ]]; then
    install -D -m 0644 "$(dirname "$executable")/bom.json" "$root/usr/share/sbom/filegate.cdx.json"
fi

cat >"$root/etc/passwd" <<'END'
root:x:0:0:root:/:/sbin/nologin
filegate:x:1001:0:Filegate:/var/lib/filegate:/sbin/nologin
END
printf 'root:x:0:\n' >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"

# Whom to trust when the gateway itself connects: object stores, databases. An image for a private authority mounts its own file here.
for certificates in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt; do
    if [[ -r $certificates ]]; then
        install -m 0644 "$certificates" "$root/etc/ssl/certs/ca-certificates.crt"
        break
    fi
done
[[ ! -d /usr/share/zoneinfo ]] || cp -a /usr/share/zoneinfo "$root/usr/share/zoneinfo"
