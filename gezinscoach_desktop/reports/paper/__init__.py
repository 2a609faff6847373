"""What every dossier on paper is built with: page, headings, prose and tables."""
