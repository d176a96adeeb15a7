"""Leave with success while being loaded.

ends: raised SystemExit
"""

import sys

sys.exit(0)
