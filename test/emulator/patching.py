"""How a correction takes the place of a function of moto."""

from collections.abc import Callable
from functools import wraps
from typing import Any


def replaces(owner: Any, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Puts the decorated function in the place of `owner.name`; it receives the original as first argument."""

    def put(replacement: Callable[..., Any]) -> Callable[..., Any]:
        original = getattr(owner, name)

        @wraps(original)
        def call(*args: Any, **kwargs: Any) -> Any:
            return replacement(original, *args, **kwargs)

        setattr(owner, name, call)
        return replacement

    return put


def replaces_classmethod(owner: type, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """As `replaces`, for a class method; the class follows the original, unbound, as second argument."""

    def put(replacement: Callable[..., Any]) -> Callable[..., Any]:
        original = getattr(owner, name).__func__

        @wraps(original)
        def call(cls: type, *args: Any, **kwargs: Any) -> Any:
            return replacement(original, cls, *args, **kwargs)

        setattr(owner, name, classmethod(call))
        return replacement

    return put
