import { Refusal } from '@union-graph/subgraph';

/** Somebody else has the slot (VEN-INV-1). */
export const slotTaken = (): Refusal =>
  new Refusal('SLOT_TAKEN', 'Somebody else has that slot, or part of it. See "availability" for one that is free.', {
    rule: 'VEN-INV-1',
    field: 'start',
  });

/** The card's price without an active card; the public one is offered (VEN-INV-4). */
export const cardNotActive = (): Refusal =>
  new Refusal(
    'CARD_NOT_ACTIVE',
    'The card-holder price needs an active service card. You can have the slot at the public price: choose the audience "WORKER".',
    {
      rule: 'VEN-INV-4',
      field: 'audience',
    },
  );
