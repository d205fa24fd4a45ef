# shellcheck shell=bash
# Which C library a published binary may need, and where the older one lies that it is linked against. Sourced by
# prerequisites.sh, publish.sh and package.sh.

# Ubuntu 22.04 has this one, Debian 12 a newer one.
readonly newest_glibc=2.35
# Linking against these needs nothing newer: what 2.36 brought, the agent does not use.
readonly newest_host_glibc=2.36

sysroots=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/siskin/sysroot

# not_newer A B: whether version A is B or older.
not_newer() { [ "$(printf '%s\n' "$1" "$2" | sort -V | tail -n 1)" = "$2" ]; }

# The version of the C library that the linker finds for linux-x64 or linux-arm64 on this machine without a sysroot.
host_glibc() {
    if [ "$1" = linux-arm64 ] && [ "$(uname -m)" != aarch64 ]; then
        grep -ao 'stable release version [0-9.]*[0-9]' /usr/aarch64-linux-gnu/lib/libc.so.6 2>/dev/null | sed 's/.* //'
    else
        getconf GNU_LIBC_VERSION 2>/dev/null | sed 's/.* //'
    fi
}

# The folder to link a platform against, or nothing for this machine's own libraries. SISKIN_SYSROOT=FOLDER names one;
# SISKIN_SYSROOT=/ asks for the machine's own, for a binary that only has to run here.
sysroot_of() {
    if [ -n "${SISKIN_SYSROOT-}" ]; then
        [ "$SISKIN_SYSROOT" = / ] || echo "$SISKIN_SYSROOT"
    elif ! not_newer "$(host_glibc "$1")" "$newest_host_glibc"; then
        echo "$sysroots/$1"
    fi
}
