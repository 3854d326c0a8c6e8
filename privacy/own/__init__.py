"""„Meine Daten“: what is held about one person, on one page and as one file, and its end.

`parts` says what a part looks like; `account`, `taking_part` and `work` fill them; `export` puts
them together and knows which tables they cover; `erase` deletes an account.
"""
