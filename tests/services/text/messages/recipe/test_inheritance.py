"""Each loss is a sentence of its own that names the column."""

from typing import get_args

from services.data.recipe.inheritance import Loss, LossKind
from services.text.messages.recipe.inheritance import loss_text


def test_each_loss_names_its_column() -> None:
    sentences = [loss_text(Loss(kind, "price")) for kind in get_args(LossKind)]
    assert len(set(sentences)) == len(sentences)
    assert all("“price”" in sentence for sentence in sentences)
