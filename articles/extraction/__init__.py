"""RawArticle to ReadArticle: clean text, dates, bylines, people and quotes. Pure Python, no Django."""
