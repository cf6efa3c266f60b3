import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BargainingSide, ContractKind, IndustryCode } from '../schema.gen.ts';
import type { StoredStatus } from './rules.ts';

/** A round of bargaining as it was last written; where time has moved it, `currentRoundStatus` says. */
@Entity('bargaining_round')
export class BargainingRound {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('text', { name: 'kind' }) kind!: ContractKind;
  @Column('text', { name: 'initiator' }) initiator!: BargainingSide;
  @Column('uuid', { name: 'workers_side_id' }) workersSideId!: string;
  @Column('text', { name: 'scope_path' }) scopePath!: string;
  /** Null for a union above the districts. */
  @Column('text', { name: 'district_code' }) districtCode!: string | null;
  @Column('text', { name: 'industry' }) industry!: IndustryCode | null;
  @Column('text', { name: 'topic' }) topic!: string;
  @Column('date', { name: 'noticed_on' }) noticedOn!: string;
  @Column('date', { name: 'reply_due_on' }) replyDueOn!: string;
  @Column('date', { name: 'replied_on' }) repliedOn!: string | null;
  @Column('date', { name: 'refused_on' }) refusedOn!: string | null;
  @Column('text', { name: 'refusal_reason' }) refusalReason!: string | null;
  @Column('date', { name: 'resume_on' }) resumeOn!: string | null;
  @Column('text', { name: 'status' }) status!: StoredStatus;
  @Column('uuid', { name: 'instructor_id' }) instructorId!: string | null;
  /** How many drafts there were; checks and votes are about one of them. */
  @Column('int', { name: 'draft_no' }) draftNo!: number;
  /** Counts up where a signed contract was not filed in time and is signed anew. */
  @Column('int', { name: 'signing_no' }) signingNo!: number;
  @Column('date', { name: 'drafted_on' }) draftedOn!: string | null;
  @Column('date', { name: 'term_from' }) termFrom!: string | null;
  @Column('date', { name: 'term_to' }) termTo!: string | null;
  @Column('text', { name: 'text_ref' }) textRef!: string | null;
  @Column('boolean', { name: 'has_wage_terms' }) hasWageTerms!: boolean | null;
  @Column('int', { name: 'wage_growth_bp' }) wageGrowthBp!: number | null;
  /** The contract that is to be renewed. */
  @Column('uuid', { name: 'renews_id' }) renewsId!: string | null;
  @Column('int', { name: 'version' }) version!: number;
}
