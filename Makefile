# make demo   installs what is missing and reviews the sample inbox
# make check  style, types and the tests that need no OCR (under a minute)
# make test   everything
# make pictures  draws the pictures of README and docs anew (needs Debian's fonts-noto-cjk, fonts-arphic-uming, fonts-arphic-ukai and chromium)
.DEFAULT_GOAL := help
.PHONY: browser help demo check style types fast test postgresql lock pictures clean

BIN := .venv/bin
READY := .venv/.ready

help:
	@sed -n 's/^# //p' Makefile

$(READY): requirements.lock pyproject.toml setup.sh
	@./setup.sh
	@touch $@

demo: $(READY)
	@SIGNMATCH_DATA_DIR=demo $(BIN)/signmatch batch samples/inbox || [ $$? -eq 1 ]

check: $(READY)
	@$(MAKE) --no-print-directory --output-sync -j 2 style types fast

style: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

fast: $(READY)
	$(BIN)/pytest -m "not engines and not drawing" -n 2

test: check browser postgresql
	$(BIN)/pytest -m "engines or drawing" -n 2 --dist loadfile

# its server programs are for tests alone, which are skipped where they are missing
postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || ./setup.sh postgresql

browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || ( [ "$$(id -u)" = 0 ] && apt-get install -y -qq --no-install-recommends chromium >/dev/null ) || \
		echo "No chromium: the tests in a browser are skipped. To install it: sudo apt-get install chromium" >&2

lock: $(READY)
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-strip-extras --extra dev -o requirements.lock pyproject.toml

pictures: $(READY)
	PYTHONPATH=. $(BIN)/python docs/pictures/draw.py
	PYTHONPATH=. $(BIN)/python docs/pictures/dashboard.py
	$(BIN)/python -m samples.contact_sheet

clean:
	rm -rf .venv demo .pytest_cache .mypy_cache .ruff_cache *.egg-info
