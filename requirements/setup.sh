#!/bin/sh
# Make .venv hold what requirements/lock.txt says, hashes checked. Done again only when the lock changes;
# an interrupted run is taken up by the next one; two at once wait for one another.
set -eu
cd "$(dirname "$0")/.."

lock=requirements/lock.txt
stamp=.venv/.made-from
venv_python=.venv/bin/python

say() { printf '%s\n' "$*" >&2; }

# The path counts too: the scripts of an environment break when its folder moves.
wanted() { { pwd; cat "$lock"; } | sha256sum | cut -d ' ' -f 1; }

is_made() { [ -x "$venv_python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(wanted)" ]; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    say "Python 3.11 or later is needed, and none was found (set PYTHON to its path if it is elsewhere)."
    exit 1
}

has_pip() { "$venv_python" -m pip --version >/dev/null 2>&1; }

make_venv() {
    if [ -x "$venv_python" ] && has_pip; then return; fi
    problem=$("$python" -m venv .venv 2>&1) && has_pip && return
    problem=$("$python" -m venv --clear .venv 2>&1) && has_pip && return
    # Debian keeps ensurepip in a package of its own; the system's pip does as well.
    if "$python" -m pip --version >/dev/null 2>&1 && "$python" -m venv --clear --without-pip .venv; then return; fi
    say "$python cannot make a virtual environment:"
    say "$problem"
    say "On Debian or Ubuntu: apt-get install python3-venv"
    exit 1
}

pip() {
    if has_pip; then
        "$venv_python" -m pip --disable-pip-version-check "$@"
    else
        "$python" -m pip --disable-pip-version-check --python "$venv_python" "$@"
    fi
}

# uv is installed by pip, at the version and with the hashes of the lock, and installs the rest in seconds.
install_with_uv() {
    only_uv=.venv/uv.txt
    awk '/^uv==/ { found = 1 } found { print } found && !/\\$/ { exit }' "$lock" >"$only_uv"
    pip install --quiet --no-deps --require-hashes -r "$only_uv" || return 1
    # uv does not read pip's settings: an organisation's own index is handed on.
    index=${UV_DEFAULT_INDEX:-${PIP_INDEX_URL:-$(pip config get global.index-url 2>/dev/null || true)}}
    if [ -n "$index" ]; then export UV_DEFAULT_INDEX="$index"; fi
    "$venv_python" -m uv pip install --quiet --compile-bytecode --python "$venv_python" --require-hashes -r "$lock"
}

install_with_pip() {
    say "uv could not install; pip does, which takes some minutes"
    pip install --quiet --require-hashes -r "$lock"
}

if is_made; then exit 0; fi
if command -v flock >/dev/null; then
    exec 9<"$lock"
    flock 9
    if is_made; then exit 0; fi
fi
say "setting up .venv from $lock"
python=$(find_python)
rm -f "$stamp"
make_venv
install_with_uv || install_with_pip
wanted >"$stamp"
say "set up"
