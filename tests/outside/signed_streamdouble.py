"""Runs streamdouble, which signs nothing, with the header that Twilio's servers would send.

Run by the interpreter of streamdouble's own environment: the signature, then its arguments.
"""

import functools
import importlib
import sys

if __name__ == "__main__":
    websockets = importlib.import_module("websockets")
    signed = {"X-Twilio-Signature": sys.argv[1]}
    vars(websockets)["connect"] = functools.partial(websockets.connect, additional_headers=signed)
    sys.exit(importlib.import_module("streamdouble.cli").main(sys.argv[2:]))
