import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";

import { contrast, luminance } from "./colour.mjs";
import { startBrowser, startService } from "./service.mjs";

const NOTE = '<sup class="reference">[1]</sup>';
const SKIPPED = '<span class="rs_skip">(läs en himla bra artikel)</span>';
const PARAGRAPHS = Array.from({ length: 40 }, (_, i) => `<p id="p${i}">Stycke ${i} handlar om vägarna kring sjön.</p>`).join("");

/** Where words of a page's only block are marked: after which of the text of the element that holds it. */
const PLACES = [
  ["skipped text that begins like the next word", `<p>På vintern ${SKIPPED} lyser himlen.</p>`, "På vintern lyser himlen.", [
    ["lyser", "På vintern (läs en himla bra artikel) "],
    ["himlen", "På vintern (läs en himla bra artikel) lyser "],
  ]],
  ["text passed over that begins with the next word", "<p>På vintern <i>lyser starkt</i> lyser himlen.</p>", "På vintern lyser himlen.", [
    ["lyser", "På vintern lyser starkt "],
  ]],
  ["a note before a comma", `<p>Norrsken${NOTE}, eller polarsken${NOTE}, är ljus.</p>`, "Norrsken, eller polarsken, är ljus.", [
    ["Norrsken", ""],
    ["eller", "Norrsken[1], "],
    ["ljus", "Norrsken[1], eller polarsken[1], är "],
  ]],
  ["a soft hyphen", "<p>Kommun&shy;full&shy;mäktige möts.</p>", "Kommunfullmäktige möts.", [
    ["möts", "Kommun\u00adfull\u00admäktige "],
  ]],
];

const CONTRASTS = [
  { colorScheme: "light" },
  { colorScheme: "dark" },
  { colorScheme: "light", contrast: "more" },
  { colorScheme: "dark", contrast: "more" },
];

/** Runs in the page: what the tests ask of a marker there. */
async function prepare({ host, blocks }) {
  const { Marker } = await import(`${host}/player/marker.js`);
  window.marker = new Marker(blocks);
  window.mark = (block, word, nth = 0) => {
    const { text } = blocks[block];
    let from = -1;
    for (let i = 0; i <= nth; i++) from = text.indexOf(word, from + 1);
    return window.marker.mark(block, { from, to: from + word.length }, { from: 0, to: text.length });
  };
  window.marked = () => {
    const [range] = CSS.highlights.get("lyssna-word");
    const around = range.startContainer.parentElement.closest("[id], p");
    const before = document.createRange();
    before.setStart(around, 0);
    before.setEnd(range.startContainer, range.startOffset);
    return { word: range.toString(), id: around.id, after: before.toString() };
  };
  window.place = () => [...CSS.highlights.get("lyssna-word")][0].getBoundingClientRect().toJSON();
}

