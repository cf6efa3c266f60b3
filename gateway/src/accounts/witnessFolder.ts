import { closeSync, createReadStream, fstatSync, mkdirSync, openSync, readdirSync, readSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { JWK } from 'jose';
import { type AuditHead, GENESIS, type WitnessLine, witnessText } from '../../audit/verify-access-log.mjs';
import { createLogKey } from './logKeys.ts';
import { instant } from './recordContent.ts';

/** Where the access log and the audits end, as a gateway has seen it. */
export type Seen = Pick<WitnessLine, 'seq' | 'hash' | 'heads'>;

/** A file for each day: `2026-12-01.ndjson`. */
const FILE = /^\d{4}-\d\d-\d\d\.ndjson$/;

/**
 * Creates the function that appends a signed line to the file of its day. The folder lies outside of the databases, so that somebody who can write
 * all of them cannot take back what stands there.
 */
export function createWitnessWriter(folder: string, serviceKey: JWK): (seen: Seen) => Promise<void> {
  const key = createLogKey(serviceKey);
  mkdirSync(folder, { recursive: true });
  // A process that was killed may have left half a line.
  let before = '\n';
  return ({ seq, hash, heads }) => {
    const at = instant(new Date());
    const signature = key.sign(witnessText({ at, seq, hash, heads }));
    const line: WitnessLine = { kind: 'witness', at, seq, hash, heads, keyId: key.id, signature };
    const text = `${before}${JSON.stringify(line)}\n`;
    before = '';
    return appendFile(path.join(folder, `${at.slice(0, 10)}.ndjson`), text);
  };
}

/**
 * The lines that tell most, the oldest day first: the last one of each file, and each behind which a line tells of fewer records, of fewer
 * seals, or of others. An old line that is appended once more therefore hides nothing. Nothing for a folder that is not there.
 */
export async function* readWitnessFolder(folder: string): AsyncGenerator<WitnessLine> {
  for (const name of witnessFiles(folder)) yield* tellingLines(path.join(folder, name));
}

async function* tellingLines(file: string): AsyncGenerator<WitnessLine> {
  const newest = new Map<string, { readonly number: number; readonly hash: string; readonly line: WitnessLine }>();
  const told = new Set<WitnessLine>();
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY }))
    for (const line of parsedLine(text))
      for (const [name, number, hash] of endsIn(line)) {
        const before = newest.get(name);
        newest.set(name, { number, hash, line });
        if (!before || number > before.number || (number === before.number && hash === before.hash) || told.has(before.line))
          continue;
        told.add(before.line);
        yield before.line;
      }
  for (const line of new Set([...newest.values()].map((last) => last.line))) if (!told.has(line)) yield line;
}

/** The access log among the names of services. */
const LOG = '';

/** The ends that a line tells of: of the access log, and of each audit. */
const endsIn = ({ seq, hash, heads }: WitnessLine): readonly AuditHead[] => [[LOG, seq, hash], ...heads];

/** The newest record and seals that a folder tells of, so far as the end of its newest file shows. */
export function newestInFolder(folder: string): Seen {
  const newest = new Map<string, AuditHead>();
  for (const name of witnessFiles(folder).slice(-1))
    for (const end of lastLines(path.join(folder, name)).flatMap(endsIn))
      if (end[1] >= (newest.get(end[0])?.[1] ?? 0)) newest.set(end[0], end);
  const [, seq, hash] = newest.get(LOG) ?? [LOG, 0, GENESIS];
  newest.delete(LOG);
  return { seq, hash, heads: [...newest.values()] };
}

/** A line names a seal of each service; this is room for many. */
const TAIL_BYTES = 128 * 1024;

function lastLines(file: string): WitnessLine[] {
  const opened = openSync(file, 'r');
  try {
    const { size } = fstatSync(opened);
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(opened, tail, 0, tail.length, size - tail.length);
    return tail.toString().split('\n').flatMap(parsedLine);
  } finally {
    closeSync(opened);
  }
}

/** Nothing for half a line, or for what is none. */
const parsedLine = (text: string): WitnessLine[] => {
  try {
    const line = JSON.parse(text) as WitnessLine;
    return line?.kind === 'witness' && Array.isArray(line.heads) ? [line] : [];
  } catch {
    return [];
  }
};

function witnessFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => FILE.test(name))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
