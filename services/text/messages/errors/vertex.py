"""Texts of errors in calls to Vertex AI and Cloud Storage."""
