# One command for each chore; CI runs `lint`, `types` and `test`.
.PHONY: setup test spark lint types format bench accept

setup: ## everything a developer needs, into the current environment
	python -m pip install --editable '.[dev]'

test: ## the whole suite
	python -m pytest

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

accept: ## take the screens as they are now for the snapshots
	JINSHAN_ACCEPT=1 python -m pytest tests/faces

bench: ## figures as ratios, each in one run
	python benchmarks/startup.py
	python benchmarks/assess.py
	python benchmarks/scale.py
	python benchmarks/interview.py
	python benchmarks/batch.py
