# Two commands do everything: `make run` and `make test`.
# What a Debian machine must have already: git, a C compiler, make and Rust.

CARGO ?= cargo
LISTEN ?= 127.0.0.1:8080
CLIENTS := target/clients
EARS := target/ears
EPUBCHECK := /usr/share/java/epubcheck.jar
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: help run build test deps fmt lint doc unit browser clients bench load screenshots books listening voices-report

help:
	@echo "make run    build Lyssna and serve it on http://$(LISTEN)"
	@echo "make test   install what the tests need, then run them all"
	@echo "make books  check the EPUBs of the demo articles with epubcheck"
	@echo "make bench  measure speed against the bars of docs/ARCHITECTURE.md"
	@echo "make listening      make the sounds of the blind listening test in examples/"
	@echo "make voices-report  measure the voices anew (docs/VOICES.md)"
	@echo "make load   measure the service under load, against nginx (docs/OPERATIONS.md)"

run: build
	@echo "== Lyssna serves on http://$(LISTEN)  (Ctrl-C stops it)"
	target/release/lyssna serve --listen $(LISTEN)

build:
	@echo "== building Lyssna (the first time takes some minutes)"
	$(CARGO) build --release --locked

test: deps fmt lint doc unit browser clients
	@echo "== all tests passed"

# Debian packages are asked for only when a command is missing, so that the
# target runs without root where they are installed already.
deps:
	@echo "== installing what the tests need: chromium, g++, node, opus-tools, playwright-core, Python clients"
	@missing=""; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v g++ >/dev/null || missing="$$missing g++"; \
	command -v node >/dev/null || missing="$$missing nodejs"; \
	command -v opusdec >/dev/null || missing="$$missing opus-tools"; \
	command -v npm >/dev/null || missing="$$missing npm"; \
	python3 -c "import ensurepip" 2>/dev/null || missing="$$missing python3-venv"; \
	if [ -n "$$missing" ]; then \
		$(SUDO) apt-get update -qq && \
		$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
	fi
	cd tests/browser && npm ci --no-audit --no-fund
	python3 -m venv $(CLIENTS)
	$(CLIENTS)/bin/pip install --quiet --requirement tests/clients/requirements.txt

fmt:
	@echo "== formatting"
	$(CARGO) fmt --all --check

lint:
	@echo "== clippy, examples, benches and fuzz targets included"
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

doc:
	@echo "== documentation"
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --no-deps --locked

unit:
	@echo "== building everything, then unit and integration tests"
	$(CARGO) build --workspace --all-targets --locked
	$(CARGO) test --workspace --locked

browser: deps
	@echo "== browser tests in chromium"
	$(CARGO) build --workspace --all-targets --locked
	cd tests/browser && node --test

clients: deps
	@echo "== other programs at the service"
	$(CARGO) build --workspace --all-targets --locked
	$(CLIENTS)/bin/python -m unittest discover --start-directory tests/clients

screenshots: deps
	@echo "== pictures of the player into docs/screenshots"
	$(CARGO) build --workspace --all-targets --locked
	cd tests/browser && node screenshots.mjs

# Not part of `make test`: epubcheck is a Java program of some size.
books: build
	@echo "== books of the demo articles, by Debian's epubcheck"
	@test -e $(EPUBCHECK) || { \
		$(SUDO) apt-get update -qq && \
		$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends epubcheck default-jre-headless; \
	}
	mkdir -p target/books
	for article in examples/articles/*.html; do \
		book=target/books/$$(basename $$article .html); \
		target/release/lyssna read $$article -o $$book.mp3 --epub && java -jar $(EPUBCHECK) $$book.epub || exit 1; \
	done

# Not part of `make test`: they need what voices/evaluation/README.md names.
EVALUATION := cd voices && $(abspath $(EARS))/bin/python -m evaluation

$(EARS):
	python3 -m venv $(EARS)
	$(EARS)/bin/pip install --quiet --requirement voices/evaluation/requirements.txt

listening: build $(EARS)
	$(EVALUATION) listening $(MEASURE)

voices-report: build $(EARS)
	$(EVALUATION) report $(MEASURE)

bench: build deps
	$(CARGO) bench --locked
	@echo "== from the press to the first sound"
	node benches/press.mjs

PARTS ?= cached listeners storm

load:
	@case " $(PARTS) " in *" cached "*) command -v nginx >/dev/null || { \
		echo "make load compares with nginx, which is not installed; Debian's package is nginx-light" >&2; \
		exit 1; \
	} ;; esac
	$(CARGO) bench --locked --bench load -- $(PARTS)
