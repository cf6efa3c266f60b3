import { Refusal } from '@union-graph/subgraph';

export const galleryConstraints = {
  event_picture_once: () =>
    new Refusal('DUPLICATE', 'This picture is in the gallery of the event already.', { field: 'address' }),
};
