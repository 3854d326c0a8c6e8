# Two commands do everything: `make run` and `make test`. They need python3 >= 3.12 and make.
.PHONY: declaration run serve update backup restore dev test test-postgres check audit bench messages lock clean
.DEFAULT_GOAL := run

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
# What the pass on PostgreSQL leaves out: browsers, pictures, settings, texts, the start of servers.
NOT_ABOUT_DATABASES := browser demo config recaps/test_images.py recaps/test_share_image.py test_translations.py test_architecture.py test_audit.py test_secrets.py test_licences.py test_framework_texts.py test_accessibility.py test_every_page.py test_rights.py operations/test_archive.py operations/test_deploy.py operations/test_serve.py

run: .venv/run  ## The demo, as it would run in production, on this machine only
	@DEMO=1 PORT=$(PORT) $(BIN)/python -m demo.run

serve: .venv/run  ## Web server and worker for people; settings come from the environment
	@exec $(BIN)/python manage.py serve --with-worker

update: .venv/run  ## After new code: database and static files follow
	@$(BIN)/python manage.py update

backup: .venv/run  ## Database and photos into one file: make backup TO=/backups
	@$(BIN)/python manage.py backup $(TO)

restore: .venv/run  ## Into an empty installation: make restore FROM=/backups/….tar
	@$(BIN)/python manage.py restore $(FROM)

dev: .venv/dev  ## Like run, with reloading and tracebacks
	DEBUG=1 $(BIN)/python manage.py migrate --verbosity 0
	DEBUG=1 $(BIN)/python manage.py load_demo
	DEBUG=1 $(BIN)/python manage.py runserver $(PORT)

test: .venv/dev  ## Everything: on SQLite with real browsers, then again on PostgreSQL
	$(BIN)/python -m pytest -n auto
	TEST_DATABASE=postgres $(BIN)/python -m pytest -n auto $(NOT_ABOUT_DATABASES:%=--ignore tests/%)

check: .venv/dev  ## What needs no running program: style, types, templates, migrations, settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/djlint --lint --quiet templates
	DEMO=1 $(BIN)/python manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python -m pytest -q -n 0 tests/test_architecture.py tests/test_translations.py

audit: .venv/dev  ## Known weaknesses of everything locked (needs the network), and the list of parts
	$(BIN)/python tools/audit.py

declaration: .venv/dev  ## Looks at every page in browsers and writes what the declaration of accessibility says
	$(BIN)/python -m tests.browser.declaration --look

bench: .venv/dev  ## Speed and size beside a bare reference; takes some minutes
	$(BIN)/python -m bench

messages: .venv/dev  ## Collects texts for translation (needs gettext) and compiles the catalogues
	DEMO=1 $(BIN)/python manage.py makemessages -l de --no-location --no-obsolete --ignore .venv --ignore var --ignore tests --ignore bench
	msgattrib --sort-output --no-wrap locale/de/LC_MESSAGES/django.po | sed '/POT-Creation-Date/d' > locale/sorted.po
	mv locale/sorted.po locale/de/LC_MESSAGES/django.po
	$(BIN)/pybabel -q compile -D django -d locale
	$(BIN)/pybabel -q compile -D django -d locale/frameworks

lock: .venv/dev  ## Renews the locked requirements (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.12 --generate-hashes --no-header -q -o requirements.txt
	uv pip compile pyproject.toml -c requirements.txt --extra s3 --universal --python-version 3.12 --generate-hashes --no-header -q -o requirements-s3.txt
	uv pip compile pyproject.toml -c requirements.txt --group dev --universal --python-version 3.12 --generate-hashes --no-header -q -o requirements-dev.txt

clean:  ## Removes the environment; data in var/ stays
	rm -rf .venv

# uv is used where it is installed; pip does the same, only slower.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 12))' || \
		{ echo "Streifzug braucht Python 3.12 oder neuer: make PYTHON=python3.13 …"; exit 1; }
	@$(PYTHON) -m venv .venv

define install
	@echo "Installiere $(1) (nur beim ersten Mal und nach Änderungen) …"
	@if command -v uv >/dev/null; \
		then VIRTUAL_ENV=.venv uv pip install --quiet --require-hashes -r $(1); \
		else $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); fi
	@touch $@
endef

.venv/run: requirements.txt | .venv/bin/python
	$(call install,$<)

.venv/dev: requirements-dev.txt requirements.txt | .venv/bin/python
	$(call install,$<)
	@touch .venv/run
