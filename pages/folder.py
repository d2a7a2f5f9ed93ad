"""A folder of pages: a file is written again only where its content changed."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Folder:
    """Files put into `root`, and what became of them."""

    root: Path
    kept: set[str] = field(default_factory=set)
    written: int = 0

    def put(self, name: str, content: str | bytes) -> None:
        """Make `root/name` hold `content`; a file that does stays as it is, its time of change included.

        Nobody meets half a file.
        """
        told = content.encode("utf-8") if isinstance(content, str) else content
        path = self.root / name
        self.kept.add(name)
        if path.is_file() and path.read_bytes() == told:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as aside:
            aside.write(told)
        Path(aside.name).chmod(0o644)
        Path(aside.name).replace(path)
        self.written += 1

    def add(self, other: "Folder") -> None:
        """Count what another process put into the same root."""
        self.kept |= other.kept
        self.written += other.written

    def sweep(self) -> int:
        """Remove files that were not put; how many."""
        gone = [
            path
            for path in self.root.rglob("*")
            if path.is_file() and path.relative_to(self.root).as_posix() not in self.kept
        ]
        for path in gone:
            path.unlink()
        return len(gone)
