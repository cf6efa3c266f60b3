import type { OpenTypes } from '../../supergraph/check/checkResult.ts';

const names = ['Union', 'Enterprise', 'MediationOrg', 'District'];

/** The types to which registered subgraphs may add fields (domain rule J-13). */
export const OPEN_TYPES: OpenTypes = {
  names,
  sentence: `Fields can be added to ${names.join(', ')} only, never to "Member", "Card" or a type of the fund`,
};
