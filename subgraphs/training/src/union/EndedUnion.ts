import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A union that was dissolved or merged into another, as organisation tells. */
@Entity('ended_union')
export class EndedUnion {
  @PrimaryColumn('uuid', { name: 'union_id' })
  unionId!: string;

  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}
