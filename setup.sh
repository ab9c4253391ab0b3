#!/bin/sh
# Makes .venv with the locked packages and, where apt-get is there and allowed, installs the tesseract program.
set -eu
cd "$(dirname "$0")"

can_apt() { command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; }
apt_updated=no
apt_install() {
    [ $apt_updated = yes ] || apt-get update -qq || true
    apt_updated=yes
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

if [ "${1:-}" = postgresql ]; then
    if can_apt && apt_install postgresql; then echo "Installed PostgreSQL for the tests"
    else echo "Tests on PostgreSQL are skipped; to run them: sudo apt-get install postgresql" >&2; fi
    exit 0
fi

python=${PYTHON:-python3}
if ! command -v "$python" >/dev/null 2>&1 || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "signmatch needs Python 3.11 or newer; set PYTHON to one, for example: make demo PYTHON=python3.12" >&2
    exit 1
fi

if ! [ -x .venv/bin/pip ]; then
    rm -rf .venv
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        if can_apt; then apt_install python3-venv
        else echo "Python's venv module is missing; install it first: sudo apt-get install python3-venv" >&2; exit 1; fi
    fi
    echo "Making the virtual environment .venv"
    "$python" -m venv .venv
fi

echo "Installing the locked packages (about 200 MB the first time)"
.venv/bin/pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
.venv/bin/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .

if ! tesseract --list-langs 2>/dev/null | grep -qx chi_sim; then
    if can_apt && apt_install tesseract-ocr tesseract-ocr-chi-sim; then
        echo "Installed tesseract with Simplified Chinese"
    else
        echo "The second reader, tesseract, is missing: reviews go on with one reader and pass fewer cases by themselves." >&2
        echo "To install it: sudo apt-get install tesseract-ocr tesseract-ocr-chi-sim" >&2
    fi
fi
