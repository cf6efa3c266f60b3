import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClaimKind } from '../schema.gen.ts';

@Entity('case_claim')
export class Claim {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('int', { name: 'position' }) position!: number;
  @Column('text', { name: 'kind' }) kind!: ClaimKind;
  @Column('bigint', { name: 'amount_fen' }) amountFen!: bigint | null;
  @Column('date', { name: 'period_from' }) periodFrom!: string | null;
  @Column('date', { name: 'period_to' }) periodTo!: string | null;
  /** The applicants whose claim it is; null where all of them claim together. */
  @Column('uuid', { name: 'party_ids', array: true }) partyIds!: string[] | null;
  @Column('text', { name: 'ground' }) ground!: string;
}
