"""`issue-gateway doctor`: checks of an installation, each with what to do about a fault.

What starts or serves does not belong here: a check changes nothing.
"""
