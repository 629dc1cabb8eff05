# uploadprep: prepares phone photos for exam portals.   `make help` lists the targets.

PREFIX ?= /usr/local
DESTDIR ?=
# The release build runs where no Swift is installed: the Swift libraries are linked statically.
RELEASE := --configuration release --static-swift-stdlib
# The commit that --version shows.
export UPLOADPREP_COMMIT := $(shell git rev-parse HEAD 2>/dev/null)
BINARY := .build/release/uploadprep
# Reads PDF and TIFF for the command, which looks for it in its own folder.
HELPER := .build/release/uploadprep-pages
LIBRARY := $(DESTDIR)$(PREFIX)/lib/uploadprep
SHARE := $(DESTDIR)$(PREFIX)/share

.PHONY: help packages build demo test test-postgres test-s3 browser-test test-image sanitize docs screenshots lint deploy-check office-week bench bench-quick install deb deb-check uninstall clean

help: ## Lists the targets.
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

packages:
	@Scripts/install-debian-packages build
	@command -v swift >/dev/null || { echo "Swift 6 is missing: see https://www.swift.org/install/linux/" >&2; exit 1; }

build: packages ## Builds the release command: .build/release/uploadprep
	swift build $(RELEASE) --product uploadprep
	swift build $(RELEASE) --product uploadprep-pages

demo: build ## Prepares and checks the sample photos, and prints the results.
	@Scripts/demo $(BINARY)

test: packages ## Builds and runs all tests, those in a real browser last.
	swift build --build-tests
	swift test --skip-build
	@$(MAKE) --no-print-directory browser-test

test-postgres: packages ## Tests the review store and the portal with rows in PostgreSQL, then the store through PgBouncer.
	@Scripts/install-debian-packages postgres-test
	swift build --build-tests
	Scripts/postgres-for-tests run swift test --skip-build --filter '$(or $(FILTER),^(ReviewStoreTests|ReviewWebTests))'
	POOLED=1 Scripts/postgres-for-tests run swift test --skip-build --filter '$(or $(FILTER),^ReviewStoreTests)'

test-s3: packages ## Tests the review store with its pictures in object storage: OpenStack Swift, in a temporary folder.
	@Scripts/install-debian-packages python
	swift build --build-tests
	Scripts/s3-for-tests run swift test --skip-build --filter '$(or $(FILTER),^ReviewStoreTests)'

# Without dependencies in the manifest SwiftPM would delete Package.resolved, and the next full build would resolve
# other versions.
IMAGE_TEST := UPLOADPREP_IMAGE_ONLY=1 swift test --disable-automatic-resolution

test-image: packages ## Tests ImageKit alone, in a separate build folder: make test-image FILTER=name-of-tests
	$(IMAGE_TEST) --scratch-path .build-image $(if $(FILTER),--filter '$(FILTER)')

# The test suites of the code that calls C.
SANITIZED := Decoding|Untidy|Rewrapping|Hostile|Colour|WebP|HEIF|Facts|Orientation|JPEGPass|Preparation|Smuggled|Encoding|Scale|Filter|ExactSide|Watermark|Plane

sanitize: packages ## Tests the code that calls C under sanitizers, and fuzzes the C modules for about a minute.
	ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1 UPLOADPREP_SANITIZE=1 \
	  $(IMAGE_TEST) --sanitize=address --scratch-path .build-sanitize --filter 'ImageKitTests\.($(SANITIZED))'
	Scripts/fuzz Samples 12

docs: packages ## Generates the documentation of ImageKit's public API with DocC: out/docs
	@Scripts/make-docs out/docs

browser-test: ## Tests the portal of the debug build in headless Chromium.
	@Scripts/install-debian-packages browser-test python
	Tests/Browser/run

screenshots: ## Takes the READMEs' screenshots of the portal, with the debug build.
	@Scripts/install-debian-packages browser-test python
	Tests/Browser/run screenshots.py

lint: ## Checks the format, the tracked files, and the dependencies between folders.
	swift format lint --strict -r Package.swift Sources Tests
	@Scripts/check-tracked-files
	@Scripts/check-rooms --self-test
	@Scripts/check-rooms --quiet

deploy-check: ## Checks the examples of a deployment against the debug build's options.
	@Scripts/install-debian-packages bench
	@Scripts/check-deploy --self-test
	@Scripts/check-deploy

office-week: build ## Plays an office's week with 2,000 candidates, and compares all figures with the log.
	Scripts/office-week --candidates 2000

bench: build ## Compares with ImageMagick and jpeginfo over a folder: make bench PHOTOS=folder
	@Scripts/install-debian-packages bench python
	Benchmarks/prepare-vs-peers $(or $(PHOTOS),Samples)
	Benchmarks/budget-vs-peers $(or $(PHOTOS),Samples)

bench-quick: build ## The same over the samples, once each, and a small office's week.
	@Scripts/install-debian-packages bench
	Benchmarks/prepare-vs-peers --quick Samples
	Benchmarks/budget-vs-peers --quick Samples
	Scripts/office-week --candidates 60
	python3 Benchmarks/store-under-fire/run.py --quick --command $(BINARY)
	swift build $(RELEASE) --product store-vs-sqlite
	.build/release/store-vs-sqlite --quick

install: build ## Installs below PREFIX (/usr/local): the command, its man pages, and completions for three shells.
	install -d "$(LIBRARY)" "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 -s $(BINARY) "$(LIBRARY)/uploadprep"
	install -m 755 -s $(HELPER) "$(LIBRARY)/uploadprep-pages"
	for resources in .build/release/uploadprep_*.resources; do \
	  [ ! -d "$$resources" ] || cp -R "$$resources" "$(LIBRARY)/"; done
	ln -sfn ../lib/uploadprep/uploadprep "$(DESTDIR)$(PREFIX)/bin/uploadprep"
	install -D -m 644 docs/man/uploadprep.1 "$(SHARE)/man/man1/uploadprep.1"
	install -D -m 644 docs/man/zh_CN/uploadprep.1 "$(SHARE)/man/zh_CN/man1/uploadprep.1"
	install -d "$(SHARE)/bash-completion/completions" "$(SHARE)/zsh/site-functions" "$(SHARE)/fish/vendor_completions.d"
	$(BINARY) --generate-completion-script bash | sed "1{/^#!/d}" >"$(SHARE)/bash-completion/completions/uploadprep"
	$(BINARY) --generate-completion-script zsh >"$(SHARE)/zsh/site-functions/_uploadprep"
	$(BINARY) --generate-completion-script fish >"$(SHARE)/fish/vendor_completions.d/uploadprep.fish"

deb: build ## Builds the Debian package: out/uploadprep_VERSION_ARCHITECTURE.deb
	@Scripts/make-deb

deb-check: deb ## Installs the Debian package in an empty Debian 12, and works with it there.
	@Scripts/install-debian-packages package-test
	Scripts/check-deb out

uninstall: ## Removes the installed files.
	rm -rf "$(LIBRARY)"
	rm -f "$(DESTDIR)$(PREFIX)/bin/uploadprep" \
	  "$(SHARE)/man/man1/uploadprep.1" "$(SHARE)/man/zh_CN/man1/uploadprep.1" \
	  "$(SHARE)/bash-completion/completions/uploadprep" "$(SHARE)/zsh/site-functions/_uploadprep" \
	  "$(SHARE)/fish/vendor_completions.d/uploadprep.fish"

clean: ## Removes all build products.
	rm -rf .build .build-image .build-sanitize .build-hostile .build-docs out
