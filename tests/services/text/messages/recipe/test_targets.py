from typing import get_args

from services.data.recipe.targets import Reason, TargetProposal
from services.text.messages.recipe import target_reason, target_reasons


def test_every_reason_has_words_of_its_own():
    texts = [target_reason(reason) for reason in get_args(Reason)]
    assert len(set(texts)) == len(texts)


def test_the_reasons_of_a_proposal_are_parted_by_commas():
    proposal = TargetProposal("y", "classification", ("named", "last"))
    assert target_reasons(proposal) == f"{target_reason('named')}, {target_reason('last')}"
