"""Where truth lives: the files under data/, what staff have published over them, the two together.

Base, then shared revisions, then the municipality's. ``bot.knowledge.get_live_content()`` holds
the result for the turns; ``Bot.editing`` (:class:`bot.content.editing.Editing`) is how it is
changed. What a page calls, by what it shows:

- names: ``Subject(kind, key, municipality)``; ``topic_id(name)`` and ``own_topic(code, name)`` make
  the id of a new topic (``bot.content.subject``); ``Author(id, name)`` (``bot.content.revision``)
- a list of topics: ``get_topics()``; of a municipality's own content:
  ``local_subjects(content, code)`` (``bot.content.reminders``)
- one subject: ``await editing.open(subject, author)`` gives a ``Standing``: what counts, the files'
  own, the author's draft, others' drafts, whether it is out of date
- while writing: ``editing.check(subject, content)`` gives ``Problem``s (error or reminder, field,
  Danish text); 0.3 ms a wording, no database
- saving: ``await editing.save_draft(subject, content, author, seen, saved)``, ``discard(id)``; a
  topic's whole list of wordings becomes a content with ``await editing.example_change(...)``;
  a new topic and all of its own: ``await editing.check_together(contents)``, ``save_together``
- publishing: ``await editing.publish({draft id: saved}, note)``, a new topic with its answer and
  examples in one; ``await editing.take_back(subject, seen, note, to_base)``
- before and after: ``await editing.history(subject)``, ``difference(revision)``;
  ``word_difference(old, new)`` (``bot.content.difference``)
- to do: ``await editing.drafts(author)``, ``outdated()``, ``editing.reminders(municipality)``
- finding: ``search(content, words, category)`` (``bot.content.topic_search``); where a wording
  comes from: ``origins(standing, await editing.example_history(topic))``
  (``bot.content.origins``)
- advice: ``likeness(content)`` (``bot.content.advice``), ``advise(...)``
  (``bot.content.example_advice``); seen as a citizen: ``preview(...)`` (``bot.content.preview``)
- exchange: ``read_spreadsheet(bytes)`` (``bot.content.spreadsheet``) and ``from_yaml(bytes)``
  (``bot.content.incoming``), then ``Importing(...).plan(...)`` to show and ``carry_out(...)``
  (``bot.content.importing``); ``write_spreadsheet(path, content)``
- training: ``bot.training.compose_data.compose_training_data(folder, base, content)``

A page catches what :mod:`bot.content.errors` has: ContentRefusedError (its text is Danish, a line
a problem), ContentConflictError (somebody was quicker: show ``open`` again), RevisionNotFoundError
and UnreadableFileError. Who may do what is not asked here; a page asks ``bot.staff.rights`` for
``subject.municipality`` first.
"""
