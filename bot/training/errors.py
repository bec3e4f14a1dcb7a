"""Errors of training; their titles are what staff read.

MuniError
└── TrainingError                 a model can't be trained so
    ├── TrainingRunningError
    ├── QueueUnreachableError
    ├── TrainingRefusedError
    ├── TrainingEndedError
    └── UnknownRunError
"""

from bot.errors import MuniError


class TrainingError(MuniError):
    """A model can't be trained so."""

    title = "Modellen kan ikke trænes"


class TrainingRunningError(TrainingError):
    """There is a training already, in this process or another."""

    title = "Der er allerede en træning i gang. Vent, til den er færdig, eller afbryd den"


class QueueUnreachableError(TrainingError):
    """The queue of jobs is away, so nobody would do the training."""

    title = "Køen af opgaver kan ikke nås, så træningen kan ikke begynde. Giv driften besked"


class TrainingRefusedError(TrainingError):
    """The content is not fit to be learnt from; ``str`` of it says why, in Danish."""

    title = "Modellen kan ikke trænes på indholdet, som det er nu"


class TrainingEndedError(TrainingError):
    """The training was cancelled, or given up for dead, while its process still worked."""

    title = "Træningen er slut"


class UnknownRunError(TrainingError):
    """No training of that number."""

    title = "Træningen findes ikke"
