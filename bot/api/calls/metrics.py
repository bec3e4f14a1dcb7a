"""Prometheus metrics of the telephone, without anything a caller said or rang from."""

from prometheus_client import Counter, Gauge, Histogram

_BUCKETS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 5)

CALLS_OPEN = Gauge("muni_calls_open", "Calls under way.", ["line"], multiprocess_mode="livesum")
CALLS = Counter("muni_calls", "Calls that are over, by how they ended.", ["line", "ending"])
CALLS_BUSY = Counter("muni_calls_busy", "Callers who heard that all lines were busy.")
CALL_SECONDS = Histogram(
    "muni_call_seconds",
    "Length of a call.",
    ["line"],
    buckets=(5, 15, 30, 60, 120, 300, 600, 1200),
)
ENDPOINT_SECONDS = Histogram(
    "muni_call_endpoint_seconds",
    "From the end of the caller's speech until it was seen as such.",
    ["line"],
    buckets=_BUCKETS,
)
REPLY_SECONDS = Histogram(
    "muni_call_reply_seconds",
    "From the end of the caller's speech until the first sound of the reply.",
    ["line"],
    buckets=_BUCKETS,
)
SMS = Counter("muni_sms", "Text messages asked for, by what came of them.", ["outcome"])
SPEECH_MODEL = Gauge(
    "muni_speech_model_info",
    "Processes that hear callers with this speech model.",
    ["folder"],
    multiprocess_mode="livesum",
)
