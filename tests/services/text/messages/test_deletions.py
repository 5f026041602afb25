"""Every kind of deletion has its sentences, with and without a person."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from services.text.messages.deletions import deletion_text, retained_text, undeployment_text, unknown_text
from services.vertex.deletions import Deletion, Kind, Retained


def deletion(kind: Kind) -> Deletion:
    moment = datetime.now(UTC) - timedelta(minutes=3, seconds=5)
    return Deletion(kind, "7", "Trees {a}", "mina@example.com", moment, get_args(Retained))


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_deletion_names_thing_person_and_time(kind: Kind) -> None:
    text = deletion_text(deletion(kind))
    assert "“Trees {a}”" in text
    assert "mina@example.com" in text
    assert "3 min ago" in text
    nobody = deletion_text(replace(deletion(kind), by=""))
    assert " by " not in nobody
    assert "3 min ago" in nobody


def test_the_kinds_have_sentences_of_their_own() -> None:
    kinds = get_args(Kind)
    assert len({undeployment_text(deletion(kind)) for kind in kinds}) == len(kinds)
    assert all("7" in unknown_text(kind, "7") for kind in kinds)


def test_what_remains_is_listed_where_anything_does() -> None:
    everything = retained_text(deletion("dataset"))
    assert len(set(everything.split(", "))) == len(get_args(Retained))
    assert deletion_text(replace(deletion("dataset"), retained=())).endswith("ago.")
