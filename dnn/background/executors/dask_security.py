"""Certificates for the way to a Dask cluster: those of the settings, or of Dask's own configuration."""

import ssl

from distributed import Security

from dnn.background.settings import PREFIX, Settings
from dnn.errors import ConfigurationError
from dnn.text.messages import Text


def security(settings: Settings) -> Security:
    """The certificates that the settings name, all three of them; without, those of Dask's own configuration, if any
    (`distributed.comm.tls`).

    Raises:
        ConfigurationError: they cannot be read, or the key is another certificate's.
    """
    if not settings.dask_tls_ca:
        return Security()
    given = Security(
        tls_ca_file=settings.dask_tls_ca,
        tls_client_cert=settings.dask_tls_certificate,
        tls_client_key=settings.dask_tls_key,
    )
    try:
        given.get_connection_args("client")
    except ssl.SSLError as error:
        expected = Text("a certificate in PEM with its key and its authority")
        hint = Text("the files that the scheduler was started with")
        raise ConfigurationError(PREFIX + "DASK_TLS_CERTIFICATE", expected, str(error), hint) from error
    return given
