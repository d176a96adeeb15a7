"""One module a sub-command: `HELP`, `add_arguments(parser)` and `run(options)`.

Only the standard library at the top of each: `sparring --help` imports them all.
"""
