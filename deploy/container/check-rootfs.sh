#!/usr/bin/env bash
# Starts the gateway from exactly the files of the native image, as its user, on a root file system that cannot be written, and asks it
# for its health and for a file over FTP. As root (for chroot and mounts of its own), with curl.
set -euo pipefail

(($# == 1)) || { echo "usage: check-rootfs.sh DIRECTORY" >&2; exit 2; }
root=$(cd "$1" && pwd)

if [[ -z ${FILEGATE_CHECK_INSIDE:-} ]]; then
    FILEGATE_CHECK_INSIDE=yes exec unshare --mount --propagation private -- "$0" "$root"
fi

scratch=$(mktemp -d)
gateway=
finish() {
    [[ -z $gateway ]] || kill "$gateway" 2>/dev/null || true
    umount -l "$scratch/root" 2>/dev/null || true
    rm -rf "$scratch"
}
trap finish EXIT

mkdir "$scratch/root"
mount --bind "$root" "$scratch/root"
mount -o remount,bind,ro "$scratch/root"
mount -t proc proc "$scratch/root/proc"
mount -t tmpfs -o mode=1777 tmp "$scratch/root/tmp"
mount -t tmpfs -o mode=0770,uid=1001,gid=0 state "$scratch/root/var/lib/filegate"
mount -t tmpfs -o mode=0755 dev "$scratch/root/dev"
for device in null zero random urandom; do
    touch "$scratch/root/dev/$device"
    mount --bind "/dev/$device" "$scratch/root/dev/$device"
done

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
ftp=$(free_port)
management=$(free_port)

# A command, not a function: what is started has to be the gateway itself, for its signals.
gateway_command=(env -i PATH=/usr/bin FILEGATE_HOME=/var/lib/filegate FILEGATE_FTP_HOST=127.0.0.1 FILEGATE_FTP_PORT="$ftp"
    FILEGATE_FTP_PASSIVE_PORTS=0 FILEGATE_FTP_ACTIVE_SOURCE_PORT=0 FILEGATE_FTP_IMPLICIT_TLS_PORT=0
    FILEGATE_SFTP_HOST=127.0.0.1 FILEGATE_SFTP_PORT=0 FILEGATE_MANAGEMENT_PORT="$management" FILEGATE_ADMIN_PORT=0
    FILEGATE_STORAGE_FILES_TYPE=local FILEGATE_STORAGE_FILES_ROOT=/var/lib/filegate/files
    FILEGATE_ACCOUNTS_CHECK_PASSWORD=check FILEGATE_ACCOUNTS_CHECK_HOME_STORAGE=files
    "$(command -v chroot)" --userspec=1001:0 "$scratch/root" /usr/bin/filegate)
configuration=(--config /etc/filegate/filegate.yaml)

"${gateway_command[@]}" serve "${configuration[@]}" >"$scratch/out" 2>"$scratch/err" &
gateway=$!
for ((tries = 0; tries < 600; tries++)); do
    ! grep -qx ready "$scratch/out" || break
    kill -0 "$gateway" 2>/dev/null || break
    sleep 0.1
done
grep -qx ready "$scratch/out" || { cat "$scratch/out" "$scratch/err" >&2; echo "check-rootfs: the gateway did not start" >&2; exit 1; }

"${gateway_command[@]}" health "${configuration[@]}"
head -c 100000 /dev/urandom >"$scratch/file"
for url in "ftp://127.0.0.1:$ftp/file" "ftp://127.0.0.1:$ftp/file-tls --ssl-reqd --insecure"; do
    # shellcheck disable=SC2086 # the second has options
    curl -sS --max-time 30 -u check:check -T "$scratch/file" $url
    # shellcheck disable=SC2086
    curl -sS --max-time 30 -u check:check -o "$scratch/back" $url
    cmp "$scratch/file" "$scratch/back"
done
kill -TERM "$gateway"
status=0
wait "$gateway" || status=$?
gateway=
((status == 0)) || { echo "check-rootfs: SIGTERM was answered with exit code $status" >&2; exit 1; }
echo "check-rootfs: $(du -sh --exclude=proc "$root" | cut -f1) of files start and serve"
