"""The command line: it translates arguments into requests, and what comes back into lines."""
