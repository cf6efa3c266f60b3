import { personalDataCopy } from '@union-graph/subgraph';
import { booking } from './booking/loaders.ts';
import { bookingCounts } from './district/loaders.ts';
import { cultureEvent, ticketType, ticketTypesOfEvent } from './event/loaders.ts';
import { closures, facilitiesOfVenue, facility, openingHours } from './facility/loaders.ts';
import { picturesOfEvent } from './gallery/loaders.ts';
import { fitnessGroup, recurringOfGroup } from './group/loaders.ts';
import { investmentsOfVenue } from './investment/loaders.ts';
import { occupancy } from './occupancy/loaders.ts';
import { offer } from './offer/loaders.ts';
import { changesOfOpenPeriod, facilitiesOfOpenPeriod, openPeriod } from './open-period/loaders.ts';
import { outreachRequest } from './outreach/queries.ts';
import { performanceOfRequest } from './performance/queries.ts';
import { personalData } from './personal-data/tables.ts';
import { registration, registrationPosition } from './registration/loaders.ts';
import { faultsOfFile } from './screen/loaders.ts';
import { screenCampaign } from './screen-campaign/loaders.ts';
import { suspensionOfMember } from './suspension/loaders.ts';
import { tariff, tariffsOfFacility } from './tariff/loaders.ts';
import {
  artTroupe,
  castOfPerformance,
  teamMembershipsOfMember,
  teamSize,
  teamsOfTroupe,
  teamsOfTroupeMember,
  troupeCounts,
  troupeMember,
  troupeTeam,
} from './troupe/loaders.ts';
import { venue, venuesOfServicePoint } from './venue/loaders.ts';
import { limitsOfVenue } from './venue-limit/loaders.ts';
import { waitlistPosition } from './waitlist/loaders.ts';
import { roomsOfHome } from './workers-home/loaders.ts';

/** Every loader of the subgraph, by the name it has in `ctx.loaders`. */
export const batches = {
  offer,
  outreachRequest,
  personalDataCopy: personalDataCopy(personalData),
  booking,
  bookingCounts,
  closures,
  changesOfOpenPeriod,
  facilitiesOfOpenPeriod,
  facilitiesOfVenue,
  facility,
  openingHours,
  openPeriod,
  suspensionOfMember,
  tariff,
  tariffsOfFacility,
  venue,
  venuesOfServicePoint,
  waitlistPosition,
  cultureEvent,
  ticketType,
  ticketTypesOfEvent,
  registration,
  registrationPosition,
  fitnessGroup,
  recurringOfGroup,
  artTroupe,
  castOfPerformance,
  performanceOfRequest,
  teamSize,
  teamMembershipsOfMember,
  teamsOfTroupe,
  teamsOfTroupeMember,
  troupeCounts,
  troupeMember,
  troupeTeam,
  roomsOfHome,
  faultsOfFile,
  screenCampaign,
  limitsOfVenue,
  investmentsOfVenue,
  picturesOfEvent,
  occupancy,
};
