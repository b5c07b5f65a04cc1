"""What a board takes away of a dossier: deck, report, note, presentation, from one snapshot."""
