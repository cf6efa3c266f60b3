import {
  cardActivated,
  cardCancelled,
  cardFrozen,
  cardLost,
  consentGiven,
  consentWithdrawn,
  enterprisePlaced,
  homeListed,
  memberErased,
  memberJoined,
  memberLeft,
  memberListed,
  memberTransferred,
  servicePointListed,
  socialOrganisationListed,
  staffListed,
  unionActivated,
  unionDissolved,
} from '@union-graph/events';
import { defineSnapshot, sql, tellConsent } from '@union-graph/subgraph';
import { In } from 'typeorm';
import { Card } from './card/Card.ts';
import { publishCard } from './card/publishCard.ts';
import type { CardStatus } from './card/rules.ts';
import { Consent } from './consent/Consent.ts';
import { unionsOfEmployers } from './enterprise/affiliations.ts';
import { Enterprise } from './enterprise/Enterprise.ts';
import { tellPlace } from './enterprise/tellPlace.ts';
import { Member } from './member/Member.ts';
import { publishMemberListed } from './member/publishMemberListed.ts';
import { homePath, isErased, isMergedAway } from './member/rules.ts';
import { ServicePoint } from './service-point/ServicePoint.ts';
import { SocialOrganisation } from './social-organisation/SocialOrganisation.ts';
import { publishStaffListed } from './staff-member/publishStaffListed.ts';
import { StaffMember } from './staff-member/StaffMember.ts';
import { tellActivated } from './union/activateUnion.ts';
import { tellDissolved } from './union/dissolveUnion.ts';
import type { UnionStatus } from './union/rules.ts';
import { Union } from './union/Union.ts';
import { WorkersHome } from './workers-home/WorkersHome.ts';

/** The event that told of a card's status; none for one that is not yet in use. */
const TOLD_BY: Readonly<Record<CardStatus, typeof cardActivated | null>> = {
  APPLIED: null,
  ISSUED: null,
  ACTIVE: cardActivated,
  FROZEN: cardFrozen,
  LOST: cardLost,
  REPLACED: cardLost,
  CANCELLED: cardCancelled,
  EXPIRED: cardCancelled,
};

const cards = defineSnapshot([cardActivated, cardFrozen, cardLost, cardCancelled], Card, async (tx, found) => {
  const members = await tx.db.findBy(Member, { id: In(found.map(({ memberId }) => memberId)) });
  const holders = new Map(members.map((member) => [member.id, member]));
  for (const card of found) {
    const type = TOLD_BY[card.status];
    if (type) await publishCard(tx, type, card, holders.get(card.memberId) as Member);
  }
});

const members = defineSnapshot([memberListed, memberJoined, memberTransferred, memberLeft], Member, async (tx, found) => {
  for (const member of found) {
    // Of a record that was erased nothing is told any more.
    if (isErased(member)) continue;
    const { id: memberId, unionId } = member;
    // A record that was merged lies outside the tree; acts may name it again when the merge is taken back.
    const scopePath = isMergedAway(member) ? homePath(member.districtCode) : member.scopePath;
    await publishMemberListed(tx, member);
    if (unionId === null) await tx.publish(memberLeft, member, { memberId, unionId, scopePath });
    else await tx.publish(memberJoined, member, { memberId, unionId, scopePath });
  }
});

/** Which records were erased: nothing else is told of them, and what others still hold of them goes. */
const erased = defineSnapshot(
  [memberErased],
  Member,
  async (tx, found) => {
    for (const member of found) await tx.publish(memberErased, member, { memberId: member.id });
  },
  { name: 'ErasedRecord', where: sql`r.identity_hash like 'erased:%'` },
);

const enterprises = defineSnapshot([enterprisePlaced], Enterprise, async (tx, found) => {
  const unions = await unionsOfEmployers(
    tx,
    found.map(({ id }) => id),
  );
  for (const enterprise of found) await tellPlace(tx, enterprise, unions.get(enterprise.id) ?? null);
});

const consents = defineSnapshot([consentGiven, consentWithdrawn], Consent, async (tx, found) => {
  for (const consent of found) await tellConsent(tx, consent.withdrawnAt === null ? consentGiven : consentWithdrawn, consent);
});

const staff = defineSnapshot([staffListed], StaffMember, async (tx, found) => {
  for (const one of found) await publishStaffListed(tx, one);
});

const servicePoints = defineSnapshot([servicePointListed], ServicePoint, async (tx, found) => {
  for (const point of found) await tx.publish(servicePointListed, point, { kind: point.kind, districtCode: point.districtCode });
});

const homes = defineSnapshot([homeListed], WorkersHome, async (tx, found) => {
  for (const home of found) await tx.publish(homeListed, home, { unionId: home.unionId, districtCode: home.districtCode });
});

const socialOrganisations = defineSnapshot([socialOrganisationListed], SocialOrganisation, async (tx, found) => {
  for (const organisation of found) await tx.publish(socialOrganisationListed, organisation, { kind: organisation.kind });
});

/** What told of a union's status; a suspended one was told of when it began, one that is not approved or not yet open never was. */
const UNION_TOLD_BY: Readonly<Record<UnionStatus, typeof tellActivated | null>> = {
  PREPARING: null,
  APPROVED: null,
  ACTIVE: tellActivated,
  SUSPENDED: tellActivated,
  MERGED: tellDissolved,
  DISSOLVED: tellDissolved,
};

const unions = defineSnapshot([unionActivated, unionDissolved], Union, async (tx, found) => {
  for (const union of found) await UNION_TOLD_BY[union.status]?.(tx, union);
});

/** The rows that organisation tells a service which begins to follow them. */
export const snapshots = [
  cards,
  members,
  erased,
  enterprises,
  consents,
  unions,
  staff,
  servicePoints,
  homes,
  socialOrganisations,
];
