"""Pictures of texts as people share them, drawn for measuring what is found in pictures."""
