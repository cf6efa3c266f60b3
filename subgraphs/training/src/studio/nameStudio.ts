import { studioNamed } from '@union-graph/events';
import { civilDay, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { actingPerson } from '../member/scope.ts';
import { numbers } from '../rule/numbers.ts';
import type { NameStudioInput } from '../schema.gen.ts';
import { askFunding } from '../studio-funding/fundStudio.ts';
import { getStudioFor, requireLeader } from './getStudio.ts';
import { InnovationStudio } from './InnovationStudio.ts';
import { CO_NAMER } from './rules.ts';

/** Names a studio that was reviewed: one of the city once the science commission has co-named it (S-60). */
export async function nameStudio(tx: Tx, input: NameStudioInput): Promise<{ studio: InnovationStudio }> {
  const before = await getStudioFor(tx, 'nameStudio', input, 'NAMED');
  refuseIf(
    tx.viewer.personId === before.leaderMemberId || tx.viewer.personId === before.nominatedBy,
    'SEPARATION_OF_DUTIES',
    'You nominated this studio or are to lead it. Ask a colleague to name it.',
    { rule: 'S-60' },
  );
  const fundingFen = checkedFunding(tx, input.fundingFen ?? null, before);
  await requireLeader(tx, before.leaderMemberId, 'studioId');
  if (before.level === 'CITY') {
    const [signed] = await rows(
      tx.db,
      sql`select from studio_co_namer n where n.studio_id = ${before.id} and n.agency_code = ${CO_NAMER}`,
    );
    refuseIf(
      signed === undefined,
      'INVALID_TRANSITION',
      'The science commission has not co-named this studio. Ask its delegate for "coNameStudio" first.',
      { rule: 'S-60', field: 'studioId' },
    );
  }
  const studio = await updateRow(tx.db, InnovationStudio, before, {
    status: 'NAMED',
    fundingFen,
    namedAt: civilDay(tx.now),
    namedBy: actingPerson(tx.viewer),
  });
  await askFunding(tx, studio);
  const { id, version, enterpriseId, districtCode } = studio;
  await tx.publish(studioNamed, { id, version }, { enterpriseId, districtCode });
  return { studio };
}

/** Money for a studio that bears its leader's name lies within bounds (P18); other studios may get less, or none. */
function checkedFunding(tx: Tx, fundingFen: bigint | null, { isNamedAfterLeader }: InnovationStudio): bigint | null {
  const field = 'fundingFen';
  refuseIf(fundingFen === 0n, 'BAD_USER_INPUT', 'Funding is more than nothing, or left out.', { field });
  const [least, most] = [tx.number(numbers.STUDIO_FUNDING_LEAST), tx.number(numbers.STUDIO_FUNDING_MOST)];
  refuseIf(
    isNamedAfterLeader && (fundingFen === null || fundingFen < BigInt(least) || fundingFen > BigInt(most)),
    'VALIDATION_FAILED',
    `A studio that is named after its leader gets ${least} to ${most} fen.`,
    { rule: 'P18', field },
  );
  refuseIf(fundingFen !== null && fundingFen > BigInt(most), 'VALIDATION_FAILED', `A studio gets ${most} fen at most.`, {
    rule: 'P18',
    field,
  });
  return fundingFen;
}
