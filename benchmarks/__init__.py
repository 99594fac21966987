"""The gateway beside what it is compared with, on one machine and the same data: `make bench`."""
