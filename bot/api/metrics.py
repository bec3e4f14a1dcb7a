"""Prometheus metrics, without anything a citizen wrote."""

from prometheus_client import Counter, Gauge, Histogram

REQUEST_SECONDS = Histogram(
    "muni_request_seconds",
    "Time to answer an HTTP request.",
    ["route", "method", "status"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10),
)
TURN_SECONDS = Histogram(
    "muni_turn_seconds",
    "Time of one turn, waiting for earlier turns of the conversation included.",
    ["channel"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10),
)
MESSAGES = Counter("muni_messages", "Messages given to citizens.", ["channel", "kind"])
TURNS_OPEN = Gauge("muni_turns_open", "Conversations with a turn under way.")
SOCKETS_OPEN = Gauge("muni_sockets_open", "Open chat sockets.")
CONVERSATIONS = Counter("muni_conversations", "Conversations begun.", ["channel"])
FEEDBACK = Counter("muni_feedback", "Ratings given.", ["rating"])
