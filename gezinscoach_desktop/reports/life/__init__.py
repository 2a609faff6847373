"""What a coach keeps of a family between snapshots, as papers show it: hidden once, then told in sections."""
