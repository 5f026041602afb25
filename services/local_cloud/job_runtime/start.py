"""What each Python process of a job does first: the `.pth` file of its environment imports this."""

from . import google_clients

google_clients.install()
