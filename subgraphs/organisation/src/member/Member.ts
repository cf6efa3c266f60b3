import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EmploymentKind, Gender, HukouType } from '../schema.gen.ts';
import type { MembershipStatus } from './rules.ts';

/** A worker's record: a union member while `membershipStatus` says so. The plain identity number is stored nowhere. */
@Entity('member')
export class Member {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'member_no' })
  memberNo!: string | null;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'identity_hash' })
  identityHash!: string;

  @Column('text', { name: 'identity_masked' })
  identityMasked!: string;

  @Column('text', { name: 'gender' })
  gender!: Gender | null;

  @Column('int', { name: 'birth_year' })
  birthYear!: number | null;

  /** The year of birth that the identity number tells; null where the number is made up, or was taken before this was kept. */
  @Column('int', { name: 'identity_birth_year' })
  identityBirthYear!: number | null;

  @Column('text', { name: 'hukou_type' })
  hukouType!: HukouType | null;

  @Column('boolean', { name: 'is_migrant_worker' })
  isMigrantWorker!: boolean;

  @Column('text', { name: 'phone_masked' })
  phoneMasked!: string | null;

  @Column('text', { name: 'email' })
  email!: string | null;

  @Column('text', { name: 'employment_kind' })
  employmentKind!: EmploymentKind;

  @Column('uuid', { name: 'employer_id' })
  employerId!: string | null;

  @Column('int', { name: 'contract_term_months' })
  contractTermMonths!: number | null;

  @Column('text', { name: 'membership_status' })
  membershipStatus!: MembershipStatus;

  /** Only of somebody who has died, where the day is known. */
  @Column('date', { name: 'died_on' })
  diedOn!: string | null;

  /** The merge by which the death came to this record (C-16); null for the living, and for whom it was recorded here. */
  @Column('uuid', { name: 'death_merge_id' })
  deathMergeId!: string | null;

  @Column('uuid', { name: 'union_id' })
  unionId!: string | null;

  @Column('date', { name: 'joined_at' })
  joinedAt!: string | null;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
