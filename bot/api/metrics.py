"""Prometheus metrics, without anything a citizen wrote.

Every label has a bounded set of values: what a client can choose is never one.
"""

from prometheus_client import Counter, Gauge, Histogram

_BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10)

REQUEST_SECONDS = Histogram(
    "muni_request_seconds",
    "Time to answer an HTTP request.",
    ["route", "method", "status"],
    buckets=_BUCKETS,
)
TURN_SECONDS = Histogram(
    "muni_turn_seconds",
    "Time of one turn, waiting for earlier turns of the conversation included.",
    ["channel"],
    buckets=_BUCKETS,
)
TURN_STEP_SECONDS = Histogram(
    "muni_turn_step_seconds",
    "Time of one step of a turn, without the steps inside it.",
    ["step", "channel"],
    buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1, 5),
)
TURNS = Counter("muni_turns", "Turns answered, by the kind of the first answer.",
                ["channel", "outcome"])  # fmt: skip
TURNS_FAILED = Counter(
    "muni_turns_failed", "Turns that gave no answer, by what went wrong.", ["channel", "why"]
)
MESSAGES = Counter("muni_messages", "Messages given to citizens.", ["channel", "kind"])
TURNS_OPEN = Gauge("muni_turns_open", "Turns under way or waiting.", multiprocess_mode="livesum")
SOCKETS_OPEN = Gauge("muni_sockets_open", "Open chat sockets.", multiprocess_mode="livesum")
CONVERSATIONS = Counter("muni_conversations", "Conversations begun.", ["channel"])
FEEDBACK = Counter("muni_feedback", "Ratings given.", ["rating"])
