"""The query library, its catalogue, the runner and the network companions."""
