"""The controls: widgets in the left column that make one frozen RunConfig.

Every widget is seeded from the configuration and read back into it; what is on offer comes from the registries, so a
new dataset, activation or optimiser appears here by itself. Nothing is corrected behind the visitor's back: what
RunConfig refuses is raised as ConfigurationError.
"""

from __future__ import annotations

from dnn.configuration import RunConfig
from dnn.errors import DnnError
from pages.shared.frame import notices
from pages.shared.frame.text import _
from pages.shared.run.controls_data import data_controls
from pages.shared.run.controls_hyperparameters import hyperparameter_controls
from pages.shared.run.controls_network import network_controls
from pages.shared.run.option_widgets import heading


def configuration(config: RunConfig) -> RunConfig | None:
    """Draw all controls; their configuration, or None after a notice of the error in it."""
    try:
        return _configuration(config)
    except DnnError as problem:
        notices.error(problem)
        return None


def _configuration(config: RunConfig) -> RunConfig:
    """Draw all controls and return their configuration.

    Raises:
        ConfigurationError: the values together are not a configuration that can be trained.
    """
    dataset = data_controls(config.dataset, heading(_("Data"), ":material/scatter_plot:"))
    heading(_("Network"), ":material/account_tree:")
    architecture = network_controls(config.architecture)
    hyperparameters, seed = hyperparameter_controls(config, heading(_("Hyperparameters"), ":material/tune:"))
    return RunConfig(dataset=dataset, architecture=architecture, hyperparameters=hyperparameters, seed=seed)
