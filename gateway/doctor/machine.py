"""Checks of the directories on this machine: rights, file system, free space."""

import os
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from gateway.doctor.finding import Finding, failure, ok, warning
from gateway.startup_advice import user_name

MOUNTS = Path("/proc/self/mountinfo")
NETWORK = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "lustre", "gpfs"),
        *("beegfs", "9p", "virtiofs", "ocfs2", "gfs2", "fuse.sshfs", "fuse.s3fs", "fuse.gcsfuse"),
        *("fuse.rclone", "fuse.glusterfs", "fuse.cephfs"),
    )
)
"""File systems whose locks and syncs other machines or programs implement (sqlite.org/useovernet).
"""
OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO
MEBIBYTE = 1024 * 1024
_OCTAL = re.compile(r"\\([0-7]{3})")
"""How the kernel writes a space, a tab, a line break and a backslash."""
LEAST_FREE = 100 * MEBIBYTE
SOON_FULL = 1024 * MEBIBYTE


def check_directory(check: str, path: Path) -> Finding:
    """Check that this user may write `path`, and that other users may not read it."""
    path = path.absolute()
    place = existing(path)
    if not os.access(place, os.W_OK | os.X_OK):
        owner = user_name(place.stat().st_uid)
        return failure(
            check,
            f"{place} is not writable and belongs to {owner}",
            f"Run this as {owner}, or choose another directory.",
        )
    if place != path:
        return ok(check, f"{path} will be made in {place}")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & OF_OTHERS and path.parent.stat().st_mode & OF_OTHERS:
        return warning(
            check,
            f"{path} has mode {mode:04o}: other users of this machine may enter it",
            f"Run: chmod 700 {path}",
        )
    return ok(check, f"{path}, mode {mode:04o}")


def check_file_system(path: Path, *, holds_database: bool, mounts: Path = MOUNTS) -> Finding:
    """Check that `path` is not on a network file system, which breaks the locks of SQLite.

    `mounts` has the form of /proc/self/mountinfo (proc_pid_mountinfo(5)).
    """
    check = "file system"
    try:
        kind = _file_system_of(existing(path).resolve(), mounts)
    except OSError:
        return ok(check, "unknown: this system does not list its mounts")
    if kind not in NETWORK:
        return ok(check, f"{path} is on {kind}")
    if holds_database:
        return failure(
            check,
            f"{path} is on {kind}, a network file system, which can damage a SQLite database",
            "Move the data to a local disk, or use --database postgresql://...",
        )
    return warning(
        check,
        f"{path} is on {kind}, a network file system: uploads are as safe as its syncs",
        "Keep the content of attachments on a local disk or in a bucket; see --files.",
    )


def check_free_space(path: Path) -> Finding:
    """Check that the disk of `path` has room."""
    check = "free space"
    usage = shutil.disk_usage(existing(path))
    shown = f"{usage.free / MEBIBYTE:,.0f} MiB of {usage.total / MEBIBYTE:,.0f} free at {path}"
    advice = "Make room: db trim, db purge and files prune remove what is no longer needed."
    if usage.free < LEAST_FREE:
        return failure(check, shown, advice)
    return warning(check, shown, advice) if usage.free < SOON_FULL else ok(check, shown)


def existing(path: Path) -> Path:
    """Return `path`, or the closest directory above it that exists."""
    return next(each for each in (path.absolute(), *path.absolute().parents) if each.exists())


def _file_system_of(path: Path, mounts: Path) -> str:
    def length(mount: tuple[Path, str]) -> int:
        return len(mount[0].parts)

    # Of two mounts on one place, the later one hides the other.
    found = [mount for mount in _mounted(mounts) if path.is_relative_to(mount[0])]
    return max(reversed(found), key=length)[1]


def _mounted(mounts: Path) -> Iterator[tuple[Path, str]]:
    for line in mounts.read_text(errors="surrogateescape").splitlines():
        left, _, right = line.partition(" - ")
        place = _OCTAL.sub(lambda match: chr(int(match[1], 8)), left.split()[4])
        yield Path(place), right.split()[0]
