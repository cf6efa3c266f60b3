import { merge } from '@union-graph/subgraph';
import { benefitResolvers } from './benefit/resolvers.ts';
import { bookingResolvers } from './booking/resolvers.ts';
import { districtResolvers } from './district/resolvers.ts';
import { eventResolvers } from './event/resolvers.ts';
import { facilityResolvers } from './facility/resolvers.ts';
import { galleryResolvers } from './gallery/resolvers.ts';
import { groupResolvers } from './group/resolvers.ts';
import { investmentResolvers } from './investment/resolvers.ts';
import { occupancyResolvers } from './occupancy/resolvers.ts';
import { offerResolvers } from './offer/resolvers.ts';
import { openPeriodResolvers } from './open-period/resolvers.ts';
import { outreachRequestResolvers } from './outreach/resolvers.ts';
import { performanceResolvers } from './performance/resolvers.ts';
import { personalDataResolvers } from './personal-data/resolvers.ts';
import { registrationResolvers } from './registration/resolvers.ts';
import { ruleResolvers } from './rule/resolvers.ts';
import { screenResolvers } from './screen/resolvers.ts';
import { screenCampaignResolvers } from './screen-campaign/resolvers.ts';
import { slotResolvers } from './slot/resolvers.ts';
import { suspensionResolvers } from './suspension/resolvers.ts';
import { tariffResolvers } from './tariff/resolvers.ts';
import { troupeResolvers } from './troupe/resolvers.ts';
import { venueResolvers } from './venue/resolvers.ts';
import { venueLimitResolvers } from './venue-limit/resolvers.ts';
import { waitlistResolvers } from './waitlist/resolvers.ts';
import { workersHomeResolvers } from './workers-home/resolvers.ts';

export const resolvers = merge(
  offerResolvers,
  performanceResolvers,
  troupeResolvers,
  workersHomeResolvers,
  outreachRequestResolvers,
  personalDataResolvers,
  benefitResolvers,
  bookingResolvers,
  districtResolvers,
  facilityResolvers,
  openPeriodResolvers,
  ruleResolvers,
  slotResolvers,
  suspensionResolvers,
  tariffResolvers,
  venueResolvers,
  waitlistResolvers,
  eventResolvers,
  registrationResolvers,
  groupResolvers,
  screenResolvers,
  screenCampaignResolvers,
  venueLimitResolvers,
  investmentResolvers,
  galleryResolvers,
  occupancyResolvers,
);
