# Sourced by the other commands here: makes .venv from requirements.lock, again only when that file has changed.
# Needs Python 3.11 or newer with pip, not root, not a writable HOME. Afterwards $top and $venv are set.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd -P)
venv=$top/.venv

say() { printf '%s\n' "$*" >&2; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
  for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
    if new_enough "$name"; then
      printf '%s\n' "$name"
      return 0
    fi
  done
  say "Hallway needs Python 3.11 or newer; install it, or name it with PYTHON=/path/to/python3."
  exit 1
}

make_venv() {
  python=$(find_python)
  say "Setting up Hallway in $venv; this takes a minute and happens once."
  rm -rf "$venv"
  if "$python" -m venv "$venv" >/dev/null 2>&1 && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    return 0
  fi
  # A bare Debian has Python without ensurepip; then the system's pip fills the new environment.
  rm -rf "$venv"
  if ! "$python" -m pip --version >/dev/null 2>&1 || ! "$python" -m venv --without-pip "$venv" >/dev/null 2>&1; then
    rm -rf "$venv"
    say "Hallway needs pip for $python; on Debian or Ubuntu: apt install python3-venv python3-pip."
    exit 1
  fi
}

pip() {
  if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    "$venv/bin/python" -m pip --disable-pip-version-check --no-input --quiet "$@"
  else
    "$(find_python)" -m pip --python "$venv/bin/python" --disable-pip-version-check --no-input --quiet "$@"
  fi
}

# One set-up at a time. A folder is made by exactly one process; the one that made it takes it away.
lock_setup() {
  waited=0
  while ! mkdir "$top/.venv.lock" 2>/dev/null; do
    holder=$(cat "$top/.venv.lock/pid" 2>/dev/null || true)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      rm -rf "$top/.venv.lock"
    elif [ "$waited" -ge 600 ]; then
      say "Another set-up has held $top/.venv.lock for ten minutes; remove that folder if nothing is running."
      exit 1
    else
      waited=$((waited + 1))
      sleep 1
    fi
  done
  printf '%s\n' "$$" >"$top/.venv.lock/pid"
  trap 'rm -rf "$top/.venv.lock"' EXIT
  trap 'exit 130' INT TERM HUP
}

is_set_up() {
  [ -x "$venv/bin/hallway" ] && cmp -s "$top/requirements.lock" "$venv/installed.lock" \
    && cmp -s "$top/pyproject.toml" "$venv/installed.toml" && new_enough "$venv/bin/python"
}

set_up() {
  is_set_up && return 0
  lock_setup
  if ! is_set_up; then
    new_enough "$venv/bin/python" || make_venv
    if ! cmp -s "$top/requirements.lock" "$venv/installed.lock"; then
      pip install --require-hashes --no-deps --requirement "$top/requirements.lock" || {
        say "The packages of requirements.lock could not be installed; the lines above say why."
        exit 1
      }
      cp "$top/requirements.lock" "$venv/installed.lock"
    fi
    pip install --no-deps --no-build-isolation --editable "$top" || {
      say "Hallway itself could not be installed into $venv; the lines above say why."
      exit 1
    }
    cp "$top/pyproject.toml" "$venv/installed.toml"
  fi
  rm -rf "$top/.venv.lock"
  trap - EXIT INT TERM HUP
}

set_up
