"""Never finish loading.

ends: stopped time
slow: yes
"""

while True:
    pass
