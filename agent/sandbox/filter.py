"""The system calls a submission may not make, as a seccomp program built by hand (no libseccomp needed).

A list of refusals, not of permissions: NumPy and torch use calls nobody can list. Namespaces and limits hold by
themselves; this closes new processes, sockets, memory outside the memory limit, and the kernel's rarely used doors.
"""

import platform
import struct

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS = 1, 38
_CLONE_THREAD = 0x00010000
_PDEATHSIG, _SIGKILL = 1, 9

_COMMON = {
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
    "pidfd_open": 434, "pidfd_getfd": 438, "mount_setattr": 442, "memfd_secret": 447,
}  # fmt: skip

_X86_64 = {
    "shmget": 29, "shmat": 30, "shmctl": 31, "socket": 41, "fork": 57, "vfork": 58, "semget": 64, "msgget": 68,
    "ptrace": 101, "syslog": 103, "personality": 135, "modify_ldt": 154, "pivot_root": 155, "adjtimex": 159,
    "chroot": 161, "acct": 163, "settimeofday": 164, "mount": 165, "umount2": 166, "swapon": 167, "swapoff": 168,
    "reboot": 169, "sethostname": 170, "setdomainname": 171, "iopl": 172, "ioperm": 173, "init_module": 175,
    "delete_module": 176, "quotactl": 179, "clock_settime": 227, "mq_open": 240, "kexec_load": 246, "add_key": 248,
    "request_key": 249, "keyctl": 250, "unshare": 272, "move_pages": 279, "perf_event_open": 298,
    "fanotify_init": 300, "name_to_handle_at": 303, "open_by_handle_at": 304, "clock_adjtime": 305, "setns": 308,
    "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312, "finit_module": 313, "memfd_create": 319,
    "kexec_file_load": 320, "bpf": 321, "userfaultfd": 323,
}  # fmt: skip

_AARCH64 = {
    "umount2": 39, "mount": 40, "pivot_root": 41, "chroot": 51, "quotactl": 60, "acct": 89, "personality": 92,
    "unshare": 97, "kexec_load": 104, "init_module": 105, "delete_module": 106, "clock_settime": 112, "syslog": 116,
    "ptrace": 117, "reboot": 142, "sethostname": 161, "setdomainname": 162, "settimeofday": 170, "adjtimex": 171,
    "mq_open": 180, "msgget": 186, "semget": 190, "shmget": 194, "shmctl": 195, "shmat": 196, "socket": 198,
    "add_key": 217, "request_key": 218, "keyctl": 219, "swapon": 224, "swapoff": 225, "move_pages": 239,
    "perf_event_open": 241, "fanotify_init": 262, "name_to_handle_at": 264, "open_by_handle_at": 265,
    "clock_adjtime": 266, "setns": 268, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272,
    "finit_module": 273, "memfd_create": 279, "bpf": 280, "userfaultfd": 282, "kexec_file_load": 294,
}  # fmt: skip

# machine: (audit architecture, clone, clone3, prctl, refused calls)
MACHINES = {
    "x86_64": (0xC000003E, 56, 435, 157, {**_COMMON, **_X86_64}),
    "aarch64": (0xC00000B7, 220, 435, 167, {**_COMMON, **_AARCH64}),
}


def program(machine: str | None = None) -> bytes | None:
    """The filter for this machine, or None where we know no numbers; then only the limits hold processes down."""
    known = MACHINES.get(machine or platform.machine())
    if known is None:
        return None
    architecture, clone, clone3, prctl, refused = known
    code = [
        _op(_LOAD, 4),  # which architecture made this call
        _op(_EQUAL, architecture, 1, 0),
        _op(_RETURN, _KILL),
        _op(_LOAD, 0),  # which call
    ]
    if architecture == 0xC000003E:  # the x32 numbers would walk around the list
        code += [_op(_AT_LEAST, 0x40000000, 0, 1), _op(_RETURN, _ERRNO | _EPERM)]
    code += [_op(_EQUAL, clone3, 0, 1), _op(_RETURN, _ERRNO | _ENOSYS)]  # libc then asks clone, whose flags we can read
    for number in sorted(refused.values()):
        code += [_op(_EQUAL, number, 0, 1), _op(_RETURN, _ERRNO | _EPERM)]
    code += [
        _op(_EQUAL, prctl, 0, 6),
        _op(_LOAD, 16),  # its first argument: only "end me with my parent" is looked at, which may be set, not unset
        _op(_EQUAL, _PDEATHSIG, 0, 3),
        _op(_LOAD, 24),
        _op(_EQUAL, _SIGKILL, 1, 0),
        _op(_RETURN, _ERRNO | _EPERM),
        _op(_RETURN, _ALLOW),
        _op(_EQUAL, clone, 0, 3),
        _op(_LOAD, 16),  # its flags: a thread is fine, a process is not
        _op(_ANY_BIT, _CLONE_THREAD, 1, 0),
        _op(_RETURN, _ERRNO | _EPERM),
        _op(_RETURN, _ALLOW),
    ]
    return b"".join(code)


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
