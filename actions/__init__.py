"""rasa-sdk actions: what MUNI does for each understood message. One matter a file, thin."""
