import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GrantStatus, LegalAidScope } from '../schema.gen.ts';

@Entity('legal_aid_grant')
export class LegalAidGrant {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('uuid', { name: 'member_id' }) memberId!: string;
  @Column('uuid', { name: 'lawyer_id' }) lawyerId!: string;
  @Column('uuid', { name: 'lawyer_person_id' }) lawyerPersonId!: string;
  @Column('text', { name: 'scope' }) scope!: LegalAidScope;
  @Column('date', { name: 'granted_on' }) grantedOn!: string;
  @Column('text', { name: 'granted_by' }) grantedBy!: string;
  @Column('text', { name: 'status' }) status!: GrantStatus;
  @Column('date', { name: 'ended_on' }) endedOn!: string | null;
  @Column('text', { name: 'outcome' }) outcome!: string | null;
  /** Whether it ended because its case did; its work until then is still recorded. */
  @Column('boolean', { name: 'ended_with_case' }) endedWithCase!: boolean;
  @Column('int', { name: 'version' }) version!: number;
}
