"""spaCy's Danish tokenizer, mended for chat: "mette.jeg", "hvad???hej", "8660,skanderborg"."""

import re
from collections.abc import Callable

from spacy.lang.char_classes import ALPHA
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, registry

_ENDINGS = "dk|com|net|org|eu|nu|info|io|app|gov|edu|de|se|no|uk|tv|biz"
_ADDRESS = re.compile(
    rf"(?ui)^(?:(?:https?://|www\.)\S+|[^\s@]+@[\w.-]+\.\w{{2,}}"
    rf"|(?:[\w-]+\.)+(?:{_ENDINGS})(?::\d+)?(?:/\S*)?)$"
)
"""spaCy takes any "word.word" for a web address, and so glues sentences together."""
_INFIXES = [
    rf"(?<=[{ALPHA}]{{3}})\.(?!(?i:{_ENDINGS})\b)(?=[{ALPHA}]{{2}})",
    rf"(?<=[{ALPHA}0-9])(?:\.\.+|[!?]+)(?=[{ALPHA}0-9])",
    rf"(?<=[{ALPHA}]);(?=[{ALPHA}])",
    rf"(?<=[0-9])[,;](?=[{ALPHA}])",
    rf"(?<=[{ALPHA}]),(?=[0-9])",
    rf"(?<=[{ALPHA}])[:;]-?[)(DPp](?=\w|$)",
]


def mend_tokenizer(nlp: Language) -> None:
    """Change the tokenizer of ``nlp``; it is saved with the pipeline."""
    tokenizer = nlp.tokenizer
    if not isinstance(tokenizer, Tokenizer):
        raise TypeError(f"expected spaCy's own tokenizer, got {type(tokenizer).__name__}")
    tokenizer.infix_finditer = compile_infix_regex(
        [*(nlp.Defaults.infixes or ()), *_INFIXES]
    ).finditer
    tokenizer.url_match = _ADDRESS.match


@registry.callbacks("muni.chat_tokenizer.v1")
def _make_mend_tokenizer() -> Callable[[Language], None]:
    return mend_tokenizer
