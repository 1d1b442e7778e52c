"""The controls: widgets in the left column that make one frozen RunConfig.

Every widget is seeded from the configuration and read back into it; what is on offer comes from the registries, so a
new dataset, activation or optimiser appears here by itself. Nothing is corrected behind the visitor's back: what
RunConfig refuses is raised as ConfigurationError.
"""

from __future__ import annotations

from collections.abc import Collection

from dnn.configuration import RunConfig
from dnn.errors import DnnError
from pages.shared.frame import notices
from pages.shared.frame.text import _
from pages.shared.run.controls_data import data_controls
from pages.shared.run.controls_hyperparameters import hyperparameter_controls
from pages.shared.run.controls_network import network_controls
from pages.shared.run.option_widgets import heading

DATA, NETWORK, HYPERPARAMETERS = "data", "network", "hyperparameters"
SECTIONS = (DATA, NETWORK, HYPERPARAMETERS)
"""The sections of the controls, from top to bottom."""


def configuration(config: RunConfig, sections: Collection[str] = SECTIONS) -> RunConfig | None:
    """Draw the controls of these sections; their configuration, the rest as it is in `config`, or None after a notice
    of the error in it."""
    try:
        return _configuration(config, sections)
    except DnnError as problem:
        notices.error(problem)
        return None


def _configuration(config: RunConfig, sections: Collection[str]) -> RunConfig:
    """Draw the controls of these sections and return their configuration.

    Raises:
        ConfigurationError: the values together are not a configuration that can be trained.
    """
    dataset, architecture, hyperparameters, seed = (
        config.dataset,
        config.architecture,
        config.hyperparameters,
        config.seed,
    )
    if DATA in sections:
        dataset = data_controls(dataset, heading(_("Data"), ":material/scatter_plot:"))
    if NETWORK in sections:
        architecture = network_controls(architecture, heading(_("Network"), ":material/account_tree:"))
    if HYPERPARAMETERS in sections:
        hyperparameters, seed = hyperparameter_controls(config, heading(_("Hyperparameters"), ":material/tune:"))
    return RunConfig(dataset=dataset, architecture=architecture, hyperparameters=hyperparameters, seed=seed)
