// The player's own words, for what the tests expect of it.

import { readFile } from "node:fs/promises";

const source = await readFile(new URL("../../src/player/modules/words.js", import.meta.url), "utf8");
// Without a package.json beside it, Node before 20.19 does not take the file for a module.
const { wordsFor } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

/** The words of the player on a page in Swedish, and on one in English. */
export const [swedish, english] = ["sv", "en-GB"].map((lang) => wordsFor({ closest: () => ({ lang }) }));
