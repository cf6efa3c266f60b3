/** More than the schemas of a graph of many subgraphs have. */
const MAX_BODY_BYTES = 32_000_000;

/**
 * Reads the body of a response as UTF-8. Throws when it has more than `maxBytes`, and leaves the rest unread, so that a server cannot fill the
 * memory of this process. The request's signal is its deadline.
 */
export async function readBody({ body }: Response, maxBytes = MAX_BODY_BYTES): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    // Leaving the loop cancels the body.
    if (size > maxBytes) throw new Error(`an answer of more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads a body as JSON; null for a text that is not. */
export async function readJsonBody(response: Response): Promise<unknown> {
  const text = await readBody(response);
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
