import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HealthStatus, Relation } from '../schema.gen.ts';

/** A person of a household. One with a record in organisation is known by that record; a name is kept of the others alone (2.0). */
@Entity('household_member')
export class HouseholdMember {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'household_id' })
  householdId!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string | null;

  @Column('text', { name: 'name_zh' })
  nameZh!: string | null;

  @Column('text', { name: 'relation' })
  relation!: Relation;

  /** Keyed HMAC of the identity number, which itself is kept nowhere. */
  @Column('text', { name: 'identity_hash' })
  identityHash!: string;

  @Column('date', { name: 'birth_date' })
  birthDate!: string;

  @Column('bigint', { name: 'monthly_income_fen' })
  monthlyIncomeFen!: bigint;

  @Column('text', { name: 'health' })
  health!: HealthStatus | null;

  @Column('text', { name: 'school_name' })
  studentAt!: string | null;
}
