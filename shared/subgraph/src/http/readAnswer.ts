/**
 * Reads the body of an answer from elsewhere as UTF-8. Throws when it has more than `maxBytes`; the rest is not read then, so that whoever answers
 * cannot fill the memory of this process.
 */
export async function readAnswer(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<string> {
  const { bytes, isWhole } = await readBytes(body, maxBytes);
  if (!isWhole) throw new Error(`an answer of more than ${maxBytes} bytes`);
  return bytes.toString('utf8');
}

/** Reads the first bytes of an answer, for a message; the rest is not read. */
export async function readAnswerStart(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<string> {
  const { bytes } = await readBytes(body, maxBytes);
  return bytes.subarray(0, maxBytes).toString('utf8');
}

async function readBytes(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<{ bytes: Buffer; isWhole: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    chunks.push(chunk);
    // Leaving the loop closes the body.
    if (size > maxBytes) break;
  }
  return { bytes: Buffer.concat(chunks), isWhole: size <= maxBytes };
}
