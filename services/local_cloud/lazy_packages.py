"""Packages of which a process needs some submodules only: the package itself runs when more is needed.

google.cloud.aiplatform_v1 imports all of its clients, which takes most of a start; the local cloud needs
its messages.
"""

import importlib
import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any


class _LazyPackage(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if find_spec(f"{self.__name__}.{name}") is not None:
            return importlib.import_module(f"{self.__name__}.{name}")
        return getattr(self._run(), name)

    def __dir__(self) -> list[str]:
        return dir(self._run())

    def _run(self) -> ModuleType:
        self.__class__ = ModuleType  # type: ignore[assignment] # from here on it is as any other
        spec = self.__spec__
        assert spec is not None  # noqa: S101 - set below
        assert spec.loader is not None  # noqa: S101 - a package that was found has one
        spec.loader.exec_module(self)
        return self


def import_lazily(package: str) -> None:
    """Import a package without running it before something of it is used that is no submodule."""
    spec = None if package in sys.modules else find_spec(package)
    if spec is not None:
        sys.modules[package] = _module(spec)


def _module(spec: ModuleSpec) -> ModuleType:
    module = module_from_spec(spec)
    module.__class__ = _LazyPackage
    return module
