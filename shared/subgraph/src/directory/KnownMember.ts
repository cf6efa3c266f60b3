import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A worker's record at organisation that a service knows of, so that its acts may refer to it. */
@Entity('known_member')
export class KnownMember {
  @PrimaryColumn('uuid', { name: 'member_id' })
  memberId!: string;

  /** `memberNameHash`, by which a name that somebody typed is compared; null where none is told. */
  @Column('text', { name: 'name_hash' })
  nameHash!: string | null;

  /** Where the worker is in the union tree; null until told again, which counts as outside every part of it. */
  @Column('text', { name: 'scope_path', nullable: true })
  scopePath!: string | null;

  /** Whether the record says that the person has died: nothing new is begun for them. */
  @Column('boolean', { name: 'has_died', default: false })
  hasDied!: boolean;

  /** The day of death; null for the living, and where it is not known. */
  @Column('date', { name: 'died_on', nullable: true })
  diedOn!: string | null;

  /** The version of the record that was last told of. */
  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}
