"""Google's own sentence on an error, cleaned for a page: no JSON, HTML or Python, no paths, no addresses.

Resource names become a kind and an id, files their name, addresses their host. What is left of a proxy's
HTML page or of an empty body is nothing.
"""

import json
import re
from typing import Any

MOST = 300  # characters

_KINDS = {
    "trainingPipelines": "training run",
    "customJobs": "training job",
    "hyperparameterTuningJobs": "tuning job",
    "batchPredictionJobs": "batch prediction",
    "deployedModels": "deployed model",
    "b": "bucket",
    "o": "file",
}
_NESTED = 5  # levels of JSON in JSON
_MOST_READ, _MOST_CLEANED = 20_000, 2_000  # characters

_MARKUP = re.compile(r"<\s*(?:!doctype|html|head|body|\?xml)\b", re.IGNORECASE)
_RPC = re.compile(r'\bdetails\s*=\s*"((?:[^"\\]|\\.)*)"')
_CALL = re.compile(r"^(?:\d{3}:? )?(?:(?:GET|POST|PUT|PATCH|DELETE) \S+ )?")
_PREDICTION = re.compile(r"^(?:Prediction failed:\s*)?Exception during \w+ prediction:\s*")
_TRACE = re.compile(r"Traceback \(most recent call last\).*?(?=\n\S+:|\Z)", re.DOTALL)
_CLASS = re.compile(r"\b(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Warning|Exit|Interrupt)\b(?:\(|:\s*)?")
_QUALIFIED = re.compile(r"\b(?:[a-z_]\w*\.)+[A-Z]\w*:\s*")
_REPR = re.compile(r"\b[A-Z]\w*\([^()]*=[^()]*\):?")
_PAIR = re.compile(r"[\"']\w+[\"']\s*:.*", re.DOTALL)  # of JSON or a dict that was cut
_ADDRESS = re.compile(
    r"\b(?:https?|grpc|ipv[46]):/{0,2}([^\s/\"'“”<>)\]},;?#]*)[^\s\"'“”<>)\]},;]*", re.IGNORECASE
)
_RESOURCE = re.compile(r"/{0,2}(?:[\w.-]+/)*?projects/[^\s\"'“”`<>()\[\]{},;]+")
_FILE = re.compile(r"\bgs:/{1,2}([^\s\"'“”`<>()\[\]{},;]*)")
_PATH = re.compile(
    r"(?<![\w/])/?(?:[^\s/\"'“”`<>()\[\]{},;:]+/){2,}([^\s/\"'“”`<>()\[\]{},;:]*)|(?<!\w)/[\w.-]+(?:/[\w.-]*)+"
)
_STRUCTURE = re.compile(r"\{[^{}]*\}|<[^<>]*>|\[[^\[\]]*[=:\"'][^\[\]]*\]|\(\s*[\"'][^()]*\)")
_TOKEN = re.compile(r"Bearer\s+\S+|ya29\.\S+|0x[0-9a-f]{4,}", re.IGNORECASE)
_TWICE = re.compile(r"""\b([a-z][a-z ]*?) (["“'`]?)\1 """, re.IGNORECASE)
# What is left of a text that no rule above understands; such a text is better left out.
_RAW = re.compile(
    r"\b(?:projects|locations)/|://|\b\w+/\w+/\w+|\b[A-Z]\w+(?:Error|Exception)\b|Traceback|0x[0-9a-f]{4}"
    r"|Bearer|ya29\.|[\"']\w+[\"']\s*:"
)


def sentence(text: object) -> str:
    """Return what an error of Google's says, on one line, empty if it says nothing to a reader."""
    said = _unwrapped(str(text)[:_MOST_READ])
    if _MARKUP.search(said):
        return ""
    said = said[:_MOST_CLEANED]
    said = _TRACE.sub(" ", said)
    for pattern in (_TOKEN, _CALL, _PREDICTION):
        said = pattern.sub("", said.strip())
    said = _RESOURCE.sub(_kind_and_id, _ADDRESS.sub(_host, said))
    said = _PATH.sub(lambda path: path[1] or "", _FILE.sub(_file, said))
    for _level in range(_NESTED):
        said = _STRUCTURE.sub(" ", said)
    for pattern in (_PAIR, _QUALIFIED, _CLASS, _REPR):
        said = pattern.sub("", said)
    said = _CALL.sub("", said.strip())
    said = re.sub(r"[{}<>|\\]|[\x00-\x1f\x7f]|\s", " ", said)
    said = _TWICE.sub(r"\1 \2", re.sub(r" +([.,;:!?])|(?<= ) +", r"\1", said))
    said = _unquoted(_closed(said.strip(" :;,-/[]")))
    said = "".join(letter for letter in said if letter.isprintable())
    is_said = re.search(r"[^\W\d_]{2}", said) and said not in ("None", "null", "true", "false")
    return _shortened(said) if is_said and not _RAW.search(said) else ""


def is_page(text: str) -> bool:
    """Return whether a text is a page of HTML, such as a proxy's, and so no answer of Google's."""
    return _MARKUP.search(text[:_MOST_READ]) is not None


def _unwrapped(text: str) -> str:
    """Return the message inside JSON, however deep, and the details of a gRPC error's repr."""
    for _level in range(_NESTED):
        text = text.strip()
        start = min((place for place in (text.find("{"), text.find("[{")) if place >= 0), default=-1)
        if start < 0:
            break
        try:
            content, end = json.JSONDecoder().raw_decode(text[start:])
        except (ValueError, RecursionError):
            break
        if not content:
            break
        message = _message(content)
        text = message or f"{text[:start]} {text[start + end :]}"
    details = _RPC.search(text)
    return details[1].replace('\\"', '"') if details else text


def _message(content: Any) -> str:
    """Return the message of an error in JSON, as Google, OAuth and serving containers write it."""
    if isinstance(content, list):
        return next((text for item in content if (text := _message(item))), "")
    if not isinstance(content, dict):
        return ""
    for name in ("error_description", "message", "error", "detail", "errors"):
        value = content.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, dict | list) and (text := _message(value)):
            return text
    return ""


def _kind_and_id(name: re.Match[str]) -> str:
    path = name[0].rstrip(".:")
    parts = [part for part in path[path.index("projects/") :].split("/") if part]
    if len(parts) % 2:  # a collection, or a name with a verb
        parts.pop()
    if len(parts) > 2 and parts[-2] == "locations":
        parts = parts[:-2]
    kind, id = parts[-2:] if len(parts) >= 2 else ("projects", "")
    id = id.partition(":")[0]
    end = name[0][len(path) :]
    return f"{_kind(kind)} {id}{end}".rstrip()


def _kind(collection: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", collection).lower()
    return _KINDS.get(collection, words.removesuffix("s"))


def _host(address: re.Match[str]) -> str:
    host = address[1].partition(":")[0]
    return host if re.search(r"\.[a-z]{2,}$", host, re.IGNORECASE) else ""


def _file(address: re.Match[str]) -> str:
    bucket, _slash, path = address[1].partition("/")
    return path.rstrip("/").rpartition("/")[2] or bucket


def _closed(text: str) -> str:
    """Return a text without brackets that are never closed or opened, and what follows the former."""
    if text.count("(") > text.count(")"):
        text = text[: text.rfind("(")]
    return text.lstrip(")").rstrip("( ") if text.count("(") < text.count(")") else text.strip("( ")


def _unquoted(text: str) -> str:
    while len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1].strip()
    return text


def _shortened(text: str) -> str:
    if len(text) > MOST:
        return f"{text[: MOST - 1].rstrip()}…"
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
