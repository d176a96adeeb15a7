"""Change the machine's settings.

ends: refused
"""


def attack():
    for path in (
        "/proc/sys/kernel/core_pattern",
        "/proc/sys/vm/drop_caches",
        "/proc/sysrq-trigger",
        "/proc/sys/kernel/hostname",
        "/sys/power/state",
    ):
        try:
            with open(path, "w") as file:
                file.write("1")
            return f"reached {path}"
        except OSError:
            pass
    return "refused"
