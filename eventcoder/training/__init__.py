"""Train the model and hybrid coders on gold sentences, codebook examples and what the rules say."""
