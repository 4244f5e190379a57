// Takes the pictures of the player in docs/screenshots: `make screenshots`.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { open, spoken } from "./listener.mjs";
import { startBrowser, startKept } from "./service.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));

/** CSS pixels: on the narrowest screen the controls stand in many rows. */
const SIZES = [
  { width: 320, height: 1100 },
  { width: 768, height: 720 },
  { width: 1280, height: 720 },
];

const COLOURS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  forced: { forcedColors: "active" },
};

await mkdir(FOLDER, { recursive: true });
const service = await startKept();
const browser = await startBrowser();
const clip = await spoken(service, "/demo/norrsken");
const { start } = clip.words.find(({ text }) => text === "vintern");
for (const viewport of SIZES) {
  for (const [name, colours] of Object.entries(COLOURS)) {
    const listener = await open(browser, `${service.origin}/demo/norrsken`, { viewport, ...colours });
    await listener.press("Mer");
    await listener.hold(clip, start);
    // Neither a button that the mouse stands on nor the place that the voice has scrolled to.
    await listener.page.mouse.move(0, 0);
    await listener.page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
    await listener.page.screenshot({ path: `${FOLDER}${viewport.width}-${name}.png` });
    await listener.close();
  }
}
await browser.close();
await service.stop();
