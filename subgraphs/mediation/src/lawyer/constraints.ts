import { Refusal } from '@union-graph/subgraph';

const known = (what: string, field: string) => () =>
  new Refusal('DUPLICATE', `${what} is known already. Use that record.`, { field });

/** What a violated constraint of this noun means to a client. */
export const lawyerConstraints = {
  law_firm_licence: known('A firm with this licence', 'newFirm'),
  lawyer_person: known('This person as a lawyer', 'staffMemberId'),
  lawyer_licence: known('A lawyer with this licence', 'licenceNo'),
  service_contract_org_one: () =>
    new Refusal('DUPLICATE', 'The firm serves one of these organisations under another contract in that time.', {
      rule: 'S-51',
      field: 'orgIds',
    }),
  service_contract_org_pk: () =>
    new Refusal('BAD_USER_INPUT', 'An organisation is named twice. Name each one once.', { field: 'orgIds' }),
};
