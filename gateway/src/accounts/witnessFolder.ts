import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import type { JWK } from 'jose';
import { type AuditHead, type WitnessLine, witnessText } from '../../audit/verify-access-log.mjs';
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

/** The last line of each day, the oldest day first: each stands for those before it. Nothing for a folder that is not there. */
export const readWitnessFolder = (folder: string): WitnessLine[] =>
  witnessFiles(folder).flatMap((name) => lastLine(path.join(folder, name)));

/** The newest seals that a folder tells of. */
export const headsInFolder = (folder: string): readonly AuditHead[] =>
  witnessFiles(folder)
    .slice(-1)
    .flatMap((name) => lastLine(path.join(folder, name)))[0]?.heads ?? [];

/** A line names a seal of each service; this is room for many. */
const TAIL_BYTES = 128 * 1024;

function lastLine(file: string): WitnessLine[] {
  const opened = openSync(file, 'r');
  try {
    const { size } = fstatSync(opened);
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(opened, tail, 0, tail.length, size - tail.length);
    return tail.toString().trimEnd().split('\n').slice(-2).reverse().flatMap(parsedLine).slice(0, 1);
  } finally {
    closeSync(opened);
  }
}

const parsedLine = (text: string): WitnessLine[] => {
  try {
    return [JSON.parse(text) as WitnessLine];
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
