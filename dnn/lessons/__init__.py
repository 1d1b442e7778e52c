"""The computations behind the pages under Learn, and the doctor of the Train page."""
