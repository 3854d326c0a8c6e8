"""The reference: the least that Django needs to register somebody who is logged in.

The middleware of `startproject`, one table, one view: lock, count, insert, redirect.
"""
