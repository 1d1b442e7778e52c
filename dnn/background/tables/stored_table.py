"""A stored table in the few words that a list shows, without its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from dnn.datasets.contents import ContentReference


@dataclass(frozen=True)
class StoredTable:
    """A table of a visitor's.

    Attributes:
        reference: reference by which a configuration names it.
        name: what its owner calls it, shown literally.
        bytes: what it takes in the store.
        created: seconds since 1970 at which its owner imported it first.
        used: seconds since 1970 at which its owner used it last.
        is_shared: True if whoever has a link with its digest may use it.
    """

    reference: ContentReference
    name: str
    bytes: int
    created: float
    used: float
    is_shared: bool = False

    @property
    def digest(self) -> str:
        """The hash of its content."""
        return self.reference.digest

    @property
    def n_x(self) -> int:
        """The number of its features."""
        return self.reference.n_x

    @property
    def m(self) -> int:
        """The number of its examples."""
        return self.reference.m

    @property
    def classes(self) -> int:
        """The number of its classes; 0 for a regression."""
        return self.reference.classes

    @property
    def task(self) -> str:
        """The name of its task."""
        return self.reference.task
