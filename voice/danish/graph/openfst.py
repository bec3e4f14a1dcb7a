"""The steps OpenFst does, as a script: L.fst G.fst out.fst -> composed, deterministic, minimal.

It runs in a process of its own and imports only kaldifst: kaldifst and vosk each carry an OpenFst,
and the second one loaded into a process waits for ever on a lock of the first.
"""

from __future__ import annotations

import sys

import kaldifst


def main(lexicon: str, grammar: str, result: str) -> None:
    """Compose two sorted transducers from files; nothing is left when no path is."""
    graph = kaldifst.StdVectorFst(
        kaldifst.compose(kaldifst.StdVectorFst.read(lexicon), kaldifst.StdVectorFst.read(grammar))
    )
    if graph.start >= 0:
        kaldifst.determinize_star(graph, use_log=True)
        kaldifst.minimize_encoded(graph)
    graph.write(result)


if __name__ == "__main__":
    main(*sys.argv[1:])
