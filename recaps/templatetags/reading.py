"""What the templates of the article need: its text in two parts, its photos in rows."""

from django import template

from recaps import layout, structured, text

register = template.Library()

register.filter("opening", text.opening)
register.filter("rest", text.rest)
register.filter("rows", layout.rows)
register.filter("within_text", layout.within_text)
register.filter("after_text", layout.after_text)
register.simple_tag(structured.article, name="article_data")
