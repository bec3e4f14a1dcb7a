"""The staff console under ``/personale``: pages, forms and who may open them."""
