import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PartyLeaving, PartySide } from '../schema.gen.ts';

@Entity('case_party')
export class Party {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('int', { name: 'position' }) position!: number;
  @Column('text', { name: 'side' }) side!: PartySide;
  @Column('uuid', { name: 'member_id' }) memberId!: string | null;
  /** The person who acts for a respondent. */
  @Column('uuid', { name: 'representative_id' }) representativeId!: string | null;
  @Column('uuid', { name: 'enterprise_id' }) enterpriseId!: string | null;
  @Column('text', { name: 'name_zh' }) nameZh!: string;
  @Column('text', { name: 'id_masked' }) idMasked!: string | null;
  @Column('text', { name: 'phone_masked' }) phoneMasked!: string | null;
  /** Whether the other applicants elected this one. */
  @Column('boolean', { name: 'is_representative' }) isRepresentative!: boolean;
  /** When an applicant left the case to the others, and whether they withdrew, the mediation failed for them, or they died; null for one who takes part. */
  @Column('timestamptz', { name: 'left_at' }) leftAt!: Date | null;
  @Column('text', { name: 'left_as' }) leftAs!: PartyLeaving | null;
  @Column('text', { name: 'left_paper_ref' }) leftPaperRef!: string | null;
  /** The day on which an applicant died, as organisation tells; null for the living and for respondents. */
  @Column('date', { name: 'died_on' }) diedOn!: string | null;
}
