"""Preloading waits for the first page, and keeps the garbage collector from scanning what it imports."""

import gc
import sys
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from services.runtime import preload


@pytest.fixture(autouse=True)
def drawn(monkeypatch) -> Iterator[Event]:
    event = Event()
    monkeypatch.setattr(preload, "drawn", event)
    yield event
    gc.unfreeze()


@pytest.fixture
def module(tmp_path, monkeypatch) -> Iterator[str]:
    (tmp_path / "slow_to_import.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    yield "slow_to_import"
    sys.modules.pop("slow_to_import", None)


def test_nothing_is_imported_before_the_first_frame_is_drawn(drawn, module):
    thread = Thread(target=preload.preload, args=((module,), 60.0))
    thread.start()
    assert module not in sys.modules
    drawn.set()
    thread.join(10)
    assert module in sys.modules


def test_without_a_visitor_it_starts_by_itself(module):
    preload.preload((module,), timeout=0)
    assert module in sys.modules


def test_imported_modules_are_frozen_out_of_the_garbage_collector(module):
    preload.preload((module,), timeout=0)
    assert gc.get_freeze_count() > 0


def test_every_preloaded_module_exists():
    from importlib.util import find_spec

    assert all(find_spec(name) for name in preload.MODULES)
