import { checkedName, checkedNumber, civilDay, insertRow, newId, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { checkedAgencies } from '../agency/queries.ts';
import { actingPerson } from '../member/scope.ts';
import type { CreateProgrammeInput } from '../schema.gen.ts';
import { programmePolicy } from './policy.ts';
import { TrainingProgramme } from './TrainingProgramme.ts';

const MOST_SPONSORS = 10;
const MOST_WORKERS = 10_000_000;

/** Sets up the programme of a year with its sponsors and modules (S-56). */
export async function createProgramme(tx: Tx, input: CreateProgrammeInput): Promise<{ programme: TrainingProgramme }> {
  programmePolicy.authorise(tx.viewer, 'createProgramme', {});
  const { year, modules } = input;
  const thisYear = Number(civilDay(tx.now).slice(0, 4));
  refuseIf(
    year < thisYear || year > thisYear + 1,
    'VALIDATION_FAILED',
    `A programme is set up for ${thisYear} or ${thisYear + 1}; got ${year}.`,
    { rule: 'S-56', field: 'year' },
  );
  refuseIf(
    modules.length === 0 || new Set(modules).size < modules.length,
    'BAD_USER_INPUT',
    'A programme has at least one module, and each once.',
    { field: 'modules' },
  );
  const sponsors = await checkedAgencies(tx, input.sponsorCodes, 'sponsorCodes');
  checkedNumber(sponsors.length, 'sponsorCodes', [0, MOST_SPONSORS]);
  const programme = await insertRow(tx.db, TrainingProgramme, {
    id: newId(),
    nameZh: checkedName(input.nameZh, 'nameZh', 60, 2),
    year,
    targetHeadcount: checkedNumber(input.targetHeadcount, 'targetHeadcount', [1, MOST_WORKERS]),
    budgetFen: input.budgetFen ?? null,
    createdBy: actingPerson(tx.viewer),
    createdAt: tx.now,
    version: 1,
  });
  await rows(
    tx.db,
    sql`insert into training_programme_sponsor (programme_id, agency_code, position)
      select ${programme.id}, code, position from unnest(${sponsors}::text[]) with ordinality as sponsor(code, position)`,
  );
  await rows(
    tx.db,
    sql`insert into training_programme_module (programme_id, module_code) select ${programme.id}, code from unnest(${modules}::text[]) as module(code)`,
  );
  return { programme };
}
