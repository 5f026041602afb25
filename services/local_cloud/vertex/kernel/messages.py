"""Google's message types, and helpers to set and read their fields."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from google.cloud.aiplatform_v1 import types
from google.longrunning import operations_pb2
from google.protobuf import json_format, struct_pb2
from google.protobuf.message import Message
from google.rpc import status_pb2

from services.local_cloud.http.errors import ApiError

Operation = operations_pb2.Operation
ListOperationsResponse = operations_pb2.ListOperationsResponse
Status = status_pb2.Status
Struct = struct_pb2.Struct
Value = struct_pb2.Value

# Answers an RPC: the request's message in, the response's message out, or an awaitable of it.
Handler = Callable[[Any], Any]


def message_type(name: str) -> Any:
    """Return a message class of google.cloud.aiplatform.v1 by its name."""
    return getattr(types, name).pb()


BatchPredictionJob = message_type("BatchPredictionJob")
CustomJob = message_type("CustomJob")
CustomJobSpec = message_type("CustomJobSpec")
Dataset = message_type("Dataset")
DeployedModel = message_type("DeployedModel")
Endpoint = message_type("Endpoint")
HyperparameterTuningJob = message_type("HyperparameterTuningJob")
Measurement = message_type("Measurement")
Model = message_type("Model")
StudySpec = message_type("StudySpec")
TrainingPipeline = message_type("TrainingPipeline")
Trial = message_type("Trial")


def set_time(message: Message, field: str, moment: datetime) -> None:
    """Set a message's timestamp field."""
    getattr(message, field).FromDatetime(moment)


def enum_name(message: Message, field: str) -> str:
    """Return the name of an enum field's value, such as JOB_STATE_RUNNING."""
    values = message.DESCRIPTOR.fields_by_name[field].enum_type.values_by_number
    return str(values[getattr(message, field)].name)


def set_enum(message: Message, field: str, name: str) -> None:
    """Set an enum field by the name of its value."""
    values = message.DESCRIPTOR.fields_by_name[field].enum_type.values_by_name
    setattr(message, field, values[name].number)


def status_of(error: ApiError) -> Any:
    """Return an error as the google.rpc.Status of operations and jobs."""
    return Status(code=error.code, message=error.message)


def struct_of(document: Mapping[str, Any]) -> Any:
    """Return a JSON object as a google.protobuf.Value."""
    return json_format.ParseDict(dict(document), Value())
