"""The preview of a dossier, before it is saved or printed."""
