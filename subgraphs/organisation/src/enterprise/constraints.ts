import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const enterpriseConstraints = {
  enterprise_org_code: () =>
    new Refusal(
      'DUPLICATE',
      'An employer with this organisation code, or the credit code that has it, is registered. Look it up by its code.',
      {
        field: 'orgCode',
      },
    ),
  enterprise_district: () => new Refusal('BAD_USER_INPUT', 'The city has no district with this code.', { field: 'districtCode' }),
  enterprise_one_affiliation: () => new Refusal('DUPLICATE', 'This firm belongs to a union already.', { field: 'enterpriseId' }),
};
