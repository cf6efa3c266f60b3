import { Refusal } from '@union-graph/subgraph';

/** The slot is taken (VEN-INV-1); `own` is the viewer's own booking that has it, where that is known. */
export const slotTaken = (own?: { readonly id: string; readonly status: string }): Refusal =>
  new Refusal(
    'SLOT_TAKEN',
    own
      ? `You have that slot, or part of it, yourself: ${own.status === 'HELD' ? 'you hold it by' : 'it is'} your booking "${own.id}". Go on with that one, or cancel it first.`
      : 'That slot, or part of it, is taken. See "availability" for one that is free.',
    { rule: 'VEN-INV-1', field: 'start' },
  );

/** A part of what the viewer waits for, or more than that, when it is free and theirs first. */
export const waitedFor = ({ start, end }: { readonly start: Date; readonly end: Date }): Refusal =>
  new Refusal(
    'SLOT_TAKEN',
    `You wait for the time from ${start.toISOString()} to ${end.toISOString()}, which is free now and yours first. Hold just that, or leave the waiting list before.`,
    { rule: 'VEN-INV-1', field: 'start' },
  );

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
