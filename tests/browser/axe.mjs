// What axe-core finds wrong on a page.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * The rules that a page breaks, each with an element that does.
 *
 * @param {import("playwright-core").Page} page one that may run what its policy forbids (`bypassCSP`)
 */
export async function violations(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate("axe.run()");
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}
