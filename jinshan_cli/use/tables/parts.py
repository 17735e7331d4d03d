"""What of an edition belongs to one policy, and how much of something it has."""

from jinshan_cli.core.edition.named import NamedFigure
from jinshan_cli.core.policy import Edition, Policy
from jinshan_cli.core.rules.nodes import Parameter
from jinshan_cli.core.rules.tree import walk


def parameters_of(policy: Policy, edition: Edition) -> dict[str, NamedFigure]:
    """By name, in the order of the edition: those that what decides on its benefits reads."""
    nodes = (node for benefit in policy.benefits for node in edition.nodes_of(benefit.id))
    used = {part.name for node in nodes for part in walk(node) if isinstance(part, Parameter)}
    return {name: figure for name, figure in edition.parameters.items() if name in used}


def count_examples(edition: Edition) -> int:
    """How many worked examples `jinshan check` runs."""
    return sum(len(benefit.examples) for policy in edition.policies for benefit in policy.benefits)
