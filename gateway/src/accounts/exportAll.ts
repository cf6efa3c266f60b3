import type { ExportEntry, LaterSealEntry, LaterWitnessLine, LogEntry, WitnessLine } from '../../audit/verify-access-log.mjs';
import { exportAudit, SEALS_PER_READ, sealsAfter } from './exportAudit.ts';
import { type ExportRange, exportLog, type Query } from './exportLog.ts';

/** Reads a database in one snapshot of its own. */
export type InSnapshot = (read: (query: Query) => AsyncGenerator<ExportEntry>) => AsyncGenerator<ExportEntry>;

export interface ExportSources {
  /** What lies outside of the databases; read before any of them. */
  readonly witness: Iterable<WitnessLine> | AsyncIterable<WitnessLine>;
  /** What was written there while the databases were read. */
  readonly witnessLater?: () => Iterable<LaterWitnessLine>;
  readonly readLog: (read: (query: Query, range: ExportRange) => AsyncGenerator<LogEntry>) => AsyncGenerator<ExportEntry>;
  readonly audits: readonly { readonly name: string; readonly read: InSnapshot }[];
}

/**
 * Yields the witness, the access log, and the audit of each service. What an audit says of one that was read before it may have been sealed after
 * that: such seals are read at the end, so that an export that is whole holds all that is said in it.
 */
export async function* exportAll({
  witness,
  witnessLater = () => [],
  readLog,
  audits,
}: ExportSources): AsyncGenerator<ExportEntry> {
  yield* witness;
  yield* readLog(exportLog);
  /** The last seal of each audit in the export, and the last one that is said of it. */
  const ends = new Map<string, number>();
  const said = new Map<string, number>();
  for (const { name, read } of audits)
    for await (const entry of read((query) => exportAudit(query, name))) {
      if (entry.kind === 'audit-head') ends.set(name, entry.number);
      if (entry.kind === 'audit-seal')
        for (const [chain, number] of entry.anchors ?? []) said.set(chain, Math.max(number, said.get(chain) ?? 0));
      yield entry;
    }
  for (const { name, read } of audits) {
    const [end, until] = [ends.get(name), said.get(name)];
    if (end !== undefined && until !== undefined && until > end) yield* read((query) => laterSeals(query, name, { end, until }));
  }
  yield* witnessLater();
}

/** The seals of an audit between two numbers. */
async function* laterSeals(
  query: Query,
  chain: string,
  { end, until }: { readonly end: number; readonly until: number },
): AsyncGenerator<LaterSealEntry> {
  for (let number = end; number < until; ) {
    const seals = (await sealsAfter(query, number, SEALS_PER_READ)).filter((seal) => seal.number <= until);
    for (const seal of seals) yield { ...seal, kind: 'audit-later', chain };
    if (seals.length === 0) return;
    number = seals.at(-1)?.number ?? until;
  }
}
