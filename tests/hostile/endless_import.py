"""Never finish loading.

ends: stopped time
"""

while True:
    pass
