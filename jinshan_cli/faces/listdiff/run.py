"""Two files of results to a view of what changed."""

from pathlib import Path

from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.listdiff.view import ListComparison
from jinshan_cli.faces.lists.headings import HEADINGS
from jinshan_cli.files.lists.results import read_results
from jinshan_cli.use.lists.differing import difference


def compare_lists(old: Path, new: Path, edition: Edition) -> ListComparison:
    """Raises InputError for a file that is no list of results."""
    before, after = (read_results(path, edition.facts, HEADINGS) for path in (old, new))
    return ListComparison(difference(before, after), edition, old.name, new.name)
