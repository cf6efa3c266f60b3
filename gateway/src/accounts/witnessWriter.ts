import { open } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '@union-graph/subgraph';
import type { JWK } from 'jose';
import {
  type Restore,
  type WitnessLine,
  type WitnessLineRef,
  witnessLineHash,
  witnessText,
} from '../../audit/verify-access-log.mjs';
import { createLogKey } from './logKeys.ts';
import { instant } from './recordContent.ts';
import { prepareWitnessFolder } from './witnessFolder.ts';

/** The content of a witness line: the heads of the access log and of the audits that a gateway knows, and the unsealed rows. */
export type WitnessContent = Pick<WitnessLine, 'seq' | 'hash' | 'heads' | 'unsealed'>;

/** Appends a signed line, with an acknowledgement if one is given. Resolves with a reference to the line when it is durable. */
export type WriteWitness = (content: WitnessContent, restore?: Restore) => Promise<WitnessLineRef>;

/**
 * Creates the function that appends signed lines to the witness file of the day. The folder is outside of the databases, so that somebody who can
 * write all databases cannot remove these lines. Each line names its previous line; the first one names `lastLine`, the last line in the folder.
 */
export function createWitnessWriter(folder: string, serviceKey: JWK, lastLine: WitnessLineRef | null = null): WriteWitness {
  const key = createLogKey(serviceKey);
  prepareWitnessFolder(folder);
  let previousLine = lastLine;
  let writer = newId();
  let number = 0;
  // A process that was killed may have left an incomplete line.
  let separator = '\n';
  return async ({ seq, hash, heads, unsealed = [] }, restore) => {
    const at = instant(new Date());
    const more = { ...(unsealed.length > 0 && { unsealed }), ...(restore && { restore }) };
    const previous = number === 0 ? previousLine : (previousLine?.[2] ?? null);
    const content = { at, seq, hash, heads, ...more, writer, number: number + 1, previous };
    const line: WitnessLine = { kind: 'witness', ...content, keyId: key.id, signature: key.sign(witnessText(content)) };
    try {
      await appendDurably(path.join(folder, `${at.slice(0, 10)}.ndjson`), `${separator}${JSON.stringify(line)}\n`);
    } catch (error) {
      // The line may or may not be in the file, so the next line starts a new chain after the last durable line.
      writer = newId();
      number = 0;
      separator = '\n';
      throw error;
    }
    separator = '';
    number += 1;
    previousLine = [writer, number, witnessLineHash(line)];
    return previousLine;
  };
}

/** A checkpoint will name the line, so the line must survive a power failure. */
async function appendDurably(file: string, text: string): Promise<void> {
  const opened = await open(file, 'a');
  try {
    await opened.appendFile(text);
    await opened.datasync();
  } finally {
    await opened.close();
  }
}
