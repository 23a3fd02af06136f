"""Bytes to RawArticle. Pure Python, no Django; one module a format, `detect` chooses among them."""
