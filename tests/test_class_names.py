"""Class names: one thing, one name."""

import ast
from collections import defaultdict

from tests.test_architecture import PACKAGES, ROOT, files, tree


def test_a_name_stands_for_one_class() -> None:
    """A noun of the schema may have the same name in other layers, such as `Issue`."""
    places = defaultdict(list)
    for path in files(*PACKAGES):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(path.relative_to(ROOT).parts[0])

    assert {name for name, found in places.items() if found.count("schema") > 1} == set()
    shared = {name: found for name, found in places.items() if len(found) > 1}
    assert {name for name, found in shared.items() if "schema" not in found} == set()
