import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '@union-graph/subgraph';
import type { JWK } from 'jose';
import { type Restore, type WitnessEnd, type WitnessLine, witnessLineHash, witnessText } from '../../audit/verify-access-log.mjs';
import { createLogKey } from './logKeys.ts';
import { instant } from './recordContent.ts';

/** Where the access log and the audits end, as a gateway has seen it, and which rows wait for their seal. */
export type Seen = Pick<WitnessLine, 'seq' | 'hash' | 'heads' | 'unsealed'>;

/** Appends a signed line, and gives it once it is durable. */
export type WriteWitness = (seen: Seen, restore?: Restore) => Promise<WitnessEnd>;

/**
 * Creates the function that appends a signed line to the file of its day. The folder lies outside of the databases, so that somebody who can write
 * all of them cannot take back what stands there. Each line names the one before it; the first one names `newest`, the newest line in the folder.
 */
export function createWitnessWriter(folder: string, serviceKey: JWK, newest: WitnessEnd | null = null): WriteWitness {
  const key = createLogKey(serviceKey);
  mkdirSync(folder, { recursive: true });
  let end = newest;
  let writer = newId();
  let number = 0;
  // A process that was killed may have left half a line.
  let before = '\n';
  return async ({ seq, hash, heads, unsealed = [] }, restore) => {
    const at = instant(new Date());
    const more = { ...(unsealed.length > 0 && { unsealed }), ...(restore && { restore }) };
    const previous = number === 0 ? end : (end?.[2] ?? null);
    const content = { at, seq, hash, heads, ...more, writer, number: number + 1, previous };
    const line: WitnessLine = { kind: 'witness', ...content, keyId: key.id, signature: key.sign(witnessText(content)) };
    try {
      await appendDurably(path.join(folder, `${at.slice(0, 10)}.ndjson`), `${before}${JSON.stringify(line)}\n`);
    } catch (error) {
      // Nobody knows whether the line stands there: what comes next begins anew behind the last one that does.
      writer = newId();
      number = 0;
      before = '\n';
      throw error;
    }
    before = '';
    number += 1;
    end = [writer, number, witnessLineHash(line)];
    return end;
  };
}

/** A checkpoint names the line afterwards, so that it must be there after a power failure, too. */
async function appendDurably(file: string, text: string): Promise<void> {
  const opened = await open(file, 'a');
  try {
    await opened.appendFile(text);
    await opened.datasync();
  } finally {
    await opened.close();
  }
}
