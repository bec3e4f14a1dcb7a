"""From a lexicon and a language model to the decoding graph Vosk loads."""
