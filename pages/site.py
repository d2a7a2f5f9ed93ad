"""The whole site: towns streamed through a few processes, then what lists and compares them."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import current_process, get_context
from pathlib import Path

from pages import context as shared
from pages import overview, portal, store, town_page
from pages.context import Context
from pages.folder import Folder
from pages.render import renderer
from pages.store import Town
from warehouse.settings import Settings

# Towns on their way to a process: what is held in memory is these.
WAITING = 8


@dataclass(frozen=True)
class Written:
    """What a build came to: files of the site, those written anew, those removed."""

    index: Path
    files: int
    written: int
    removed: int


def folder(settings: Settings) -> Path:
    """Where a warehouse's site is."""
    return portal.folder(settings) / "towns"


def build(settings: Settings, root: Path, workers: int = 2, beside: frozenset[str] | None = None) -> Written:
    """Write the site of the release that stands into `root`, and remove what is no part of it any more.

    Files whose content is the same stay untouched. With no `workers` all is done in this process. Pages lead to the
    sites `beside` them: in their place (`folder`) those that stand there unless told, elsewhere none. Raises PagesError
    when nothing is released.
    """
    whole = Folder(root)
    with store.reading(settings) as conn:
        context = shared.read(conn, _beside(settings, root) if beside is None else beside)
        for done in _towns(store.towns(conn), context, root, workers):
            whole.add(done)
        overview.write(conn, context, renderer(context), whole)
    made = Written(root / "index.html", len(whole.kept), whole.written, whole.sweep())
    if context.beside:
        portal.publish(settings, "towns")
    return made


def _beside(settings: Settings, root: Path) -> frozenset[str]:
    return portal.standing(settings) if root == folder(settings) else frozenset()


def _towns(towns: Iterable[Town], context: Context, root: Path, workers: int) -> Iterator[Folder]:
    write = _Writer(context, root)
    # A Celery worker's tasks are daemons, which multiprocessing lets make no process.
    if not workers or current_process().daemon:
        yield from map(write, towns)
        return
    # Forked: the context is there, nothing is sent but towns. No child touches the connection.
    with ProcessPoolExecutor(workers, get_context("fork"), initializer=_begin, initargs=(write,)) as pool:
        yield from _bounded(pool, _write, towns)


def _bounded(pool: Executor, work: Callable[[Town], Folder], towns: Iterable[Town]) -> Iterator[Folder]:
    """Results in order, with no more than a few towns under way."""
    waiting: deque[Future[Folder]] = deque()
    for town in towns:
        waiting.append(pool.submit(work, town))
        if len(waiting) > WAITING:
            yield waiting.popleft().result()
    for future in waiting:
        yield future.result()


class _Writer:
    """Writes a town's files; the templates are read once."""

    def __init__(self, context: Context, root: Path) -> None:
        self.context, self.root, self.renderer = context, root, renderer(context)

    def __call__(self, town: Town) -> Folder:
        put = Folder(self.root)
        town_page.write(town, self.context, self.renderer, put)
        return put


_of_this_process: _Writer


def _begin(write: _Writer) -> None:
    global _of_this_process  # noqa: PLW0603
    _of_this_process = write


def _write(town: Town) -> Folder:
    return _of_this_process(town)
