import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where a member is in the union tree, as organisation last told. */
@Entity('member_place')
export class MemberPlace {
  @PrimaryColumn('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  /** Whether the record says that the person has died: nothing new is begun for them. */
  @Column('boolean', { name: 'has_died', default: false })
  hasDied!: boolean;

  /** The day of death; null for the living, and where it is not known. */
  @Column('date', { name: 'died_on', nullable: true })
  diedOn!: string | null;

  /** Version of the membership that the last event told of. */
  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}
