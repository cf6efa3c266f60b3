import { createHash } from 'node:crypto';
import { looksLikeIdentityNumber } from '@union-graph/identity';
import { checkedOpenText, checkedText, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { BeneficiaryInput } from '../schema.gen.ts';
import { quarterOf } from './rules.ts';

/** Persons of one report: a limit of safety for the size of a request; a project that reaches more reports more often. */
const MOST = 5_000;
const LONGEST_GROUP = 40;

/**
 * Counts the people of one report (FND-INV-10). Who has been counted in the project's calendar year before is not counted
 * again; the counts by quarter, district and group change in the same transaction. Of a pseudonym only a hash is kept.
 */
export async function countBeneficiaries(
  tx: Tx,
  projectId: string,
  lastDay: string,
  beneficiaries: readonly BeneficiaryInput[],
): Promise<void> {
  if (beneficiaries.length === 0) return;
  refuseIf(beneficiaries.length > MOST, 'BAD_USER_INPUT', `A report takes up to ${MOST} people; send the others by another.`, {
    field: 'beneficiaries',
  });
  await checkDistricts(tx, projectId, beneficiaries);
  for (const { group } of beneficiaries) checkedOpenText(group, 'group', LONGEST_GROUP);
  const people = new Map(beneficiaries.map((person) => [hashOf(projectId, person.pseudonym), person]));
  const hashes = [...people.keys()].sort();
  const quarter = quarterOf(lastDay);
  const fresh = await rows<{ hash: string }>(
    tx.db,
    sql`
    insert into project_beneficiary (project_id, year, pseudonym_hash, quarter)
      select ${projectId}::uuid, ${Number(lastDay.slice(0, 4))}::int, hash, ${quarter}::date from unnest(${hashes}::text[]) as person (hash)
      on conflict on constraint project_beneficiary_pk do nothing
      returning pseudonym_hash as hash`,
  );
  const counted = fresh.map(({ hash }) => people.get(hash) as BeneficiaryInput);
  await rows(
    tx.db,
    sql`
    insert into project_count (project_id, quarter, district_code, group_name, direct_count)
      select ${projectId}::uuid, ${quarter}::date, district, name, count(*)
      from unnest(
          ${counted.map(({ districtCode }) => districtCode)}::text[],
          ${counted.map(({ group }) => group.trim())}::text[])
        as person (district, name)
      group by district, name
      on conflict on constraint project_count_pk do update
        set direct_count = project_count.direct_count + excluded.direct_count`,
  );
}

/** How many people an organisation has named in a project's reports, each once in all years. */
export async function countNamed({ db }: Tx, projectId: string): Promise<number> {
  const [named] = await rows<{ people: number }>(
    db,
    sql`select count(distinct b.pseudonym_hash)::int as people from project_beneficiary b where b.project_id = ${projectId}::uuid`,
  );
  return named?.people ?? 0;
}

async function checkDistricts(tx: Tx, projectId: string, beneficiaries: readonly BeneficiaryInput[]): Promise<void> {
  const found = await rows<{ code: string }>(
    tx.db,
    sql`select district_code as code from service_project_district where project_id = ${projectId}`,
  );
  const foreign = beneficiaries.find(({ districtCode }) => !found.some(({ code }) => code === districtCode));
  refuseIf(foreign !== undefined, 'VALIDATION_FAILED', `The project does not work in district "${foreign?.districtCode}".`, {
    rule: 'FND-INV-10',
    field: 'beneficiaries',
  });
}

/** A pseudonym is the organisation's own; identity and telephone numbers are none. */
function hashOf(projectId: string, pseudonym: string): string {
  const text = checkedText(pseudonym, 'pseudonym', 100);
  refuseIf(
    looksLikeIdentityNumber(text) || /^\+?[\d -]{8,}$/.test(text),
    'VALIDATION_FAILED',
    'A pseudonym is a name of your own making; it must not be an identity or telephone number.',
    { rule: 'FND-INV-10', field: 'beneficiaries' },
  );
  return createHash('sha256').update(`${projectId}:${text}`).digest('base64url');
}
