import { coreHash, nameHash, refuseIf, type Tx } from '@union-graph/subgraph';
import { employers } from '../employer/employerPlaced.ts';
import type { ApplyForMediationInput, RespondentInput } from '../schema.gen.ts';

/**
 * Throws for a respondent that is referred to as a firm: `NOT_FOUND` for one that nobody told of, and `VALIDATION_FAILED` where the name
 * is not that firm's. The name stands in the papers of the case, and the id says who answers for it (C-05).
 */
export async function refuseWrongNames(tx: Tx, respondents: readonly RespondentInput[]): Promise<void> {
  const ids = [...new Set(respondents.flatMap(({ enterpriseId }) => enterpriseId ?? []))].sort();
  const firms = await employers.getAll(tx, ids, { field: 'enterpriseId' });
  const wrong = respondents.find(({ enterpriseId, nameZh }) => {
    const firm = firms.find((one) => one.enterpriseId === enterpriseId);
    // The name of a firm that an older organisation told of is not known here.
    if (!firm || firm.nameHash === null) return false;
    return firm.nameHash !== nameHash(nameZh) && firm.coreHash !== coreHash(nameZh);
  });
  refuseIf(
    wrong !== undefined,
    'VALIDATION_FAILED',
    `The firm "${wrong?.enterpriseId}" is not called "${wrong?.nameZh}". Send the name under which it is registered, or the name alone.`,
    { rule: 'MED-INV-3', field: 'nameZh' },
  );
}

/**
 * Throws where an application says another owner or industry than the record of the firm that it is against: `VALIDATION_FAILED`. Against several
 * firms it says that of one of them; a firm of which no record is known says nothing.
 */
export async function refuseOtherKind(
  tx: Tx,
  { respondents, ownership, industry }: Pick<ApplyForMediationInput, 'respondents' | 'ownership' | 'industry'>,
): Promise<void> {
  const ids = [...new Set(respondents.flatMap(({ enterpriseId }) => enterpriseId ?? []))].sort();
  const firms = await employers.getAll(tx, ids, { field: 'enterpriseId' });
  // Somebody without a record among them may be of any kind.
  if (firms.length === 0 || respondents.some(({ enterpriseId }) => enterpriseId == null)) return;
  for (const [field, said] of [
    ['ownership', ownership],
    ['industry', industry],
  ] as const) {
    const kept = firms.map((firm) => firm[field]);
    refuseIf(
      said != null && !kept.includes(null) && !kept.includes(said),
      'VALIDATION_FAILED',
      `The record of the employer has the ${field} ${[...new Set(kept)].join(' or ')}; got ${said}. Send what the record has.`,
      { rule: '2.2.1', field },
    );
  }
}
