import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The target is a station, an enterprise or a worker: one of the three. */
@Entity('cadre_link')
export class CadreLink {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'cadre_id' })
  cadreId!: string;

  @Column('uuid', { name: 'service_point_id' })
  servicePointId!: string | null;

  @Column('uuid', { name: 'enterprise_id' })
  enterpriseId!: string | null;

  @Column('uuid', { name: 'member_id' })
  memberId!: string | null;

  @Column('date', { name: 'since' })
  since!: string;

  @Column('date', { name: 'ended_on' })
  endedOn!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
