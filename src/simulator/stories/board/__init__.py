"""What a board sees of a dossier: its chapters, ready for a slide, a page, a screen."""
