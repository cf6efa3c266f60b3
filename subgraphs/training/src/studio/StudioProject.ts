import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a studio works on in a year. */
@Entity('studio_project')
export class StudioProject {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'studio_id' })
  studioId!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('int', { name: 'year' })
  year!: number;

  /** Null before there is one. */
  @Column('text', { name: 'result' })
  result!: string | null;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @Column('int', { name: 'version' })
  version!: number;
}
