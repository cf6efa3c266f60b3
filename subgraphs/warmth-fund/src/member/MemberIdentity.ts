import { Column, Entity, PrimaryColumn } from 'typeorm';

/** By what the fund sees whether an identity number is that of a worker's record, and how long they lived, as organisation last told. */
@Entity('member_identity')
export class MemberIdentity {
  @PrimaryColumn('uuid', { name: 'member_id' })
  memberId!: string;

  /** `identityProof` of the record's number. */
  @Column('text', { name: 'identity_proof' })
  identityProof!: string;

  /** The day of death; null for the living, and where it is not known. */
  @Column('date', { name: 'died_on', nullable: true })
  diedOn!: string | null;

  /** Version of the record that the last event told of. */
  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}
