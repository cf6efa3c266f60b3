import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The employer that organisation's record of a worker has, as it last told. */
@Entity('employment')
export class Employment {
  @PrimaryColumn('uuid', { name: 'member_id' })
  memberId!: string;

  /** Null for a worker whose record names none. */
  @Column('uuid', { name: 'employer_id' })
  employerId!: string | null;

  /** Version of the record that the last event told of. */
  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}
