import { coreHash, nameHash, refuseIf, type Tx } from '@union-graph/subgraph';
import { employers } from '../employer/employerPlaced.ts';
import type { RespondentInput } from '../schema.gen.ts';

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
