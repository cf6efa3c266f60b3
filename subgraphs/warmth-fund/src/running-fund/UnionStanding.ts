import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What this subgraph knows of a union that began to work, as organisation tells. */
@Entity('union_standing')
export class UnionStanding {
  @PrimaryColumn('uuid', { name: 'union_id' })
  unionId!: string;

  /** As organisation calls it: `COMMUNITY_JOINT_UNION`. */
  @Column('text', { name: 'kind' })
  kind!: string;

  /** Whether it was dissolved or merged into another. */
  @Column('boolean', { name: 'has_ended' })
  hasEnded!: boolean;

  /** The union that it was merged into; null while it works and for one that was dissolved. */
  @Column('uuid', { name: 'merged_into_id', nullable: true })
  mergedIntoId!: string | null;

  /** Where it lies in the union tree; null until it is told of. */
  @Column('text', { name: 'scope_path' })
  scopePath!: string | null;

  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}
