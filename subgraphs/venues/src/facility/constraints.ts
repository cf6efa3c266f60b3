import { Refusal } from '@union-graph/subgraph';

export const facilityConstraints = {
  facility_name_once: () => new Refusal('DUPLICATE', 'The venue already has a facility of that name.', { field: 'nameZh' }),
  opening_hours_pk: () => new Refusal('BAD_USER_INPUT', 'Name each weekday once.', { field: 'openingHours' }),
  opening_hours_no_overlap: () =>
    new Refusal('BAD_USER_INPUT', 'The hours of one weekday reach into those of the next. Let them end before these begin.', {
      field: 'openingHours',
    }),
  closure_no_overlap: () =>
    new Refusal('INVALID_TRANSITION', 'The facility is closed already in part of that time. See its "closures".', {
      field: 'from',
    }),
};
