"""Paste your own check: shapes in any common notation are read, and the first that cannot be is named."""

from dnn.lessons.shape_list.check import Finding, ShapeFindings, check_shapes
from dnn.lessons.shape_list.kinds import Kind
from dnn.lessons.shape_list.named_shape import NamedShape, ShapeListError
from dnn.lessons.shape_list.read import read_shapes

__all__ = ["Finding", "Kind", "NamedShape", "ShapeFindings", "ShapeListError", "check_shapes", "read_shapes"]
