"""Audio and calls; knows neither HTTP nor Rasa. The hotline comes here."""
