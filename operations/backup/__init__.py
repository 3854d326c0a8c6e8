"""Everything an installation holds, in one file: made, checked, and put back."""


class BackupError(Exception):
    """A sentence for whoever makes or restores a backup."""
