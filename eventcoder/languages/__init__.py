"""One folder a language, all keeping the protocol."""
