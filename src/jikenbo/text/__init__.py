"""Work on strings that never loses an offset: folding, blocks, sentences, and matching of many words at once."""
