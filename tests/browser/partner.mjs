// A site that has Lyssna's player on its pages.

import { once } from "node:events";
import { createServer } from "node:http";

/**
 * Starts another site's server; `config` lets the service read it.
 *
 * @param {Record<string, {body: string, headers?: object}>} pages by path; more may come later
 */
export async function startPartner(pages) {
  const server = createServer((request, response) => {
    const page = pages[new URL(request.url, "http://partner").pathname];
    if (!page) return response.writeHead(404).end();
    const { body, headers } = page;
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", ...headers }).end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${server.address().port}`;
  const config = `[[sites]]
name = "partner"
origins = ["${origin}"]
`;
  return { origin, config, stop: () => server.close() };
}
