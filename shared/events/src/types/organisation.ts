import * as v from 'valibot';
import { defineEvent } from '../define.ts';
import { code, count, day, districtCode, flag, hash, id, instant, memberId, memberIdOrNull, scopePath } from '../fields.ts';

/** A worker became a member of a union (2.1.6). */
export const memberJoined = defineEvent(
  'organisation',
  'member.joined',
  { memberId, unionId: id, scopePath },
  { subject: memberId },
);

/** A member went to another union (2.1.6). `scopePath` is the place of the new one. */
export const memberTransferred = defineEvent(
  'organisation',
  'member.transferred',
  {
    memberId,
    fromUnionId: id,
    unionId: id,
    scopePath,
  },
  { subject: memberId },
);

/** A member is in no union any more (2.1.6). `scopePath` is the place of the union that they left. */
export const memberLeft = defineEvent(
  'organisation',
  'member.left',
  { memberId, unionId: v.nullable(id), scopePath },
  { subject: memberId },
);

/** A member's record was corrected (C-16). `fields` names what changed, without the values. */
export const memberCorrected = defineEvent(
  'organisation',
  'member.corrected',
  { memberId, fields: v.array(code) },
  { subject: memberId },
);

/** A person's record was erased (2.1.6, J-17): other services erase what they still hold. */
export const memberErased = defineEvent('organisation', 'member.erased', { memberId }, { subject: memberId });

const mergedRecords = {
  mergeId: id,
  survivorId: id,
  duplicateId: id,
  /** The day of death of whom the rows are then, null for the living and where it is not known: what is open of them ends as it does with the word of a death. */
  diedOn: v.nullish(day),
};
const twoRecords = {
  holds: ({ survivorId, duplicateId }: { survivorId: string; duplicateId: string }) => survivorId !== duplicateId,
  sentence: 'a record is not merged with itself',
};

/** What a worker's record says, told when it is made and at each change of it, in a union or not. `nameHash` is of the name and the record's id together: it does not tell who has one name. By `identityProof` a service that has the key of identity numbers recognises a number that is typed there; nobody gets the number from it. */
export const memberListed = defineEvent(
  'organisation',
  'member.listed',
  {
    unionId: v.nullable(id),
    scopePath,
    nameHash: hash,
    /** The employer of the record, null for none: what an act that names a person's employer is held against. */
    employerId: v.nullish(id),
    /** Whether the record says that the person has died: nothing new is begun for them. */
    hasDied: v.nullish(flag),
    /** The day of death, null for the living and where it is not known: no cover is longer than the life (FND-INV-9). */
    diedOn: v.nullish(day),
    /** `identityProof`: by it the fund sees whether a number that is typed beside the record is the record's (FND-INV-4). */
    identityProof: v.nullish(hash),
  },
  { subject: memberId },
);

/** Two records of one person became one (C-16): what names `duplicateId` is about `survivorId` from then on. */
export const membersMerged = defineEvent('organisation', 'member.merged', mergedRecords, { check: twoRecords });

/** A merge was taken back (C-16): what followed to the survivor goes back. */
export const membersUnmerged = defineEvent('organisation', 'member.unmerged', mergedRecords, { check: twoRecords });

const card = {
  memberId,
  scopePath,
  /** Null until the card has been activated. */
  validTo: v.nullable(day),
  status: v.pipe(
    v.picklist(['APPLIED', 'ISSUED', 'ACTIVE', 'FROZEN', 'LOST', 'REPLACED', 'CANCELLED', 'EXPIRED']),
    v.title('CardStatus'),
  ),
};

/** A service card came into use, or is in use again (2.1.6). */
export const cardActivated = defineEvent('organisation', 'card.activated', card);

/** A service card is out of use for a while (2.1.6). */
export const cardFrozen = defineEvent('organisation', 'card.frozen', card);

/** A service card is out of use for good (2.1.6). */
export const cardCancelled = defineEvent('organisation', 'card.cancelled', card);

/** A service card was reported lost. */
export const cardLost = defineEvent('organisation', 'card.lost', card);

/** A service card is another record's: two records of a person were merged, or a merge was taken back (C-16). */
export const cardMoved = defineEvent('organisation', 'card.moved', card);

const union = { kind: code, scopePath };

/** A union began to work (2.1.6). */
export const unionActivated = defineEvent('organisation', 'union.activated', {
  ...union,
  parentId: v.nullable(id),
  districtCode: v.nullable(districtCode),
});

