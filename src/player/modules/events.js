// Reads the service's server-sent events with fetch, so that a refusal's
// problem document (RFC 9457) can be shown, which EventSource would hide.

/** A failure that the listener is told about. */
export class Problem extends Error {
  /** What has failed here, when no document tells: a name in the words' `failures`. */
  failure = "other";

  /** @param {{title?: string, detail?: string, status?: number}} document */
  constructor(document) {
    super(document.detail || document.title);
    this.status = document.status;
  }

  /** What has failed on the listener's side. */
  static of(failure) {
    return Object.assign(new Problem({}), { failure });
  }

  /** An error as a listener is told of it. */
  static from(error) {
    return error instanceof Problem ? error : Problem.of("other");
  }
}

/** Yields `{ type, data }` for each event of the stream at `url`; throws a Problem when there is none. */
export async function* events(url, signal) {
  const response = await ask(url, { signal, headers: { Accept: "text/event-stream" } });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw Problem.of("cut");
    });
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const event = parse(part);
      if (event) yield event;
    }
  }
}

/** The service's answer; throws a Problem when it cannot be reached or refuses. */
export async function ask(url, options) {
  const response = await fetch(url, options).catch(() => {
    throw Problem.of("unreachable");
  });
  if (!response.ok) throw new Problem(await problemOf(response));
  return response;
}

async function problemOf(response) {
  try {
    return await response.json();
  } catch {
    return { status: response.status };
  }
}

function parse(block) {
  let type = "message";
  const data = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) type = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
  }
  return data.length ? { type, data: JSON.parse(data.join("\n")) } : null;
}
