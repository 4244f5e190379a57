// The real service and a real browser, for one test file.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const DEBUG = new URL("../../target/debug/lyssna", import.meta.url);
const NEARBY = new URL("../../target/debug/examples/nearby", import.meta.url);

/** Sentences that the test files speak for each other; they are found by what is said, how and by whom. */
const SPOKEN = new URL("../../target/browser/", import.meta.url);

const SERVE = (listen) => ["serve", "--config", "lyssna.toml", "--listen", listen];

/**
 * Starts the service in an empty folder; `stop` ends it and takes the folder away.
 *
 * @param {string} config as TOML
 * @param {URL} binary the build to start
 */
export function startService(config = "", binary = DEBUG) {
  return start(config, binary, SERVE);
}

/**
 * The same, but what one test file has had spoken the next need not wait for.
 *
 * @param {string} config as TOML
 */
export async function startKept(config = "") {
  await mkdir(SPOKEN, { recursive: true });
  const kept = { LYSSNA_STORE__DIR: fileURLToPath(SPOKEN) };
  return start(config, DEBUG, SERVE, kept);
}

/**
 * Starts a service that may read pages of a server on this machine.
 *
 * @param {string} config as TOML
 * @param {string} origin the server's
 */
export function startNearby(config, origin) {
  return start(config, NEARBY, (listen) => ["lyssna.toml", listen, new URL(origin).host]);
}

async function start(config, binary, options, variables = {}) {
  const folder = await mkdtemp(join(tmpdir(), "lyssna-browser-"));
  await writeFile(join(folder, "lyssna.toml"), config);
  const port = await freePort();
  const child = spawn(fileURLToPath(binary), options(`127.0.0.1:${port}`), {
    cwd: folder,
    env: { ...process.env, ...variables },
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
    timeout: 120_000,
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
  for (let attempt = 0; attempt < 1200; attempt++) {
    if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}`);
    const answer = await fetch(url).catch(() => null); // not listening yet
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer in 60 s`);
}