/** A union ended, perhaps in another one (2.1.6). */
export const unionDissolved = defineEvent('organisation', 'union.dissolved', { ...union, mergedIntoId: v.nullable(id) });

/** A union has another parent (ORG-INV-4): each path below `fromPath` begins with `toPath` now. */
export const unionMoved = defineEvent('organisation', 'union.moved', { fromPath: scopePath, toPath: scopePath, parentId: id });

/** An employer has another headcount (2.1.6). */
export const enterpriseHeadcountChanged = defineEvent('organisation', 'enterprise.headcountChanged', {
  headcount: count,
  asOf: day,
  districtCode,
});

/**
 * Where an employer is, how many workers it has and to which union it belongs; null for none (IND-02, IND-03). By the hashes of its name a service recognises
 * the employer where somebody typed the name (MED-INV-3).
 */
export const enterprisePlaced = defineEvent('organisation', 'enterprise.placed', {
  districtCode,
  aboveScale: flag,
  headcount: v.nullish(count),
  /** The day of that headcount. */
  headcountAsOf: v.nullish(day),
  /** Whether its union is that of a bureau or group company, or stands right below one (S-49). */
  ofBureau: v.nullish(flag),
  unionId: v.nullable(id),
  nameHash: v.nullish(hash),
  coreHash: v.nullish(hash),
  /** Who owns it, and its industry: what a case against it says of the employer. */
  ownership: v.nullish(code),
  industry: v.nullish(code),
});

/** So many of an employer's workers are in a joint union that a union of their own is due (ORG-INV-7). */
export const independentUnionDue = defineEvent('organisation', 'enterprise.independentUnionDue', {
  districtCode,
  members: count,
});

/** A request to 12351 was handed to a service, which `target` names (J-05). Its text does not travel: it may name persons. */
export const requestDispatched = defineEvent('organisation', 'request.dispatched', {
  target: code,
  category: code,
  channel: code,
  /** Null for somebody without a record. */
  memberId: memberIdOrNull,
  districtCode,
  scopePath,
  dueAt: instant,
  /** How many workers it touches, where that was told. */
  affectedCount: v.nullish(count),
});

/** A workers' home reached the standard of the five brights (2.1.6). */
export const homeStandardReached = defineEvent('organisation', 'home.standardReached', {
  unionId: id,
  districtCode,
  reachedOn: day,
});

const consent = {
  memberId,
  purpose: code,
  scope: v.pipe(v.array(code), v.readonly(), v.title('codes')),
  /** Whether it was given apart from others, as sensitive data need it (PIPL art. 29). */
  separate: flag,
  givenAt: instant,
  withdrawnAt: v.nullable(instant),
};

/** A person gave a consent (PIPL arts. 13 to 15). The proof of it does not travel. */
export const consentGiven = defineEvent('organisation', 'consent.given', consent);

/** A person took a consent back (2.1.6, ORG-INV-8). */
export const consentWithdrawn = defineEvent('organisation', 'consent.withdrawn', consent);

/** A person asked for a copy or for the erasure of their data (J-17): each service answers by `dataRequest.answered`. */
export const dataRequestOpened = defineEvent('organisation', 'dataRequest.opened', {
  kind: v.pipe(v.picklist(['ACCESS', 'ERASURE']), v.title('DataRequestKind')),
  memberId,
});

/** A measured value of the plan was replaced by a later one (2.1.6, ORG-INV-6). */
export const indicatorCorrected = defineEvent('organisation', 'indicator.corrected', {
  code: v.string(),
  scopePath,
  period: v.string(),
  supersedes: id,
});

/** A member of staff, as the register has them: what acts of other services that name one need to know. By the hash a typed name is compared. */
export const staffListed = defineEvent('organisation', 'staff.listed', {
  role: code,
  scopePath,
  nameHash: hash,
  hasLeft: flag,
  /** Their first day: what an act says that they did is held against it. */
  hiredOn: v.nullish(day),
});

/** A service point, as the register has it. */
export const servicePointListed = defineEvent('organisation', 'servicePoint.listed', { kind: code, districtCode });

/** A Worker's Home, as the register has it. */
export const homeListed = defineEvent('organisation', 'home.listed', { unionId: id, districtCode });

/** A social organisation, as the register has it. */
export const socialOrganisationListed = defineEvent('organisation', 'socialOrganisation.listed', { kind: code });
