import { Column, Entity, PrimaryColumn } from 'typeorm';

export type DirectoryKind = 'STAFF' | 'SERVICE_POINT' | 'SOCIAL_ORGANISATION' | 'ENTERPRISE';

/** What a service knows of a person or body in organisation's registers that its own acts refer to by id. */
@Entity('directory_entry')
export class DirectoryEntry {
  @PrimaryColumn('uuid', { name: 'entry_id' })
  entryId!: string;

  @Column('text', { name: 'kind' })
  kind!: DirectoryKind;

  /** The role of a member of staff, the kind of a service point or of a social organisation; `EMPLOYER` for an enterprise. */
  @Column('text', { name: 'detail' })
  detail!: string;

  /** Where in the union tree it belongs; `/city/` for the whole city. */
  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  /** A hash of the name, by which a name that somebody typed is compared; null where none is told. */
  @Column('text', { name: 'name_hash' })
  nameHash!: string | null;

  @Column('boolean', { name: 'has_ended' })
  hasEnded!: boolean;

  /** The first day of a member of staff; null where none was told, and for what is no person. */
  @Column('date', { name: 'begins_on', nullable: true })
  beginsOn!: string | null;

  /** The version of the register's row that was last told of. */
  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}
