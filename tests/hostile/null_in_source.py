"""A source with odd characters in it.

ends: value
"""


#  \x00 \u202e
def attack():
    return "​‮⁦"
