"""SQL that was written for an engine, broken into lines for people."""

import re

TOKEN = re.compile(r"'(?:[^']|'')*'|\(SELECT\b|[()]|\s+|\w+|[^\w\s()']+")
CLAUSES = frozenset({"FROM", "WHERE", "GROUP", "ORDER", "LIMIT", "VALUES", "SET", "JOIN"})
MEMBER = re.compile(r"""'[^']*,"\w+":""")
INDENT = "  "


def readable(sql: str) -> str:
    """Line breaks before clauses, subqueries and the members of JSON objects; nothing else."""
    lines = [""]
    parentheses: list[bool] = []  # for each open one, whether it holds a subquery
    tokens = TOKEN.findall(sql)
    for place, token in enumerate(tokens):
        depth = sum(parentheses)
        following = tokens[place + 2] if place + 2 < len(tokens) else ""
        before = tokens[place - 2] if place > 1 else ""
        clause = token in CLAUSES and before != "DISTINCT" and (not parentheses or parentheses[-1])
        if clause or (token == "||" and MEMBER.match(following)):
            lines.append(INDENT * (depth + (not clause)))
        elif token == "(SELECT":
            parentheses.append(True)
            lines.append(INDENT * (depth + 1))
        elif token == "(":
            parentheses.append(False)
        elif token == ")":
            parentheses.pop()
        lines[-1] += token
    return "\n".join(line.rstrip() for line in lines) + "\n"
