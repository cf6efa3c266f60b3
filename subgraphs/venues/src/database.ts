import {
  DirectoryEntry,
  directoryBeginningMigration,
  directoryMigration,
  followsMovesMigration,
  memberPlaceDayMigration,
  memberPlaceLifeMigration,
  movedUnionMigration,
} from '@union-graph/subgraph';
import { CreateVenue1767312000000 } from '../migrations/1767312000000-createVenue.ts';
import { CreateTariff1767313000000 } from '../migrations/1767313000000-createTariff.ts';
import { CreateBooking1767314000000 } from '../migrations/1767314000000-createBooking.ts';
import { AllowErasure1768200000000 } from '../migrations/1768200000000-allowErasure.ts';
import { CreateOutreachRequest1768700000000 } from '../migrations/1768700000000-createOutreachRequest.ts';
import { OrderNamesByPinyin1770700001000 } from '../migrations/1770700001000-orderNamesByPinyin.ts';
import { CompareNamesFolded1771010004000 } from '../migrations/1771010004000-compareNamesFolded.ts';
import { PlaceVenues1771030000002 } from '../migrations/1771030000002-placeVenues.ts';
import { CreateWaitlist1772010000000 } from '../migrations/1772010000000-createWaitlist.ts';
import { MoveBookings1772010001000 } from '../migrations/1772010001000-moveBookings.ts';
import { CreateEvent1772020000000 } from '../migrations/1772020000000-createEvent.ts';
import { CreateGroup1772030000000 } from '../migrations/1772030000000-createGroup.ts';
import { CreateFiveInFiveOut1773000000020 } from '../migrations/1773000000020-createFiveInFiveOut.ts';
import { CreateTroupe1773000000040 } from '../migrations/1773000000040-createTroupe.ts';
import { PlaceHomes1773000000060 } from '../migrations/1773000000060-placeHomes.ts';
import { CreateScreenCampaign1773000000070 } from '../migrations/1773000000070-createScreenCampaign.ts';
import { OpenOverMidnight1773000000090 } from '../migrations/1773000000090-openOverMidnight.ts';
import { CreateVenueLimit1773000000110 } from '../migrations/1773000000110-createVenueLimit.ts';
import { CreateInvestment1773000000130 } from '../migrations/1773000000130-createInvestment.ts';
import { KeepGroupsAtVenue1773000000131 } from '../migrations/1773000000131-keepGroupsAtVenue.ts';
import { CreateGallery1773000000132 } from '../migrations/1773000000132-createGallery.ts';
import { VoidInvestments1773000000133 } from '../migrations/1773000000133-voidInvestments.ts';
import { LimitTicketsOfEvent1773000000134 } from '../migrations/1773000000134-limitTicketsOfEvent.ts';
import { CallOffEvents1773000000135 } from '../migrations/1773000000135-callOffEvents.ts';
import { CorrectOpenPeriods1773000000136 } from '../migrations/1773000000136-correctOpenPeriods.ts';
import { InviteToTeams1773000000137 } from '../migrations/1773000000137-inviteToTeams.ts';
import { KeepSkillOfInvitation1773000000150 } from '../migrations/1773000000150-keepSkillOfInvitation.ts';
import { KeepBenefitUses1773000000160 } from '../migrations/1773000000160-keepBenefitUses.ts';
import { KeepDistrictOfUnion1773000000503 } from '../migrations/1773000000503-keepDistrictOfUnion.ts';
import { FindEndedUnions1773300020000 } from '../migrations/1773300020000-findEndedUnions.ts';
import { KeepVacancies1773400000001 } from '../migrations/1773400000001-keepVacancies.ts';
import { KeepHeirsOfUnions1773400000003 } from '../migrations/1773400000003-keepHeirsOfUnions.ts';
import { Booking } from './booking/Booking.ts';
import { CardStanding } from './card-standing/CardStanding.ts';
import { CultureEvent } from './event/CultureEvent.ts';
import { EventKey } from './event/EventKey.ts';
import { EventSigner } from './event/EventSigner.ts';
import { SignedMessage } from './event/SignedMessage.ts';
import { TicketType } from './event/TicketType.ts';
import { Closure } from './facility/Closure.ts';
import { Facility } from './facility/Facility.ts';
import { OpeningHours } from './facility/OpeningHours.ts';
import { EventPicture } from './gallery/EventPicture.ts';
import { FitnessGroup } from './group/FitnessGroup.ts';
import { RecurringBooking } from './group/RecurringBooking.ts';
import { InvestmentRecord } from './investment/InvestmentRecord.ts';
import { MemberPlace } from './member/MemberPlace.ts';
import { Occupancy } from './occupancy/Occupancy.ts';
import { FiveInFiveOutOffer } from './offer/FiveInFiveOutOffer.ts';
import { OpenPeriod } from './open-period/OpenPeriod.ts';
import { OpenPeriodChange } from './open-period/OpenPeriodChange.ts';
import { OpenPeriodFacility } from './open-period/OpenPeriodFacility.ts';
import { OutreachRequest } from './outreach/OutreachRequest.ts';
import { Performance } from './performance/Performance.ts';
import { PerformanceCast } from './performance/PerformanceCast.ts';
import { Registration } from './registration/Registration.ts';
import { TicketScan } from './registration/TicketScan.ts';
import { Screen } from './screen/Screen.ts';
import { ScreenFile } from './screen/ScreenFile.ts';
import { ScreenCampaign } from './screen-campaign/ScreenCampaign.ts';
import { Suspension } from './suspension/Suspension.ts';
import { TariffRule } from './tariff/TariffRule.ts';
import { ArtTroupe } from './troupe/ArtTroupe.ts';
import { TeamMembership } from './troupe/TeamMembership.ts';
import { TroupeMember } from './troupe/TroupeMember.ts';
import { TroupeTeam } from './troupe/TroupeTeam.ts';
import { KnownUnion } from './union/KnownUnion.ts';
import { Venue } from './venue/Venue.ts';
import { WaitlistEntry } from './waitlist/WaitlistEntry.ts';
import { KnownHome } from './workers-home/KnownHome.ts';

