import {
  applicantListed,
  bookingCancelled,
  bookingConfirmed,
  donorListed,
  enrolmentListed,
  payeeListed,
  studentListed,
} from '@union-graph/events';
import { defineKnown } from '@union-graph/subgraph';
import { ServedPerson } from './ServedPerson.ts';

/** In the third revision the lists are told again, with the instant at which waiting ends. */
const occasions = defineKnown(ServedPerson, { id: 'occasionId', what: 'occasion', revision: 3 });

/**
 * Keeps whom institutions and venues serve, and with whom the Warmth Fund has to do: their staff read the name of a person while the person is
 * on a list, has a booking, or is decided about or paid.
 */
export const personServed = [
  occasions.follow(enrolmentListed, ({ data: { memberId, institutionPath, listed, until } }) => ({
    source: 'TRAINING',
    memberId,
    scopePath: institutionPath,
    served: listed,
    ...(until !== undefined && { servedUntil: until === null ? null : new Date(until) }),
  })),
  occasions.follow(studentListed, ({ data: { memberId, institutionPath, listed } }) => ({
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
  occasions.follow(applicantListed, ({ data: { memberId, scopePath, listed } }) => ({
    source: 'FUND_DECISION',
    memberId,
    scopePath,
    served: listed,
  })),
  occasions.follow([payeeListed, donorListed], ({ data: { memberId, scopePath, listed } }) => ({
    source: 'FUND_PAYMENT',
    memberId,
    scopePath,
    served: listed,
  })),
];
