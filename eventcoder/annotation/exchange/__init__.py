"""Tasks for other annotation tools, and their results: Label Studio, doccano, Prodigy, INCEpTION."""
