import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A union that began to work, as organisation tells. */
@Entity('known_union')
export class KnownUnion {
  @PrimaryColumn('uuid', { name: 'union_id' })
  unionId!: string;

  /** As organisation calls it: `COMMUNITY_JOINT_UNION`. */
  @Column('text', { name: 'kind' })
  kind!: string;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  /** Null for one that spans districts. */
  @Column('text', { name: 'district_code' })
  districtCode!: string | null;

  /** Whether it was dissolved or merged into another. */
  @Column('boolean', { name: 'has_ended' })
  hasEnded!: boolean;

  /** The union that it was merged into; null while it works and for one that was dissolved. */
  @Column('uuid', { name: 'merged_into_id', nullable: true })
  mergedIntoId!: string | null;

  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}
