"""The readers. What stands here runs before any of their libraries is imported."""

import os

# Without this, onnxruntime looks up a host of its maker's and writes to the user's cache whenever it loads a model.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
