import { Refusal } from '@union-graph/subgraph';

export const openPeriodConstraints = {
  open_period_facility_once: () =>
    new Refusal('DUPLICATE', 'One of the facilities has an open period already in part of that time.', { field: 'facilityIds' }),
};
