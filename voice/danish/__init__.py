"""How the Danish Vosk model is made: lexicon, corpus, training, export, graph, evaluation."""
