import type { Transitions } from '@union-graph/subgraph';
import type { EmploymentKind } from '../schema.gen.ts';

export type MembershipStatus = 'NONE' | 'ACTIVE' | 'TRANSFERRING' | 'RETAINED' | 'LEFT' | 'EXPELLED' | 'DECEASED';

/**
 * Membership (domain rule 2.1.3). Everybody who has a record may die, member or not; a transfer that is under way is returned before. Who left or was
 * expelled may join again, by a new application, and so may a person whose death was recorded by mistake.
 */
export const MEMBERSHIP_TRANSITIONS: Transitions<MembershipStatus> = {
  NONE: ['ACTIVE', 'DECEASED'],
  ACTIVE: ['TRANSFERRING', 'RETAINED', 'LEFT', 'EXPELLED', 'DECEASED'],
  TRANSFERRING: ['ACTIVE'],
  RETAINED: ['ACTIVE', 'DECEASED'],
  LEFT: ['ACTIVE', 'DECEASED'],
  EXPELLED: ['ACTIVE', 'DECEASED'],
  DECEASED: ['NONE'],
};

/** The membership of somebody whose transfer has lapsed, or is under way: after a lapsed one they are a member as before. */
export const currentMembershipStatus = (status: MembershipStatus, lapsed: object | null): MembershipStatus =>
  status === 'TRANSFERRING' && lapsed !== null ? 'ACTIVE' : status;

/** Whether the person counts as a member of a union (ORG-INV-2 speaks of these). */
export const isMember = (status: MembershipStatus): boolean => ['ACTIVE', 'TRANSFERRING', 'RETAINED'].includes(status);

/** Whether the membership carries a service card (domain rule 2.1.3: leaving these two freezes the card). */
export const carriesCard = (status: MembershipStatus): boolean => status === 'ACTIVE' || status === 'RETAINED';

/** Where the records lie that were merged into others: outside the tree, so that no list of a part of it has them. */
export const MERGED_PATH = '/merged/';
export const isMergedAway = ({ scopePath }: { readonly scopePath: string }): boolean => scopePath === MERGED_PATH;

/** Whether a record was erased: it says nothing any more, and acts refer to it no more. */
export const isErased = ({ identityHash }: { readonly identityHash: string }): boolean => identityHash.startsWith('erased:');

/** The All-China Federation of Trade Unions was founded on this day; nobody joined before. */
export const FEDERATION_FOUNDED = '1925-05-01';

/** The age in years from which one may work (Labour Law, art. 15), and so be a worker with a record here. */
const WORKING_AGE = 16;

/** The first day on which somebody born on a day may work; for 29 February in a common year the next day. */
export function mayWorkFrom(bornOn: string): string {
  const [year, month, day] = bornOn.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year + WORKING_AGE, month - 1, day)).toISOString().slice(0, 10);
}

/** The part of the tree that looks after a worker who is in no union: the district they live in. */
export const homePath = (districtCode: string): string => `/city/${districtCode}/`;

/** Those who work for nobody, or not any more (S-26). */
export const WITHOUT_EMPLOYER: readonly EmploymentKind[] = ['SELF_EMPLOYED', 'UNEMPLOYED', 'RETIRED'];
