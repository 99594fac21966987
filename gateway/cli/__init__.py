"""The command line: one module a group of commands, and the options that they share.

What a command does belongs to the package that does it; here are its options and its output.
"""
