#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Enters the private Debian 13. Started by isolated.sh as root, in a mount namespace of its own:
#
#   enter.sh ROOT WORK-TREE HOME RUNTIME-FOLDER NAME=VALUE... -- UID:GID COMMAND...
#
# The work tree, the home folder and the display's sockets are at their own paths inside; /usr and /etc are not.
set -euo pipefail
root=$1 tree=$2 home=$3 runtime=$4
shift 4
environment=()
while [ "$1" != -- ]; do
    [ -z "${1#*=}" ] || environment+=("$1")
    shift
done
whom=$2
shift 2

share() { # FOLDER
    [ -d "$1" ] || return 0
    mkdir -p "$root$1"
    mount --rbind "$1" "$root$1"
}

mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mountpoint -q "$root/dev/shm" || mount -t tmpfs shm "$root/dev/shm"
share /tmp
share "$home"
[ -z "$runtime" ] || share "$runtime"
case $tree/ in
    "$home"/* | /tmp/*) ;;
    *) share "$tree" ;;
esac
cp /etc/resolv.conf /etc/hosts "$root/etc/"
uid=${whom%:*} gid=${whom#*:}
if [ "$uid" != 0 ] && ! grep -q "^[^:]*:[^:]*:$uid:" "$root/etc/passwd"; then
    echo "builder$uid:x:$uid:$gid::$home:/bin/bash" >>"$root/etc/passwd"
fi

cd "$root"
exec chroot --userspec="$whom" "$root" env -i HOME="$home" LANG=C.UTF-8 AX_ISOLATED=1 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    ${runtime:+XDG_RUNTIME_DIR="$runtime"} ${environment[@]+"${environment[@]}"} \
    bash -c 'cd "$0" && exec "$@"' "$tree" "$@"
