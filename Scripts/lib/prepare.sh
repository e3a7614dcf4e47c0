# Sourced by the scripts beside it: what they need of the machine, installed only where it is missing.
# Debian and Ubuntu are looked after; elsewhere the missing pieces are named.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

say() { printf '%s\n' "$*" >&2; }

# Runs a command as root: directly, or by sudo.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else
        say "This needs root: $*"
        say "Run the script as root, or install sudo."
        return 1
    fi
}

# need_packages NAME...: installs the Debian packages that are not there.
need_packages() {
    local missing=() name
    if ! command -v dpkg-query >/dev/null; then
        say "This is not Debian or Ubuntu: see that you have what these packages contain: $*"
        return 0
    fi
    for name in "$@"; do
        dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
    done
    [ ${#missing[@]} = 0 ] && return 0
    say "Installing ${missing[*]} …"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# The libraries that the build links; a header that is there by other means is left alone.
need_libraries() {
    local missing=()
    header_is_there sqlite3.h || missing+=(libsqlite3-dev)
    header_is_there libpq-fe.h postgresql/libpq-fe.h || missing+=(libpq-dev)
    header_is_there zlib.h || missing+=(zlib1g-dev)
    command -v pkg-config >/dev/null || missing+=(pkg-config)
    [ ${#missing[@]} = 0 ] || need_packages "${missing[@]}"
}

header_is_there() {
    local name
    for name in "$@"; do
        [ -e "/usr/include/$name" ] || [ -e "/usr/local/include/$name" ] && return 0
    done
    return 1
}

commands_are_there() {
    local name
    for name in "$@"; do
        command -v "$name" >/dev/null || return 1
    done
}

# Swift 6.2 or newer, or a word on where to get it.
need_swift() {
    if ! command -v swift >/dev/null; then
        say "Backroom is written in Swift, and there is no Swift here."
        say "Get Swift 6.3 from https://www.swift.org/install/linux/ (the installer is called swiftly), then run this again."
        exit 1
    fi
    # Swift is there and cannot start, or has no linker, no C headers or no git: a bare system lacks what Swift's installation asks for
    # (https://www.swift.org/install/linux/debian/12/).
    if ! swift --version >/dev/null 2>&1 || ! commands_are_there git gcc ld.gold; then
        need_packages binutils g++ git libc6-dev libcurl4-openssl-dev libedit2 libncurses6 libpython3-dev libsqlite3-0 libxml2 tzdata
        swift --version >/dev/null || { say "Swift cannot start; see https://www.swift.org/install/linux/."; exit 1; }
    fi
    local version
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    case "$version" in
        6.[2-9]*|6.[1-9][0-9]*|[7-9].*) ;;
        *) say "Backroom needs Swift 6.2 or newer; here is ${version:-an unknown version}. See https://www.swift.org/install/linux/."; exit 1 ;;
    esac
}

# Python 3.11 or newer with the means to make a virtual environment; Scripts/sandbox makes it.
need_python() {
    local candidate
    for candidate in ${PYTHON:-python3.11 python3.12 python3.13 python3}; do
        if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            export PYTHON=$candidate
            return 0
        fi
    done
    need_packages python3 python3-venv
    export PYTHON=python3
}

# The sandbox's virtual environment with what its tests need; made again when its requirements change.
need_sandbox_tests() {
    need_python
    local environment="$root/.venv" wanted
    wanted=$(cat "$root"/Sandbox/requirements*.txt | cksum)
    [ -x "$environment/bin/python" ] || "$PYTHON" -m venv "$environment"
    if [ "$(cat "$environment/.test-requirements" 2>/dev/null)" != "$wanted" ]; then
        say "Preparing the sandbox shop (Python) …"
        "$environment/bin/python" -m pip install --quiet --disable-pip-version-check -r "$root/Sandbox/requirements-test.txt"
        printf '%s' "$wanted" > "$environment/.test-requirements"
    fi
}

# What the browser tests and the pictures need: the system's Chromium with a font, and the Python packages beside the sandbox's.
need_browser_tests() {
    need_sandbox_tests
    if [ -z "${BACKROOM_TEST_CHROMIUM:-}" ] && ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null; then
        need_packages chromium fonts-dejavu-core
    fi
    local environment="$root/.venv" wanted
    wanted=$(cksum < "$root/Tests/Browser/requirements.txt")
    if [ "$(cat "$environment/.browser-requirements" 2>/dev/null)" != "$wanted" ]; then
        say "Preparing the browser tests (Python) …"
        "$environment/bin/python" -m pip install --quiet --disable-pip-version-check -r "$root/Tests/Browser/requirements.txt"
        printf '%s' "$wanted" > "$environment/.browser-requirements"
    fi
}
