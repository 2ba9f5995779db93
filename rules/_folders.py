"""Folders of files, as reports show them: the one that is checked is empty."""


def folder_of(path: str) -> str:
    """Return the folder of the file `path`."""
    return path.rpartition("/")[0]


def folders_of(path: str) -> list[str]:
    """Return the folder of the file `path` and those above it, the nearest first."""
    folders = []
    while path:
        path = folder_of(path)
        folders.append(path)
    return folders
