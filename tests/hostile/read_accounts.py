"""Read the accounts of this machine.

ends: refused
"""


def attack():
    for path in ("/etc/passwd", "/etc/shadow", "/etc/hosts", "/etc/hostname", "/etc/machine-id", "/etc/resolv.conf"):
        try:
            return "reached " + open(path).read()[:80]
        except OSError:
            pass
    return "refused"
