import path from 'node:path';
import { defineSubgraph, followEnterprises, followServicePoints } from '@union-graph/subgraph';
import { batches } from './batches.ts';
import { bookingConstraints } from './booking/constraints.ts';
import { bookingTasks } from './booking/tasks.ts';
import { followCard } from './card-standing/followCard.ts';
import { entities, migrations } from './database.ts';
import { eventConstraints } from './event/constraints.ts';
import { facilityConstraints } from './facility/constraints.ts';
import { galleryConstraints } from './gallery/constraints.ts';
import { groupConstraints } from './group/constraints.ts';
import { investmentConstraints } from './investment/constraints.ts';
import { hasDied, memberPlaced, refuseDead } from './member/place.ts';
import { occupancyConstraints } from './occupancy/constraints.ts';
import { offerConstraints } from './offer/constraints.ts';
import { openPeriodConstraints } from './open-period/constraints.ts';
import { outreachConstraints } from './outreach/constraints.ts';
import { requestDispatched } from './outreach/requestDispatched.ts';
import { paths } from './paths.ts';
import { performanceConstraints } from './performance/constraints.ts';
import { memberColumns } from './personal-data/columns.ts';
import { endForDead, endForMerged, endLateSeats } from './personal-data/endForDead.ts';
import { personalData } from './personal-data/tables.ts';
import { registrationConstraints } from './registration/constraints.ts';
import { registrationTasks } from './registration/voidSeats.ts';
import { resolvers } from './resolvers.ts';
import { numbers } from './rule/numbers.ts';
import { screenCampaignConstraints } from './screen-campaign/constraints.ts';
import { tariffConstraints } from './tariff/constraints.ts';
import { troupeConstraints } from './troupe/constraints.ts';
import { followUnions } from './union/followUnions.ts';
import { venueConstraints } from './venue/constraints.ts';
import { waitlistConstraints } from './waitlist/constraints.ts';
import { followHomes } from './workers-home/followHomes.ts';

export const venues = defineSubgraph({
  name: 'venues',
  dir: path.join(import.meta.dirname, '..'),
  entities,
  migrations,
  batches,
  resolvers,
  numbers,
  personalData,
  refuseDead,
  hasDied,
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
    ...offerConstraints,
    ...outreachConstraints,
    ...performanceConstraints,
    ...troupeConstraints,
    ...screenCampaignConstraints,
    ...investmentConstraints,
    ...galleryConstraints,
    ...occupancyConstraints,
  },
  paths,
  endedUnions: 'select union_id from known_union where has_ended',
  on: [
    followCard,
    followServicePoints,
    followEnterprises,
    requestDispatched,
    endForDead,
    ...memberPlaced,
    ...endLateSeats,
    ...endForMerged,
    ...followUnions,
    followHomes,
  ],
  tasks: { ...bookingTasks, ...registrationTasks },
});
