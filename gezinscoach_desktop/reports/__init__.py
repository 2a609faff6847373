"""Paper: dossiers, charts and exports. The only room that knows page layout."""
