"""Where the steps are strung together: capture, extract, read, store, index, link.

It imports none of its modules: a process that only reads would load the database's library for nothing.
"""
