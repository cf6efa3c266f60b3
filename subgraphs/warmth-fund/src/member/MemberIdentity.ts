import { Column, Entity, PrimaryColumn } from 'typeorm';

/** By what the fund sees whether an identity number is that of a worker's record, as organisation last told. */
@Entity('member_identity')
export class MemberIdentity {
  @PrimaryColumn('uuid', { name: 'member_id' })
  memberId!: string;

  /** `identityProof` of the record's number. */
  @Column('text', { name: 'identity_proof' })
  identityProof!: string;

  /** Version of the record that the last event told of. */
  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}
