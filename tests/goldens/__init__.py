"""The fence: what every case gives today, figures and words, in both languages."""
