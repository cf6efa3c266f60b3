import { closeSync, createReadStream, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import {
  type AuditHead,
  createFiles,
  createSignatures,
  GATEWAY,
  GENESIS,
  type LaterWitnessLine,
  losesLine,
  type PublicKey,
  type WitnessEnd,
  type WitnessLine,
  witnessLineHash,
  witnessText,
} from '../../audit/verify-access-log.mjs';
import type { Seen } from './witnessWriter.ts';

/** A file for each day: `2026-12-01.ndjson`. */
const FILE = /^\d{4}-\d\d-\d\d\.ndjson$/;

/**
 * The lines that tell most, the oldest day first: the last one of each gateway process in each file, each behind which a line tells of fewer records,
 * of fewer seals, or of others, and all that tell of more than ends. An old line that is appended once more therefore hides nothing. Nothing for a
 * folder that is not there. `onFault` is told of each line that does not follow the one before it, in a sentence, with the newest line that is gone
 * before it; not where a later line acknowledges that it was lost.
 */
export async function* readWitnessFolder(folder: string, onFault: OnLineFault = () => undefined): AsyncGenerator<WitnessLine> {
  const files = createFiles();
  const faults = createLineFaults();
  for (const name of witnessFiles(folder)) {
    let at = 0;
    const telling = createTellingLines();
    for await (const text of createInterface({
      input: createReadStream(path.join(folder, name)),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      at += 1;
      for (const line of parsedLine(text)) {
        const wrong = files.follow(line);
        if (wrong !== null) faults.add({ ...wrong, message: `Line ${at} of ${name} ${wrong.message}.`, at: line.at });
        faults.excuse(line);
        telling.take({ line, at });
      }
    }
    yield* telling.lines();
  }
  for (const { message, gone } of faults.left()) onFault(message, gone);
}

/** Told of a line that does not follow the one before it. */
type OnLineFault = (message: string, gone: WitnessEnd | null) => void;

/** Collects the faults of lines until it is known whether a later line acknowledges that lines were lost. */
function createLineFaults() {
  let faults: { readonly message: string; readonly gone: WitnessEnd | null; readonly at: string }[] = [];
  return {
    add: (fault: (typeof faults)[number]): void => void faults.push(fault),
    excuse: ({ restore, at }: WitnessLine): void => {
      if (restore?.witness)
        faults = faults.filter((fault) => !(fault.at < at && fault.gone && losesLine(restore, fault.gone[0], fault.gone[1])));
    },
    left: () => faults,
  };
}

/** A line with its place in its file. */
interface PlacedLine {
  readonly line: WitnessLine;
  readonly at: number;
}

/** Picks the lines of a file that tell most. */
function createTellingLines() {
  const newest = new Map<string, { readonly number: number; readonly hash: string; readonly placed: PlacedLine }>();
  const lastOfWriter = new Map<string, PlacedLine>();
  const told = new Set<PlacedLine>();
  return {
    take: (placed: PlacedLine): void => {
      const { line } = placed;
      lastOfWriter.set(line.writer ?? '', placed);
      if (line.restore || line.unsealed) told.add(placed);
      for (const [name, number, hash] of endsIn(line)) {
        const seen = newest.get(name);
        newest.set(name, { number, hash, placed });
        if (seen && (number < seen.number || (number === seen.number && hash !== seen.hash))) told.add(seen.placed);
      }
    },
    lines: (): WitnessLine[] =>
      [...new Set([...told, ...lastOfWriter.values(), ...[...newest.values()].map(({ placed }) => placed)])]
        .sort((one, other) => one.at - other.at)
        .map(({ line }) => line),
  };
}

/** The access log among the names of services. */
const LOG = '';

/** The ends that a line tells of: of the access log, and of each audit. */
const endsIn = ({ seq, hash, heads }: WitnessLine): readonly AuditHead[] => [[LOG, seq, hash], ...heads];

/** The ends that a folder tells of, its newest line, and what is wrong with the lines that were read. */
export interface NewestLines {
  readonly seen: Seen;
  readonly end: WitnessEnd | null;
  readonly faults: readonly string[];
}

/**
 * The newest record and seals that a folder tells of, so far as the end of its newest file with signed lines shows. A line that none of `keys` signed
 * is told as a fault and counts for nothing. A restore sets back what the lines before it tell of.
 */
export function newestInFolder(folder: string, keys: readonly PublicKey[]): NewestLines {
  const isSigned = createSignatures(keys, GATEWAY);
  const newest = new Map<string, AuditHead>();
  const faults: string[] = [];
  let end: WitnessEnd | null = null;
  for (const name of witnessFiles(folder).reverse()) {
    for (const line of lastLines(path.join(folder, name))) {
      if (!isSigned(line, witnessText(line))) {
        faults.push(`A line of ${name} of ${line.at} is not signed by this gateway.`);
        continue;
      }
      if (line.restore && !line.restore.witness) newest.clear();
      for (const head of endsIn(line)) if (head[1] >= (newest.get(head[0])?.[1] ?? 0)) newest.set(head[0], head);
      if (line.writer !== undefined && line.number !== undefined) end = [line.writer, line.number, witnessLineHash(line)];
    }
    if (newest.size > 0) break;
  }
  const [, seq, hash] = newest.get(LOG) ?? [LOG, 0, GENESIS];
  newest.delete(LOG);
  return { seen: { seq, hash, heads: [...newest.values()] }, end, faults };
}

/** The lines at the end of a folder, for who has read it before. */
export const laterLines = (folder: string): LaterWitnessLine[] =>
  witnessFiles(folder)
    .slice(-2)
    .flatMap((name) => lastLines(path.join(folder, name)))
    .map((line) => ({ ...line, kind: 'witness-later' }));

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
