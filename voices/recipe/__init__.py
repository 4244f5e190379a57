"""The recipe that trains Lyssna's acoustic model; see README.md."""
