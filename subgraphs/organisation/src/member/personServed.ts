import { bookingCancelled, bookingConfirmed, enrolmentListed, studentListed } from '@union-graph/events';
import { defineKnown } from '@union-graph/subgraph';
import { ServedPerson } from './ServedPerson.ts';

const occasions = defineKnown(ServedPerson, { id: 'occasionId', what: 'enrolment or booking' });

/** Keeps whom institutions and venues serve: their staff read the name of a person while the person is on a list or has a booking. */
export const personServed = [
  occasions.follow([enrolmentListed, studentListed], ({ data: { memberId, institutionPath, listed } }) => ({
    source: 'TRAINING',
    memberId,
    scopePath: institutionPath,
    served: listed,
  })),
  occasions.follow(bookingConfirmed, ({ data: { memberId, scopePath } }) => ({
    source: 'VENUES',
    memberId,
    scopePath,
    served: true,
  })),
  occasions.follow(bookingCancelled, ({ data: { memberId, scopePath } }) => ({
    source: 'VENUES',
    memberId,
    scopePath,
    served: false,
  })),
];
