"""What each Python process of a job does first: the `.pth` file of its environment imports this."""

from . import cloud_paths, google_clients

google_clients.install()
cloud_paths.install()
