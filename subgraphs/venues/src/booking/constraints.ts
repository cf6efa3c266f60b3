import { Refusal } from '@union-graph/subgraph';

export const bookingConstraints = {
  booking_no_overlap: () => slotTaken(),
};

/** VEN-INV-1. */
export const slotTaken = (): Refusal =>
  new Refusal('SLOT_TAKEN', 'Somebody else has that slot, or part of it. See "availability" for one that is free.', {
    rule: 'VEN-INV-1',
    field: 'start',
  });
