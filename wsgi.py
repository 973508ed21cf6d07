"""The application for a WSGI server, and for the ``flask`` command."""

from app import create_app

application = create_app()
