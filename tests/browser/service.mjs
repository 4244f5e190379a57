// The real service and a real browser, for one test file.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const DEBUG = new URL("../../target/debug/lyssna", import.meta.url);
const NEARBY = new URL("../../target/debug/examples/nearby", import.meta.url);

/**
 * Starts the service in an empty folder; `stop` ends it and takes the folder away.
 *
 * @param {string} config as TOML
 * @param {URL} binary the build to start
 */
export function startService(config = "", binary = DEBUG) {
  return start(config, binary, (listen) => ["serve", "--config", "lyssna.toml", "--listen", listen]);
}

/**
 * The same, but it may read pages of a server on this machine.
 *
 * @param {string} config as TOML
 * @param {string} origin the server's
 */
export function startNearby(config, origin) {
  return start(config, NEARBY, (listen) => ["lyssna.toml", listen, new URL(origin).host]);
}

async function start(config, binary, options) {
  const folder = await mkdtemp(join(tmpdir(), "lyssna-browser-"));
  await writeFile(join(folder, "lyssna.toml"), config);
  const port = await freePort();
  const child = spawn(fileURLToPath(binary), options(`127.0.0.1:${port}`), {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const origin = `http://127.0.0.1:${port}`;
  await ready(`${origin}/readyz`, child);
  const stop = async () => {
    const gone = once(child, "exit");
    child.kill("SIGINT");
    await gone;
    await rm(folder, { recursive: true });
  };
  return { origin, stop };
}

/** @param {object} [options] of the launch */
export function startBrowser(options) {
  return chromium.launch({
    ...options,
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--mute-audio"],
  });
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

async function ready(url, child) {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}`);
    const answer = await fetch(url).catch(() => null); // not listening yet
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer in 10 s`);
}
