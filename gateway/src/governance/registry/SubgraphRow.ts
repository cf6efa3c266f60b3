import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One subgraph of the register: of the house, as the operator configures it, or registered by its owner. */
@Entity('registered_subgraph')
export class SubgraphRow {
  /** Its name in the graph. */
  @PrimaryColumn('text', { name: 'name' })
  id!: string;

  @Column('text', { name: 'kind' })
  kind!: 'HOUSE' | 'REGISTERED';

  @Column('uuid', { name: 'owner_union_id' })
  ownerUnionId!: string;

  @Column('text', { name: 'status' })
  status!: 'PROPOSED' | 'ACTIVE' | 'REFUSED';

  /** Whom to write to; null for a subgraph of the house, as the next two. */
  @Column('text', { name: 'contact' })
  contact!: string | null;

  @Column('text', { name: 'routing_url' })
  routingUrl!: string | null;

  /** What the names of its types begin with. */
  @Column('text', { name: 'prefix' })
  prefix!: string | null;

  @Column('uuid', { name: 'registered_by' })
  registeredBy!: string | null;

  @Column('timestamptz', { name: 'registered_at' })
  registeredAt!: Date | null;

  @Column('uuid', { name: 'decided_by' })
  decidedBy!: string | null;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date | null;

  /** Why it was refused. */
  @Column('text', { name: 'reason' })
  reason!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
