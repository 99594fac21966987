"""Modules that are imported when they are first used, or not at all."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType


def lazily(name: str) -> ModuleType:
    """Return the module `name`, which runs at the first look at one of its attributes.

    For modules with heavy imports that a server seldom needs. The first look must not come from two
    threads at once, which Python 3.11 does not guard. Raises ModuleNotFoundError.

    Source: the recipe "Implementing lazy imports" of the documentation of `importlib`.
    """
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    spec.loader = LazyLoader(spec.loader)
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def absent(name: str) -> Iterator[None]:
    """Let imports within the block find no package `name`, unless it was imported before."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # as `import` documents it
    try:
        yield
    finally:
        del sys.modules[name]
