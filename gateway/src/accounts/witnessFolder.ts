import {
  accessSync,
  closeSync,
  constants,
  createReadStream,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
} from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { SettingsError } from '@union-graph/subgraph';
import {
  type AuditHead,
  acknowledgesLostLine,
  createSignatures,
  createWitnessChains,
  GATEWAY,
  GENESIS,
  type LaterWitnessLine,
  type PublicKey,
  type WitnessLine,
  type WitnessLineRef,
  witnessLineHash,
  witnessText,
} from '../../audit/verify-access-log.mjs';
import type { WitnessContent } from './witnessWriter.ts';

/** The name of a witness file, one for each day: `2026-12-01.ndjson`. */
const FILE = /^\d{4}-\d\d-\d\d\.ndjson$/;

/**
 * Verifies the hash chains of all lines in a witness folder, and yields the lines that an export needs, the oldest day first. These are, in each file:
 * the last line of each gateway process; the last line that names the newest record of the access log, or the newest seal of an audit; each
 * line after which a line names an older record or seal, or another hash; and all lines with unsealed rows or an acknowledgement. So an old line
 * that is appended again does not hide a newer one. Yields nothing when the folder does not exist. `onFault` is called for each line that does
 * not follow its previous line, except where a later acknowledgement declares the missing lines lost.
 */
export async function* readWitnessFolder(folder: string, onFault: OnLineFault = () => undefined): AsyncGenerator<WitnessLine> {
  const chains = createWitnessChains();
  const faults = createLineFaults();
  for (const name of witnessFiles(folder)) {
    let at = 0;
    const selection = createLineSelection();
    for await (const text of createInterface({
      input: createReadStream(path.join(folder, name)),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      at += 1;
      for (const line of parseLine(text)) {
        const fault = chains.follow(line);
        if (fault !== null) faults.add({ ...fault, message: `Line ${at} of ${name} ${fault.message}.`, at: line.at });
        faults.excuse(line);
        selection.take({ line, at });
      }
    }
    yield* selection.lines();
  }
  for (const { message, missing } of faults.remaining()) onFault(message, missing);
}

/** Receives the fault of a line as a sentence, and the newest line that is missing before it, if any. */
type OnLineFault = (message: string, missing: WitnessLineRef | null) => void;

/** Collects the faults of lines until all lines are read: a later acknowledgement may excuse them. */
function createLineFaults() {
  let faults: { readonly message: string; readonly missing: WitnessLineRef | null; readonly at: string }[] = [];
  return {
    add: (fault: (typeof faults)[number]): void => void faults.push(fault),
    /** Removes the faults that the acknowledgement of a line excuses. */
    excuse: ({ restore, at }: WitnessLine): void => {
      if (restore?.witness)
        faults = faults.filter(
          ({ at: faultAt, missing }) => !(faultAt < at && missing && acknowledgesLostLine(restore, missing[0], missing[1])),
        );
    },
    remaining: () => faults,
  };
}

/** A line and its number in its file. */
interface PlacedLine {
  readonly line: WitnessLine;
  readonly at: number;
}

/** Selects the lines of a file that an export needs: see {@link readWitnessFolder}. */
function createLineSelection() {
  const newest = new Map<string, { readonly number: number; readonly hash: string; readonly placed: PlacedLine }>();
  const lastOfWriter = new Map<string, PlacedLine>();
  const selected = new Set<PlacedLine>();
  return {
    take: (placed: PlacedLine): void => {
      const { line } = placed;
      lastOfWriter.set(line.writer ?? '', placed);
      if (line.restore || line.unsealed) selected.add(placed);
      for (const [name, number, hash] of headsIn(line)) {
        const seen = newest.get(name);
        newest.set(name, { number, hash, placed });
        if (seen && (number < seen.number || (number === seen.number && hash !== seen.hash))) selected.add(seen.placed);
      }
    },
    lines: (): WitnessLine[] =>
      [...new Set([...selected, ...lastOfWriter.values(), ...[...newest.values()].map(({ placed }) => placed)])]
        .sort((one, other) => one.at - other.at)
        .map(({ line }) => line),
  };
}

/** Stands for the access log among the names of services. */
const ACCESS_LOG = '';

/** The heads that a line names: the access log's and each audit's. */
const headsIn = ({ seq, hash, heads }: WitnessLine): readonly AuditHead[] => [[ACCESS_LOG, seq, hash], ...heads];

/** The newest heads in a witness folder, its last line, and the faults of the lines that were read. */
export interface FolderState {
  readonly newest: WitnessContent;
  /** Null when no line has a number. */
  readonly lastLine: WitnessLineRef | null;
  readonly faults: readonly string[];
}

/**
 * Reads the newest heads and the last line of a witness folder from the end of its newest file with signed lines. A line without a signature by one of
 * `keys` is a fault and is ignored. After the acknowledgement of a restore, the heads of earlier lines do not count.
 */
export function readFolderState(folder: string, keys: readonly PublicKey[]): FolderState {
  const isSigned = createSignatures(keys, GATEWAY);
  const newest = new Map<string, AuditHead>();
  const faults: string[] = [];
  let lastLine: WitnessLineRef | null = null;
  for (const name of witnessFiles(folder).reverse()) {
    for (const line of readLastLines(path.join(folder, name))) {
      if (!isSigned(line, witnessText(line))) {
        faults.push(`A line of ${name} of ${line.at} is not signed by this gateway.`);
        continue;
      }
      if (line.restore && !line.restore.witness) newest.clear();
      for (const head of headsIn(line)) if (head[1] >= (newest.get(head[0])?.[1] ?? 0)) newest.set(head[0], head);
      if (line.writer !== undefined && line.number !== undefined) lastLine = [line.writer, line.number, witnessLineHash(line)];
    }
    if (newest.size > 0) break;
  }
  const [, seq, hash] = newest.get(ACCESS_LOG) ?? [ACCESS_LOG, 0, GENESIS];
  newest.delete(ACCESS_LOG);
  return { newest: { seq, hash, heads: [...newest.values()] }, lastLine, faults };
}

/** The last lines of a folder, for an export that has read the folder before: they include those written since. */
export const readLaterLines = (folder: string): LaterWitnessLine[] =>
  witnessFiles(folder)
    .slice(-2)
    .flatMap((name) => readLastLines(path.join(folder, name)))
    .map((line) => ({ ...line, kind: 'witness-later' }));

/** How much is read from the end of a file. It has room for many lines, each with a seal of every service. */
const TAIL_BYTES = 128 * 1024;

function readLastLines(file: string): WitnessLine[] {
  const opened = openSync(file, 'r');
  try {
    const { size } = fstatSync(opened);
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(opened, tail, 0, tail.length, size - tail.length);
    return tail.toString().split('\n').flatMap(parseLine);
  } finally {
    closeSync(opened);
  }
}

/** An empty array for a line that is incomplete or no witness line. */
const parseLine = (text: string): WitnessLine[] => {
  try {
    const line = JSON.parse(text) as WitnessLine;
    return line?.kind === 'witness' && Array.isArray(line.heads) ? [line] : [];
  } catch {
    return [];
  }
};

/** Makes the witness folder if there is none. Throws {@link SettingsError} when this process may not write into it. */
export function prepareWitnessFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SettingsError('The gateway', [
      `WITNESS_FOLDER is no folder that this process may read and write (${code}): "${folder}". Name one that it may make, or one that is its own.`,
    ]);
  }
}

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
