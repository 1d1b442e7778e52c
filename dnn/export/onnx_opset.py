"""The version of ONNX's operators that an exported graph is written in; it can be told without the package onnx."""

OPSET, IR_VERSION = 17, 8
"""Those of 2022: the latest that every runtime in use knows, with all operators that a network needs."""
