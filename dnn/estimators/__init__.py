"""The network as estimators of scikit-learn, for pipelines and searches; needs the extra `sklearn`.

Here, and here alone, an example is a row of X, as in all of scikit-learn; `network_estimator.py` transposes.
"""

from dnn.estimators.network_estimator import DnnClassifier, DnnRegressor

__all__ = ["DnnClassifier", "DnnRegressor"]
