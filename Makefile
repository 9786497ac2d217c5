# make scan DIR=path     build and scan a folder          make test      build and run all tests
# make build             the static release program       make install   put it into PREFIX/bin
# make lint              formatting and house rules       make bench DIR=path   compare with other scanners
#                                                        (NOTEBOOKS=path: on notebooks as well)
# make test-page         install Chromium and use the HTML report in it, after make test

PREFIX ?= /usr/local
COMPLETIONS ?= $(PREFIX)/share
MANUALS ?= $(PREFIX)/share/man
DIR ?= .
SWIFT ?= swift
BIN := .build/release/keyhound
STATIC := --static-swift-stdlib -Xswiftc -static-executable
# The tests run with these checks; the program that is shipped need not ask again at every access.
ifneq ($(shell uname -s),Linux)
STATIC :=
endif

.PHONY: scan build test test-page test-sanitized lint catalogue install bench setup clean

scan: build
	@$(BIN) scan $(ARGS) "$(DIR)"

# The linker warns of functions in the libraries that look up users, groups and plugins or make temporary files; this program calls none of them.
build: SHELL := /bin/bash
build: .SHELLFLAGS := -o pipefail -c
build: setup
	@$(SWIFT) build -c release $(STATIC) --product keyhound --quiet 2>&1 | { grep -v -e 'in statically linked applications' -e 'use of .mktemp. is dangerous' || true; } >&2

setup:
	@scripts/setup.sh

test:
	@scripts/setup.sh test
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build
	Tests/validate-reports.sh
	Tests/validate-notebooks.sh
	Tests/check-archives.sh
	Tests/check-page.sh
	Tests/pre-commit-framework.sh
	$(MAKE) --no-print-directory lint

test-page:
	@scripts/setup.sh page
	Tests/check-page.sh

# The readers of foreign bytes once more under AddressSanitizer, with more damage than `make test` does, and without the rest of the package.
# What programs keep until they end is no leak worth failing for.
test-sanitized: export ASAN_OPTIONS = detect_leaks=0
test-sanitized: export KEYHOUND_READERS_ONLY = 1
test-sanitized: export KEYHOUND_FUZZ_ROUNDS = 100
test-sanitized:
	$(SWIFT) build --build-tests --sanitize=address --scratch-path .build/address
	$(SWIFT) test --skip-build --sanitize=address --scratch-path .build/address

lint:
	$(SWIFT) format lint --recursive --strict Sources Tests Plugins Package.swift
	scripts/check-keys.sh
	python3 scripts/catalogue.py --check

# The list of all rules in docs/, made from rules/.
catalogue:
	python3 scripts/catalogue.py

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(BIN) "$(DESTDIR)$(PREFIX)/bin/keyhound"
	-strip "$(DESTDIR)$(PREFIX)/bin/keyhound"
	install -d "$(DESTDIR)$(COMPLETIONS)/bash-completion/completions" "$(DESTDIR)$(COMPLETIONS)/zsh/site-functions" \
	  "$(DESTDIR)$(COMPLETIONS)/fish/vendor_completions.d"
	install -d "$(DESTDIR)$(MANUALS)/man1"
	$(BIN) manual > "$(DESTDIR)$(MANUALS)/man1/keyhound.1"
	$(BIN) --generate-completion-script bash > "$(DESTDIR)$(COMPLETIONS)/bash-completion/completions/keyhound"
	$(BIN) --generate-completion-script zsh > "$(DESTDIR)$(COMPLETIONS)/zsh/site-functions/_keyhound"
	$(BIN) --generate-completion-script fish > "$(DESTDIR)$(COMPLETIONS)/fish/vendor_completions.d/keyhound.fish"

bench: build
	@scripts/setup.sh bench
	@Benchmarks/compare.sh "$(DIR)" $(if $(NOTEBOOKS),"$(NOTEBOOKS)")

clean:
	rm -rf .build
