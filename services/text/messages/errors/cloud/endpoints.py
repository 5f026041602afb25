"""Texts of changes of an endpoint that met those of somebody else."""

from collections.abc import Iterator

from services.text.i18n import _
from services.text.messages.errors.registry import ErrorText, error
from services.vertex.endpoints import Endpoint


@error
def endpoint_changing(name: str) -> ErrorText:
    return ErrorText(
        _("The endpoint “{name}” is being changed, maybe by somebody else.", name=name),
        _("Nothing was changed. Wait until its card says that the change has ended, then try again."),
    )


@error
def traffic_split_overtaken(name: str) -> ErrorText:
    return ErrorText(
        _(
            "The traffic split of “{name}” was set, but somebody else changes it at the same moment.",
            name=name,
        ),
        _("Wait until the endpoint's card says that the change has ended, then try again."),
    )


@error
def endpoint_changed_meanwhile(seen: Endpoint, present: Endpoint) -> ErrorText:
    return ErrorText(
        _(
            "Somebody else changed the endpoint “{name}” in the meantime: {changes}.",
            name=seen.display_name,
            changes=", ".join(_changes(seen, present)),
        ),
        _("Your change wasn't made. Apply it again to make it to the endpoint as it is now."),
    )


def _changes(seen: Endpoint, present: Endpoint) -> Iterator[str]:
    before = {model.id: model for model in seen.deployed}
    for model in present.deployed:
        earlier = before.pop(model.id, None)
        share = model.traffic / 100
        if earlier is None:
            yield _("{model} was deployed with {share:.0%}", model=model.display_name, share=share)
        elif earlier.traffic != model.traffic:
            yield _(
                "{model} has {share:.0%} instead of {before:.0%}",
                model=model.display_name,
                share=share,
                before=earlier.traffic / 100,
            )
    for model in before.values():
        yield _("{model} was undeployed", model=model.display_name)