describe("the marks on the page", () => {
  let service, browser, page;

  before(async () => {
    service = await startService();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });
  afterEach(() => page?.close());

  async function show(html, blocks, options = {}) {
    page = await browser.newPage(options);
    await page.setContent(`<!DOCTYPE html><html lang="sv">${html}`);
    await page.evaluate(prepare, { host: service.origin, blocks });
  }
  const marked = (...word) =>
    page.evaluate((word) => {
      window.mark(...word);
      return window.marked();
    }, word);

  for (const [name, html, text, places] of PLACES) {
    test(`${name} leaves each mark in its place`, async () => {
      await show(html, [{ path: "p", text }]);
      for (const [word, place] of places) {
        const { word: found, after } = await marked(0, word);
        assert.deepEqual([found, after], [word, place]);
      }
    });
  }

  test("a repeated word is marked where it stands", async () => {
    const text = "Den bil som den bil körde om var en bil.";
    await show(`<p id="a">${text}</p><div id="b">${text}<br><br>${text}</div>`, [
      { path: "#a", text },
      { path: "#b", text },
      { path: "#b", text },
    ]);
    assert.deepEqual(await marked(2, "bil", 2), { word: "bil", id: "b", after: `${text}${text.slice(0, -4)}` });
    assert.deepEqual(await marked(1, "bil", 1), { word: "bil", id: "b", after: "Den bil som den " });
    assert.deepEqual(await marked(0, "bil", 2), { word: "bil", id: "a", after: text.slice(0, -4) });
  });

  test("without its paths a text is not marked in a menu, nor before the one that it follows", async () => {
    const blocks = ["Nytt från sjön", "Läs mer här.", "Isen har lagt sig.", "Läs mer här."];
    const list = blocks.map((text, i) => `<div id="d${i}">${text}</div>`).join("");
    await show(
      `<nav id="nav">${blocks[0]}</nav><div id="teaser">${blocks[1]}</div>${list}`,
      blocks.map((text) => ({ path: "#gone", text })),
    );
    assert.equal((await marked(0, "Nytt")).id, "d0");
    assert.equal((await marked(1, "Läs")).id, "d1");
    assert.equal((await marked(2, "Isen")).id, "d2");
    assert.equal((await marked(3, "Läs")).id, "d3");
  });

  test("nothing is marked while the text that is read cannot be seen", async () => {
    await show(`${PARAGRAPHS}<p id="dold" style="display:none">Ett dolt stycke.</p>`, [
      { path: "#p30", text: "Stycke 30 handlar om vägarna kring sjön." },
      { path: "#dold", text: "Ett dolt stycke." },
      { path: "#gone", text: "Ett borttaget stycke." },
    ], { reducedMotion: "reduce" });
    const told = await page.evaluate(() =>
      ["Stycke", "dolt", "Stycke", "borttaget"].map((word, i) => {
        const isShown = window.mark(i % 2 && (i + 1) / 2, word);
        return [isShown, CSS.highlights.has("lyssna-word"), CSS.highlights.has("lyssna-sentence"), scrollY > 500];
      }),
    );
    const shown = [true, true, true, true];
    const hidden = [false, false, false, true];
    assert.deepEqual(told, [shown, hidden, shown, hidden]);
  });

  test("with reduced motion the page is at the word at once", async () => {
    const block = { path: "#p30", text: "Stycke 30 handlar om vägarna kring sjön." };
    await show(`<style>html { scroll-behavior: smooth }</style>${PARAGRAPHS}`, [block], { reducedMotion: "reduce" });
    const { top, bottom } = await page.evaluate(() => {
      window.mark(0, "vägarna");
      return window.place();
    });
    assert.ok(top > 0 && bottom < page.viewportSize().height, `${top} to ${bottom}`);
  });

  test("at 400 % no word is under the small player", async () => {
    const text = "Vägarna kring sjön plogas först när snön har lagt sig. ".repeat(40).trim();
    await show(`<p style="font-size: 2em">${text}</p>`, [{ path: "p", text }], {
      viewport: { width: 320, height: 256 },
      reducedMotion: "reduce",
    });
    const under = await page.evaluate(async (host) => {
      const dock = await import(`${host}/player/dock.js`);
      const reading = { isPlaying: true, time: 0, length: 60, article: { title: "Vägarna" } };
      dock.show(Object.assign(new EventTarget(), reading));
      const edge = document.querySelector("lyssna-dock").getBoundingClientRect().top;
      return [...Array(40).keys()].map((nth) => {
        window.mark(0, "snön", nth);
        return window.place().bottom - edge;
      });
    }, service.origin);
    assert.ok(Math.max(...under) <= 0, under.join(" "));
  });

  test("a part of the page that scrolls by itself follows the voice", async () => {
    const block = { path: "#p30", text: "Stycke 30 handlar om vägarna kring sjön." };
    await show(`<h1>Nytt</h1><div id="part" style="height: 200px; overflow: auto">${PARAGRAPHS}</div>`, [block], {
      reducedMotion: "reduce",
    });
    const [word, part] = await page.evaluate(() => {
      window.mark(0, "vägarna");
      return [window.place(), document.getElementById("part").getBoundingClientRect().toJSON()];
    });
    assert.ok(word.top >= part.top && word.bottom <= part.bottom, `${word.top} in ${part.top} to ${part.bottom}`);
    assert.equal(await page.evaluate(() => scrollY), 0);
  });

  for (const colours of CONTRASTS) {
    test(`the marks can be read: ${Object.values(colours).join(", ")} contrast`, async () => {
      const html = `<style>:root { color-scheme: light dark }</style><p>Himlen lyser.</p>`;
      await show(html, [{ path: "p", text: "Himlen lyser." }], colours);
      await marked(0, "lyser");
      const styles = await page.evaluate(() =>
        ["word", "sentence"].map((name) => {
          const { color, backgroundColor } = getComputedStyle(document.querySelector("p"), `::highlight(lyssna-${name})`);
          return [color, backgroundColor];
        }),
      );
      const [word, sentence] = styles.map(([text, ground]) => contrast(text, ground));
      assert.ok(word >= 7 && sentence >= 7, `${word} and ${sentence}`);
      const isDark = luminance(styles[1][1]) < 0.2;
      assert.equal(isDark, colours.colorScheme === "dark" && !colours.contrast);
    });
  }

  test("the marks have the scheme of a page that declares none", async () => {
    await show("<p>Himlen lyser.</p>", [{ path: "p", text: "Himlen lyser." }], { colorScheme: "dark" });
    await marked(0, "lyser");
    const ground = await page.evaluate(
      () => getComputedStyle(document.querySelector("p"), "::highlight(lyssna-sentence)").backgroundColor,
    );
    assert.ok(luminance(ground) > 0.8, ground);
  });

  test("with forced colours a line tells the word from its sentence", async () => {
    const text = "Himlen lyser aaaaaa aaaaaa.";
    await show(`<p style="font: 40px/2 monospace">${text}</p>`, [{ path: "p", text }], { forcedColors: "active" });
    await marked(0, "aaaaaa", 1);
    const boxes = await page.evaluate(() => {
      const text = document.querySelector("p").firstChild;
      const box = (from, to) => {
        const range = document.createRange();
        range.setStart(text, from);
        range.setEnd(text, to);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x, y, width, height };
      };
      return { sentence: box(13, 19), word: box(20, 26), page: { x: 0, y: 200, width: 80, height: 40 } };
    });
    const [sentence, word, ground] = await Promise.all([boxes.sentence, boxes.word, boxes.page].map(painted));
    assert.notEqual(sentence.ground, ground.ground);
    assert.deepEqual([sentence.lines, word.lines > 0, ground.lines], [0, true, 0]);
  });

  /** The commonest colour of a part of the page, and the rows that are a line of another. */
  async function painted(clip) {
    const picture = (await page.screenshot({ clip })).toString("base64");
    return page.evaluate(async (picture) => {
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
      canvas.drawImage(image, 0, 0);
      const { data } = canvas.getImageData(0, 0, image.width, image.height);
      const colours = Array.from({ length: data.length / 4 }, (_, i) => data.slice(4 * i, 4 * i + 3).join());
      const commonest = (list) => {
        const counts = Map.groupBy(list, (colour) => colour);
        const [colour, all] = [...counts].reduce((most, one) => (one[1].length > most[1].length ? one : most));
        return { colour, share: all.length / list.length };
      };
      const ground = commonest(colours).colour;
      const rows = Array.from({ length: image.height }, (_, y) => colours.slice(y * image.width, (y + 1) * image.width));
      const lines = rows.map(commonest).filter(({ colour, share }) => colour !== ground && share > 0.9).length;
      return { ground, lines };
    }, picture);
  }
});
