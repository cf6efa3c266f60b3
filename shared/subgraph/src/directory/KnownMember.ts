import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A worker's record at organisation that a service knows of, so that its acts may refer to it. */
@Entity('known_member')
export class KnownMember {
  @PrimaryColumn('uuid', { name: 'member_id' })
  memberId!: string;

  /** `memberNameHash`, by which a name that somebody typed is compared; null where none is told. */
  @Column('text', { name: 'name_hash' })
  nameHash!: string | null;

  /** The version of the record that was last told of. */
  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}
