import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CardStatus } from '../card/rules.ts';
import type { MembershipStatus } from './rules.ts';

/** A membership as a record had it before a merge. */
export interface MembershipBefore {
  readonly membershipStatus: MembershipStatus;
  readonly unionId: string | null;
  readonly memberNo: string | null;
  readonly joinedAt: string | null;
  readonly scopePath: string;
  /** Of somebody who had died; merges from before this was kept do not have it. */
  readonly diedOn?: string | null;
  /** The merge that had brought the death by then; merges from before this was kept may not have it. */
  readonly deathMergeId?: string | null;
}

/** Two records of one person that became one, with what is needed to take that back. */
@Entity('merged_record')
export class MemberMerge {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'survivor_id' })
  survivorId!: string;

  @Column('uuid', { name: 'duplicate_id' })
  duplicateId!: string;

  @Column('text', { name: 'status' })
  status!: 'MERGED' | 'REVERTED';

  @Column('text', { name: 'reason' })
  reason!: string;

  @Column('text', { name: 'evidence_ref' })
  evidenceRef!: string;

  @Column('uuid', { name: 'merged_by_id' })
  mergedById!: string;

  @Column('timestamptz', { name: 'merged_at' })
  mergedAt!: Date;

  @Column('date', { name: 'reversible_until' })
  reversibleUntil!: string;

  @Column('jsonb', { name: 'survivor_before' })
  survivorBefore!: MembershipBefore;

  @Column('jsonb', { name: 'duplicate_before' })
  duplicateBefore!: MembershipBefore;

  /** The cards that the merge ended, with what they were. */
  @Column('jsonb', { name: 'cards_before' })
  cardsBefore!: { readonly id: string; readonly status: CardStatus }[];

  @Column('uuid', { name: 'reverted_by_id' })
  revertedById!: string | null;

  @Column('timestamptz', { name: 'reverted_at' })
  revertedAt!: Date | null;

  @Column('text', { name: 'revert_reason' })
  revertReason!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
