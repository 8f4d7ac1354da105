"""Three routines of LAPACK that let other threads work meanwhile.

SciPy's own wrappers hold Python's lock while they compute: for ten seconds and more when a model is trained, in which the
training of what hears danger, on the other processor, could not go on. The routines are those that SciPy carries for
Cython, called by ctypes, which lets go of the lock. Arrays are float32, in Fortran's order (columns), and overwritten.
"""
import ctypes
from typing import Any, Union

import numpy as np
from scipy.linalg import cython_lapack

Argument = Union[bytes, int, np.ndarray]
LOWER, AS_IT_IS, ANY_DIAGONAL = b"L", b"N", b"N"


def cholesky(kernel: np.ndarray) -> None:
    """The lower factor takes the place of a kernel (n, n); what stands above the diagonal stays. Raises ValueError if it is
    not positive definite."""
    size = len(kernel)
    _call("spotrf", LOWER, size, kernel, size)


def invert_lower(factor: np.ndarray) -> None:
    """The inverse takes the place of a lower triangular matrix (n, n). Raises ValueError if there is none."""
    size = len(factor)
    _call("strtri", LOWER, ANY_DIAGONAL, size, factor, size)


def solve_lower(factor: np.ndarray, right: np.ndarray) -> None:
    """Solves factor @ x = right (n, m) by a lower triangular (n, n); x takes the place of `right`. Raises ValueError."""
    size, count = right.shape
    _call("strtrs", LOWER, AS_IT_IS, ANY_DIAGONAL, size, count, factor, size, right, size)


def _call(name: str, *arguments: Argument) -> None:
    info = ctypes.c_int(0)
    for array in arguments:
        if isinstance(array, np.ndarray) and not (array.dtype == np.float32 and array.flags.f_contiguous):
            raise ValueError(f"{name} takes float32 in Fortran's order")
    _routine(name)(*(_pointer(each) for each in arguments), ctypes.byref(info))
    if info.value:
        raise ValueError(f"{name} failed ({info.value}): the matrix is not what it should be; is a number none?")


def _pointer(argument: Argument) -> Any:
    if isinstance(argument, bytes):
        return ctypes.c_char_p(argument)
    if isinstance(argument, int):
        return ctypes.byref(ctypes.c_int(argument))
    return ctypes.c_void_p(argument.ctypes.data)


def _routine(name: str) -> Any:
    capsule = cython_lapack.__pyx_capi__[name]
    of_capsule, pointer_of = ctypes.pythonapi.PyCapsule_GetName, ctypes.pythonapi.PyCapsule_GetPointer
    of_capsule.restype, of_capsule.argtypes = ctypes.c_char_p, [ctypes.py_object]
    pointer_of.restype, pointer_of.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    return ctypes.CFUNCTYPE(None)(pointer_of(capsule, of_capsule(capsule)))
