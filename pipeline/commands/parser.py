"""A parser of command lines that takes options in any place."""

import argparse
from collections.abc import Sequence


class Parser(argparse.ArgumentParser):
    """A parser that takes options in any place; before Python 3.12.7, no paper came after one."""

    _is_reading = False

    def parse_known_args(  # type: ignore[override] # one signature for the overloads of typeshed
        self,
        args: Sequence[str] | None = None,
        namespace: argparse.Namespace | None = None,
    ) -> tuple[argparse.Namespace, list[str]]:
        """Read options and arguments in any order."""
        if self._is_reading:  # it reads in two passes, through this very method
            return super().parse_known_args(args, namespace)
        self._is_reading = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._is_reading = False
