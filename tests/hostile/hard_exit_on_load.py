"""Leave with success while being loaded, for good.

ends: stopped ended
"""

import os

os._exit(0)