export const entities = [
  DirectoryEntry,
  KnownUnion,
  KnownHome,
  FiveInFiveOutOffer,
  ArtTroupe,
  TroupeTeam,
  TroupeMember,
  TeamMembership,
  Performance,
  PerformanceCast,
  OutreachRequest,
  Booking,
  CardStanding,
  Closure,
  Facility,
  OpeningHours,
  OpenPeriod,
  OpenPeriodFacility,
  OpenPeriodChange,
  Suspension,
  TariffRule,
  Venue,
  WaitlistEntry,
  CultureEvent,
  EventKey,
  EventSigner,
  SignedMessage,
  TicketType,
  MemberPlace,
  Registration,
  TicketScan,
  EventPicture,
  FitnessGroup,
  RecurringBooking,
  Screen,
  ScreenFile,
  ScreenCampaign,
  InvestmentRecord,
  Occupancy,
];

export const migrations = [
  CreateVenue1767312000000,
  CreateTariff1767313000000,
  CreateBooking1767314000000,
  AllowErasure1768200000000,
  CreateOutreachRequest1768700000000,
  OrderNamesByPinyin1770700001000,
  CompareNamesFolded1771010004000,
  PlaceVenues1771030000002,
  CreateWaitlist1772010000000,
  MoveBookings1772010001000,
  CreateEvent1772020000000,
  CreateGroup1772030000000,
  CreateFiveInFiveOut1773000000020,
  CreateTroupe1773000000040,
  PlaceHomes1773000000060,
  CreateScreenCampaign1773000000070,
  OpenOverMidnight1773000000090,
  CreateVenueLimit1773000000110,
  CreateInvestment1773000000130,
  KeepGroupsAtVenue1773000000131,
  CreateGallery1773000000132,
  VoidInvestments1773000000133,
  LimitTicketsOfEvent1773000000134,
  CallOffEvents1773000000135,
  CorrectOpenPeriods1773000000136,
  InviteToTeams1773000000137,
  KeepSkillOfInvitation1773000000150,
  KeepBenefitUses1773000000160,
  directoryMigration(),
  memberPlaceLifeMigration(),
  directoryBeginningMigration(),
  movedUnionMigration(),
  followsMovesMigration('venues_app', 1773000000501, [
    'directory_entry.scope_path',
    'known_union.scope_path',
    'member_place.scope_path',
    'outreach_offer.scope_path',
    'outreach_request.provider_path',
    'outreach_request.scope_path',
  ]),
  KeepDistrictOfUnion1773000000503,
  FindEndedUnions1773300020000,
  KeepVacancies1773400000001,
  followsMovesMigration('venues_app', 1773400000002, ['fitness_group.vacant_path']),
  KeepHeirsOfUnions1773400000003,
  memberPlaceDayMigration(),
];
