"""Records: replies that exist already, one normal form, one module a source."""
