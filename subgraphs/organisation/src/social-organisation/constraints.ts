import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const socialOrganisationConstraints = {
  social_organisation_reg_no: () =>
    new Refusal('DUPLICATE', 'An organisation with this registration number is in the register. Propose a contact with it.', {
      field: 'regNo',
    }),
  contact_link_one_open: () =>
    new Refusal('DUPLICATE', 'This unit has a contact with the organisation that has not ended.', { field: 'districtCode' }),
  contact_link_district: () =>
    new Refusal('BAD_USER_INPUT', 'The city has no district with this code.', { field: 'districtCode' }),
};
