#!/bin/sh
# Writes the SHA-256 of every file that a voice.toml names into it.
# Run it after replacing a model file: sh voices/checksums.sh
set -eu
cd "$(dirname "$0")"
for manifest in */voice.toml; do
    sed -n 's/^path = "\(.*\)"$/\1/p' "$manifest" | while read -r file; do
        sum=$(sha256sum "$file" | cut -d ' ' -f 1)
        # The checksum stands in the line after the path.
        sed -i "\\|^path = \"$file\"\$|{n;s|^sha256 = .*|sha256 = \"$sum\"|;}" "$manifest"
    done
    echo "$manifest"
done
