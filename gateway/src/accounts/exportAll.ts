import type { ExportEntry, LaterSealEntry, LaterWitnessLine, LogEntry, WitnessLine } from '../../audit/verify-access-log.mjs';
import { exportAudit, SEALS_PER_READ, sealsAfter } from './exportAudit.ts';
import { type ExportRange, exportLog, type Query } from './exportLog.ts';

/** Opens one snapshot of a database and yields what `read` reads from it. */
export type ReadSnapshot = (read: (query: Query) => AsyncGenerator<ExportEntry>) => AsyncGenerator<ExportEntry>;

/** Where the parts of an export are read from. */
export interface ExportSources {
  /** The witness lines; read before the databases. */
  readonly witness: Iterable<WitnessLine> | AsyncIterable<WitnessLine>;
  /** The witness lines that were written while the databases were read. */
  readonly witnessLater?: () => Iterable<LaterWitnessLine>;
  readonly readLog: (read: (query: Query, range: ExportRange) => AsyncGenerator<LogEntry>) => AsyncGenerator<ExportEntry>;
  readonly audits: readonly { readonly name: string; readonly read: ReadSnapshot }[];
}

/**
 * Yields the witness lines, the access log, and the audit of each service. Each database has a snapshot of its own, so an anchor in a later audit may
 * name a seal that was made after its audit was read. These seals are read at the end, so that the export has a seal for each anchor.
 */
export async function* exportAll({
  witness,
  witnessLater = () => [],
  readLog,
  audits,
}: ExportSources): AsyncGenerator<ExportEntry> {
  yield* witness;
  yield* readLog(exportLog);
  /** The number of the last exported seal of each audit, and the highest number that an anchor names. */
  const exported = new Map<string, number>();
  const anchored = new Map<string, number>();
  for (const { name, read } of audits)
    for await (const entry of read((query) => exportAudit(query, name))) {
      if (entry.kind === 'audit-head') exported.set(name, entry.number);
      if (entry.kind === 'audit-seal')
        for (const [chain, number] of entry.anchors ?? []) anchored.set(chain, Math.max(number, anchored.get(chain) ?? 0));
      yield entry;
    }
  for (const { name, read } of audits) {
    const [end, until] = [exported.get(name), anchored.get(name)];
    if (end !== undefined && until !== undefined && until > end) yield* read((query) => laterSeals(query, name, { end, until }));
  }
  yield* witnessLater();
}

/** The seals of an audit after the number `end`, up to `until`. */
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
