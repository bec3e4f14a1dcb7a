"""How trained weights become the acoustic part of a folder that Vosk loads."""
