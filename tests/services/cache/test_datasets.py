"""What a mutation changed is read anew at once; what it didn't stays cached."""

from dataclasses import replace

from services import cache
from services.data.reading.dialect import DETECT_ALL
from services.data.reading.read import read_csv
from services.data.samples import samples
from services.settings import Target
from services.vertex import objects
from services.vertex.datasets import Dataset

CONTENT = b"cached,label\r\n" + b"".join(b"%d,%d\r\n" % (n, n % 2) for n in range(40))


def listed(here: Target, dataset: Dataset) -> list[str]:
    return [each.display_name for each in cache.datasets(here) if each.id == dataset.id]


def test_the_list_follows_what_is_stored_renamed_and_deleted(here: Target) -> None:
    cache.datasets(here)
    stored = cache.store_dataset(here, "Cached", read_csv(CONTENT), raw=CONTENT)
    assert listed(here, stored) == ["Cached"]
    cache.rename_dataset(here, stored, "Cached again")
    assert listed(here, stored) == ["Cached again"]
    cache.delete_dataset(here, stored)
    assert listed(here, stored) == []


def test_a_sample_is_listed_once_it_is_stored(here: Target) -> None:
    sample = next(sample for sample in samples.SAMPLES if sample.key == "support_messages")
    cache.datasets(here)
    stored = cache.store_sample(here, sample)
    assert len(listed(here, stored)) == 1


def test_a_saved_recipe_is_read_anew_and_what_others_save_a_moment_later(
    here: Target, text_dataset: Dataset
) -> None:
    folder = text_dataset.folder
    before = cache.recipe(here, folder)
    assert cache.recipe(here, folder) is before
    cache.save_recipe(here, folder, replace(before, seed=78))
    assert cache.recipe(here, folder).seed == 78
    cache.save_recipe(here, folder, before)
    assert cache.recipe(here, folder) == before


def test_dependents_are_those_of_the_dataset(here: Target, text_dataset: Dataset) -> None:
    assert cache.dependents(here, text_dataset).later == ()


def test_a_source_is_looked_up_anew_after_a_failure(here: Target) -> None:
    address = here.uri("tests/cache/source.csv")
    objects.write(here, address, b"a,b\n1,2\n", "text/csv")
    first = cache.source(here, address)
    objects.write(here, address, b"a,b\n3,4\n", "text/csv")
    assert cache.source(here, address) == first
    cache.read_again(here, first, DETECT_ALL)
    assert cache.source(here, address).content != first.content
