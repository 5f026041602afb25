"""Warming gives way to the first visitor, and frees later runs of the collector's work."""

import gc
import sys
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from services.runtime import preload


@pytest.fixture(autouse=True)
def painted(monkeypatch) -> Iterator[Event]:
    event = Event()
    monkeypatch.setattr(preload, "painted", event)
    yield event
    gc.unfreeze()


@pytest.fixture
def module(tmp_path, monkeypatch) -> Iterator[str]:
    (tmp_path / "slow_to_import.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    yield "slow_to_import"
    sys.modules.pop("slow_to_import", None)


def test_nothing_is_imported_before_the_first_frame_is_painted(painted, module):
    thread = Thread(target=preload.warm, args=((module,), 60.0))
    thread.start()
    assert module not in sys.modules
    painted.set()
    thread.join(10)
    assert module in sys.modules


def test_without_a_visitor_it_begins_by_itself(module):
    preload.warm((module,), patience=0)
    assert module in sys.modules


def test_what_was_imported_is_out_of_the_collectors_sight(module):
    preload.warm((module,), patience=0)
    assert gc.get_freeze_count() > 0


def test_every_module_that_is_warmed_exists():
    from importlib.util import find_spec

    assert all(find_spec(name) for name in preload.MODULES)
