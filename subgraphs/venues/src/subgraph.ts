import path from 'node:path';
import { defineSubgraph, followServicePoints } from '@union-graph/subgraph';
import { batches } from './batches.ts';
import { bookingConstraints } from './booking/constraints.ts';
import { bookingTasks } from './booking/tasks.ts';
import { followCard } from './card-standing/followCard.ts';
import { entities, migrations } from './database.ts';
import { eventConstraints } from './event/constraints.ts';
import { facilityConstraints } from './facility/constraints.ts';
import { groupConstraints } from './group/constraints.ts';
import { memberPlaced } from './member/place.ts';
import { openPeriodConstraints } from './open-period/constraints.ts';
import { requestDispatched } from './outreach/requestDispatched.ts';
import { memberColumns } from './personal-data/columns.ts';
import { personalData } from './personal-data/tables.ts';
import { registrationConstraints } from './registration/constraints.ts';
import { resolvers } from './resolvers.ts';
import { numbers } from './rule/numbers.ts';
import { tariffConstraints } from './tariff/constraints.ts';
import { venueConstraints } from './venue/constraints.ts';
import { waitlistConstraints } from './waitlist/constraints.ts';

export const venues = defineSubgraph({
  name: 'venues',
  dir: path.join(import.meta.dirname, '..'),
  entities,
  migrations,
  batches,
  resolvers,
  numbers,
  personalData,
  memberColumns,
  constraints: {
    ...venueConstraints,
    ...facilityConstraints,
    ...tariffConstraints,
    ...openPeriodConstraints,
    ...bookingConstraints,
    ...waitlistConstraints,
    ...eventConstraints,
    ...registrationConstraints,
    ...groupConstraints,
  },
  on: [followCard, followServicePoints, requestDispatched, ...memberPlaced],
  tasks: bookingTasks,
});
