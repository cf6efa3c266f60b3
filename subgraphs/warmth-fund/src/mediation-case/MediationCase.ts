import type { Member } from '../member/Member.ts';

/** A case as this subgraph knows one: by id, with the records of those who ask, which the gateway brings. */
export interface MediationCase {
  readonly id: string;
  readonly applicants?: readonly { readonly member?: Member | null }[];
}
