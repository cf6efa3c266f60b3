import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The workers' art troupe (S-75). */
@Entity('art_troupe')
export class ArtTroupe {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'founded_month' })
  foundedMonth!: string;

  /** Null where only the month is known. */
  @Column('date', { name: 'founded_on' })
  foundedAt!: string | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
