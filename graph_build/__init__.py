"""Documents to RDF: read, segment, extract, resolve, assemble, validate, store."""

import os

# Documents are read beside each other, one a processor, by copies of a process: threads of NumPy's linear
# algebra would only be in the way. It looks once, when NumPy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
