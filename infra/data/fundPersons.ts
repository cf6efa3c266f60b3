import { LISTING_ENDS } from '@union-graph/events';
import type { Row } from './load.ts';

/** Rows of the fund that name members, by table. */
interface FundRows {
  readonly aid_application: Iterable<Row>;
  readonly mutual_aid_claim: Iterable<Row>;
  readonly hardship_file: Iterable<Row>;
  readonly household_member: Iterable<Row>;
  readonly disbursement: Iterable<Row>;
  readonly donation: Iterable<Row>;
}

/** The states in which a row of a table lists nobody any more. */
const OVER: Readonly<Record<keyof FundRows, readonly unknown[]>> = {
  aid_application: LISTING_ENDS.aidApplication,
  mutual_aid_claim: LISTING_ENDS.claim,
  hardship_file: LISTING_ENDS.hardshipFile,
  household_member: LISTING_ENDS.hardshipFile,
  disbursement: LISTING_ENDS.disbursement,
  donation: LISTING_ENDS.donation,
};

/**
 * What the fund has told organisation of whom it decides about, whom it pays and who gives to it, from the fund's own rows: rows of
 * `served_person`.
 */
export function* fundPersonRows(tables: FundRows): Generator<Row> {
  for (const table of ['aid_application', 'mutual_aid_claim'] as const)
    for (const row of tables[table]) yield listed('FUND_DECISION', table, row, row);
  const files = [...tables.hardship_file];
  for (const file of files) yield listed('FUND_DECISION', 'hardship_file', file, { ...file, member_id: file.head_member_id });
  const ofHousehold = new Map(files.map((file) => [file.household_id, file]));
  for (const { id, member_id, household_id, relation } of tables.household_member) {
    const file = ofHousehold.get(household_id);
    if (file && member_id && relation !== 'SELF')
      yield listed('FUND_DECISION', 'household_member', { id }, { ...file, member_id });
  }
  for (const row of tables.disbursement) if (row.member_id) yield listed('FUND_PAYMENT', 'disbursement', row, row);
  for (const row of tables.donation)
    if (row.member_id) yield listed('FUND_PAYMENT', 'donation', row, { ...row, scope_path: '/city/' });
}

const listed = (source: string, table: keyof FundRows, { id }: Row, { member_id, scope_path, status, version }: Row): Row => ({
  source,
  occasion_id: id,
  member_id,
  scope_path,
  served: !OVER[table].includes(status),
  seen_version: version,
});
