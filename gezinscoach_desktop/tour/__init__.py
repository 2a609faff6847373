"""The tour: drives the real windows by keys through the main job and keeps a picture of every screen.

It is the program's own proof that its screens work and how they look; the handbook's pictures come from it too.
"""
