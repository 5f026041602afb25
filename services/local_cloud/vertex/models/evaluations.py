"""ModelService: evaluations of model versions, which callers import."""

from typing import Any

from services.local_cloud.http.errors import not_found
from services.local_cloud.vertex.kernel import listing
from services.local_cloud.vertex.kernel.checks import check_display_name, field_error
from services.local_cloud.vertex.kernel.messages import Handler, message_type
from services.local_cloud.vertex.kernel.names import fresh_id, last_part, split_version
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.models.registry import Registry

_ListModelEvaluationsResponse = message_type("ListModelEvaluationsResponse")


class EvaluationService:
    """Serves the evaluations of ModelService. Raises ApiError.

    Callers see models/M/evaluations/E; the row is models/M/versions/V/evaluations/E.
    """

    def __init__(self, resources: Resources, registry: Registry) -> None:
        self._resources = resources
        self._registry = registry

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers of the RPCs of ModelService on evaluations by name."""
        return {
            "ModelService.ImportModelEvaluation": self.add,
            "ModelService.GetModelEvaluation": self.get,
            "ModelService.ListModelEvaluations": self.list,
        }

    def add(self, request: Any) -> Any:
        """Answer ImportModelEvaluation, for the default version if none is named."""
        evaluation = request.model_evaluation
        if not evaluation.HasField("metrics"):
            raise field_error("model_evaluation.metrics", "Required field is not set.")
        if not evaluation.metrics_schema_uri:
            raise field_error("model_evaluation.metrics_schema_uri", "Required field is not set.")
        if evaluation.display_name:
            check_display_name(evaluation.display_name, "model_evaluation.display_name")
        with self._resources.database.transaction():
            target, collection = self._collection(request.parent)
            evaluation_id = fresh_id()
            evaluation.name = f"{target}/evaluations/{evaluation_id}"
            return self._resources.add(f"{collection}/{evaluation_id}", evaluation)

    def get(self, request: Any) -> Any:
        """Answer GetModelEvaluation, for a named version or any."""
        model, evaluation_id = request.name.rsplit("/evaluations/", 1)
        target, version_id = split_version(model)
        if version_id:
            collections = [self._collection(model)[1]]
        else:
            collections = [
                f"{target}/versions/{version.version_id}/evaluations"
                for _position, version in self._registry.versions(target)
            ]
        for collection in collections:
            evaluation = self._resources.find(f"{collection}/{last_part(evaluation_id)}")
            if evaluation is not None:
                return evaluation
        raise not_found(f"The ModelEvaluation {request.name} does not exist.")

    def list(self, request: Any) -> Any:
        """Answer ListModelEvaluations, for the default version if none is named."""
        collection = self._collection(request.parent)[1]

        def read(after: Any) -> Any:
            return self._resources.in_collection(collection, after)

        page = listing.page(request, "evaluations", read)
        entries = [listing.masked(evaluation, request.read_mask) for evaluation in page.entries]
        return _ListModelEvaluationsResponse(model_evaluations=entries, next_page_token=page.next_token)

    def _collection(self, model: str) -> tuple[str, str]:
        """Return a model's name without version, and the collection of a version's evaluations."""
        version = self._registry.find(model)
        return version.name, f"{version.name}/versions/{version.version_id}/evaluations"
