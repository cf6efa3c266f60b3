import { insertRow, newId, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import { type Faulty, portions, type ReadFile } from './readFile.ts';
import { ScreenFile, type ScreenFileKind } from './ScreenFile.ts';

/** What became of the rows of one portion of a file. */
export interface Told {
  readonly accepted: number;
  readonly unchanged: number;
  readonly faults: readonly Faulty[];
}

/** Refuses a file of more rows than are taken at once. */
export function assertRows(tx: Tx, { total }: { readonly total: number }): void {
  const most = tx.number(numbers.SCREEN_FILE_ROWS);
  refuseIf(total > most, 'VALIDATION_FAILED', `A file has ${most} rows at most; this one has ${total}.`, {
    rule: 'S-74',
    field: 'file',
  });
}

/** The file of a campaign that was taken before with the same content; null where there is none. */
export const findFile = (tx: Tx, campaignId: string, kind: ScreenFileKind, sha256: string): Promise<ScreenFile | null> =>
  tx.db.findOneBy(ScreenFile, { campaignId, kind, sha256 });

/**
 * Takes the rows of a file portion by portion and keeps what became of it, with each faulty row. The number of statements grows with the
 * portions, not with the rows.
 */
export async function keepFile<Row>(
  tx: Tx,
  { campaignId, kind }: { readonly campaignId: string | null; readonly kind: ScreenFileKind },
  file: ReadFile<Row>,
  take: (portion: ReadFile<Row>['rows']) => Promise<Told>,
): Promise<ScreenFile> {
  let [accepted, unchanged] = [0, 0];
  const faults = [...file.faults];
  for (const portion of portions(file.rows)) {
    const told = await take(portion);
    accepted += told.accepted;
    unchanged += told.unchanged;
    faults.push(...told.faults);
  }
  const kept = await insertRow(tx.db, ScreenFile, {
    id: newId(),
    campaignId,
    kind,
    sha256: file.sha256,
    total: file.total,
    accepted,
    unchanged,
    rejected: faults.length,
    submittedBy: tx.viewer.personId as string,
    submittedAt: tx.now,
  });
  for (const portion of portions(faults))
    await rows(
      tx.db,
      sql`insert into screen_file_fault (file_id, line, screen_no, code)
      select ${kept.id}, f.line, f.screen_no, f.code
      from unnest(${portion.map(({ line }) => line)}::int[], ${portion.map(({ screenNo }) => screenNo)}::text[],
        ${portion.map(({ code }) => code)}::text[]) as f(line, screen_no, code)`,
    );
  return kept;
}

/** One answer of the database to a portion: how many rows had an outcome, and which, where they are at fault. */
export interface Outcome {
  readonly outcome: 'ACCEPTED' | 'UNCHANGED' | 'UNKNOWN_SCREEN' | 'TOLD_OTHERWISE';
  readonly count: number;
  readonly lines: readonly number[];
  readonly screenNos: readonly string[];
}

export function toldOf(outcomes: readonly Outcome[]): Told {
  const countOf = (wanted: Outcome['outcome']) => outcomes.find(({ outcome }) => outcome === wanted)?.count ?? 0;
  const faults = outcomes.flatMap(({ outcome, lines, screenNos }) =>
    outcome === 'ACCEPTED' || outcome === 'UNCHANGED'
      ? []
      : lines.map((line, at) => ({ line, screenNo: screenNos[at] ?? '', code: outcome })),
  );
  return { accepted: countOf('ACCEPTED'), unchanged: countOf('UNCHANGED'), faults };
}
