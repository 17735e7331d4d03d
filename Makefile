# One command for each chore; CI runs `lint`, `types` and `test`.
.PHONY: setup test test-fast spark lint types format accept bench reading mutants mutants-sample mutants-few fuzz kills figures app wheels windows pollock

setup: ## everything a developer needs, into the current environment
	python -m pip install --editable '.[dev]'

test: ## the whole suite
	python -m pytest -n auto

test-fast: ## what takes no seconds of its own, for daily work: under a minute on two cores
	python -m pytest -n auto -m 'not slow'

spark: ## the dataframe interface on a local Spark session; needs Java 17 and `pip install -e '.[dev,spark]'`
	JINSHAN_SPARK=1 python -m pytest tests/spark

lint: ## style, with a reason beside each ignore in pyproject.toml
	ruff check .
	ruff format --check .

types: ## strict types, package and tests
	mypy

format: ## rewrite the files in house style
	ruff check --fix .
	ruff format .

accept: ## take the screens as they are now: the snapshots, what the documents show, their pictures
	JINSHAN_ACCEPT=1 python -m pytest tests/faces tests/test_docs.py tests/test_edition_doc.py tests/test_pictures.py

bench: ## speed and memory, beside a floor, a rival or a limit in one run where there is one
	python benchmarks/startup.py
	python benchmarks/assess.py
	python benchmarks/scale.py
	python benchmarks/small.py
	python benchmarks/interview.py
	python benchmarks/batch.py
	python benchmarks/kinds.py 10000 100000

reading: ## the second reading in full: 100,000 random firms and every edge, both engines
	JINSHAN_FIRMS=100000 python -m pytest tests/second_reading

mutants: ## does a test tell each change of the data, and of the rule core (hours)
	python tests/mutation/data.py
	python tests/mutation/program.py

mutants-sample: ## the data whole, one change in nine of the core (half an hour)
	python tests/mutation/data.py
	python tests/mutation/program.py 9

mutants-few: ## one change in sixty of the core (a sample of the data is in `make test`)
	python tests/mutation/program.py 60

fuzz: ## five minutes of input led by coverage (needs atheris)
	python tests/fuzz/fuzz.py 75

kills: ## 200 interviews and 200 lists, killed at random moments
	python tests/faults/kills.py 200

pollock: ## the 2,290 polluted files of the benchmark Pollock, of which POLLOCK=… names a copy (its polluted_files)
	PYTHONPATH=tests python tests/pollock.py "$(POLLOCK)"

figures: ## the figures that the recipes above have kept, into docs/trust.md
	python tests/support/measured.py

wheels: ## asks for a ready-made wheel of every dependency, Python 3.11 to 3.14, Linux and Windows
	python -m build --quiet --wheel
	.ci/wheels dist/jinshan-*.whl

app: ## one folder that runs without Python, for this system: dist/jinshan
	python app/build.py

windows: ## the wheel on a Windows Python under Wine, which it sets up (Debian's packages, as root); a quarter of an hour
	python -m build --quiet --wheel --outdir dist .
	tests/windows/run dist/jinshan-*.whl
